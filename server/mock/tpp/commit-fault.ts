import * as oauth from 'openid-client';
import type { ReturnFault, StartFault, FaultOutcome } from './faults.ts';
import type { ClientOptions, OauthClient, PendingRequest, Tokens } from './oauth-client.ts';
import { callbackPath } from './registered.ts';
import type { TrustedFetch } from './trusted-fetch.ts';

export type FaultParts = Pick<ClientOptions, 'issuer' | 'simulator' | 'tpp'> & {
  readonly client: OauthClient;
  /** Shows no certificate. */
  readonly bare: TrustedFetch;
};

type Answer = Omit<FaultOutcome, 'fault'>;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const form = (fields: Record<string, string>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
  body: new URLSearchParams(fields).toString(),
});

/** Sorts what openid-client throws when something is refused; anything else is a fault of this program. */
async function refusal(error: unknown): Promise<Answer> {
  if (error instanceof oauth.ResponseBodyError) {
    const { status, error: code, error_description: description } = error;
    return {
      refused: true,
      by: 'server',
      answer: `HTTP ${String(status)} ${code}${description ? `: ${description}` : ''}`,
    };
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return { refused: true, by: 'server', answer: await httpAnswer(error.response) };
  }
  if (error instanceof oauth.ClientError) {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    return { refused: true, by: 'client', answer: `${error.code ?? ''}: ${reason}` };
  }
  throw error;
}

async function httpAnswer(response: Response): Promise<string> {
  const text = response.bodyUsed ? '' : await response.text();
  const code = /"(?:error|code)":\s*"([^"]+)"/.exec(text)?.[1] ?? /<title>([^<]+)<\/title>/.exec(text)?.[1] ?? '';
  return `HTTP ${String(response.status)} ${code}`.trim();
}

const accepted = (answer: string): Answer => ({ refused: false, by: 'server', answer });

async function judged(response: Response): Promise<Answer> {
  const answer = await httpAnswer(response);
  return response.status >= 400 ? { refused: true, by: 'server', answer } : accepted(answer);
}

async function attempt(act: () => Promise<unknown>): Promise<Answer> {
  try {
    await act();
    return accepted('受け付けられました');
  } catch (error) {
    return refusal(error);
  }
}

/** A fault that needs no customer: the request itself is wrong. */
export async function faultAtStart(
  fault: StartFault,
  { client, bare, issuer, simulator, tpp }: FaultParts,
): Promise<Answer> {
  const request = {
    client_id: tpp.clientId,
    response_type: 'code',
    redirect_uri: `${simulator}${callbackPath(tpp)}`,
    scope: 'openid',
    code_challenge: await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  };
  switch (fault) {
    case 'wrong-redirect':
      return attempt(() => client.start(undefined, { redirect_uri: 'https://attacker.example/callback' }));
    case 'no-assertion':
      return judged(await bare.fetch(`${issuer}/request`, form(request)));
    case 'unsigned-assertion': {
      const claims = {
        iss: tpp.clientId,
        sub: tpp.clientId,
        aud: issuer,
        jti: oauth.randomNonce(),
        exp: 4_102_444_800,
      };
      const client_assertion = `${part({ alg: 'none' })}.${part(claims)}.`;
      return judged(
        await bare.fetch(
          `${issuer}/request`,
          form({ ...request, client_assertion_type: assertionType, client_assertion }),
        ),
      );
    }
    case 'no-par': {
      const headers = { accept: 'text/html', 'renkei-client': '0.1.0' };
      return judged(
        await bare.fetch(`${issuer}/authorize?${new URLSearchParams(request).toString()}`, {
          headers,
          redirect: 'manual',
        }),
      );
    }
  }
}

export type Returned = {
  readonly callback: URL;
  readonly pending: PendingRequest;
  readonly requestUri: string;
};

/** A fault with a customer's permission in hand. Tokens that were honestly fetched on the way stay unused. */
export async function faultAtReturn(
  fault: ReturnFault,
  { callback, pending, requestUri }: Returned,
  { client, bare, issuer, tpp }: FaultParts,
): Promise<Answer> {
  const changed = new URL(callback);
  switch (fault) {
    case 'bad-state':
      changed.searchParams.set('state', oauth.randomState());
      return attempt(() => client.finish(changed, pending));
    case 'missing-iss':
      changed.searchParams.delete('iss');
      return attempt(() => client.finish(changed, pending));
    case 'wrong-verifier':
      return attempt(() => client.finish(callback, { ...pending, codeVerifier: oauth.randomPKCECodeVerifier() }));
    case 'replay-code': {
      const tokens = await client.finish(callback, pending);
      const again = await attempt(() => client.finish(callback, pending));
      if (!again.refused) return again;
      const after = await attempt(() => client.read(tokens, '/resources/v1/accounts'));
      return { ...after, answer: `2回目の引き換え: ${again.answer} / 先に受け取ったトークン: ${after.answer}` };
    }
    case 'reused-request': {
      await client.finish(callback, pending);
      const query = new URLSearchParams({ client_id: tpp.clientId, request_uri: requestUri });
      const headers = { accept: 'text/html', 'renkei-client': '0.1.0' };
      return judged(await bare.fetch(`${issuer}/authorize?${query.toString()}`, { headers, redirect: 'manual' }));
    }
    case 'stolen-token':
      return judged(await useStolen(await client.finish(callback, pending), issuer, bare));
  }
}

/** As somebody who read the token off a log would use it. */
function useStolen({ accessToken, binding }: Tokens, issuer: string, bare: TrustedFetch): Promise<Response> {
  const scheme = binding.kind === 'dpop' ? 'DPoP' : 'Bearer';
  const headers = { authorization: `${scheme} ${accessToken}`, accept: 'application/json' };
  return bare.fetch(`${issuer}/resources/v1/accounts`, { headers });
}
