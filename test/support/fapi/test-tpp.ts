import { createHash, randomUUID } from 'node:crypto';
import type { TokenBinding, TppRecord } from '../../../server/bank/records.ts';
import type { ServiceId } from '../../../server/contract/catalogue.ts';
import { issueLeaf, type Leaf } from '../../../server/mock/pki/leaf.ts';
import { daysAfter, distinguishedName } from '../../../server/mock/pki/x509.ts';
import type { World } from '../../../server/mock/world.ts';
import { authorizationDetails } from '../../../server/mock/tpp/asked.ts';
import { seconds, sign, signingKey, type Algorithm, type SigningKey } from './keys.ts';
import { PlainClient, type Answer } from './plain-client.ts';

export type TestTppOptions = {
  readonly algorithm?: Algorithm;
  readonly authentication?: 'private_key_jwt' | 'tls_client_auth';
  readonly tokenBinding?: TokenBinding;
  readonly services?: readonly ServiceId[];
  readonly fixedServices?: boolean;
  readonly linkDays?: TppRecord['linkDays'];
  readonly signedMessages?: boolean;
};

type Params = Readonly<Record<string, string | undefined>>;

export const everyService: readonly ServiceId[] = [
  'balance',
  'transactions',
  'incoming-transfers',
  'activity',
  'bulk-transfer',
  'payroll',
  'direct-debit',
  'tax-payment',
];

const withoutGaps = (params: Params): Record<string, string> =>
  Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined));

export async function tppCertificate(world: World, commonName: string): Promise<Leaf> {
  const now = new Date();
  return issueLeaf({
    subject: distinguishedName([
      ['C', 'JP'],
      ['O', '試験ソフト株式会社'],
      ['CN', commonName],
    ]),
    issuer: world.pki.tppCa,
    notBefore: daysAfter(now, -1),
    notAfter: daysAfter(now, 90),
    usage: 'client',
  });
}

export const identityOf = ({ certPem, keyPem }: Leaf) => ({ cert: certPem, key: keyPem });

/** What a request names itself with; every part may be replaced. */
export type Proof = {
  readonly key?: SigningKey;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
};

/**
 * A TPP of its own, registered at the bank for one test file, with every message in reach: client assertion, DPoP proof, PAR,
 * token request. One that works by mutual TLS uses the endpoints at that origin.
 */
export class TestTpp {
  readonly clientId: string;
  readonly world: World;
  readonly key: SigningKey;
  readonly dpopKey: SigningKey;
  readonly certificate: Leaf;
  readonly redirectUri: string;
  /** Where it calls: the issuer, or the mutual-TLS origin. */
  readonly origin: string;
  readonly http: PlainClient;
  readonly #options: TestTppOptions;

  private constructor(
    parts: Pick<TestTpp, 'clientId' | 'world' | 'key' | 'dpopKey' | 'certificate'>,
    options: TestTppOptions,
  ) {
    this.clientId = parts.clientId;
    this.world = parts.world;
    this.key = parts.key;
    this.dpopKey = parts.dpopKey;
    this.certificate = parts.certificate;
    this.#options = options;
    this.redirectUri = `${parts.world.tpp}/callback/${parts.clientId}`;
    const mutual = options.authentication === 'tls_client_auth' || options.tokenBinding === 'mtls';
    this.origin = mutual ? parts.world.mtlsOrigin : parts.world.issuer;
    this.http = new PlainClient(parts.world, mutual ? identityOf(parts.certificate) : null);
  }

  static async register(world: World, options: TestTppOptions = {}): Promise<TestTpp> {
    const clientId = `tpp-${randomUUID()}`;
    const tpp = new TestTpp(
      {
        clientId,
        world,
        key: await signingKey(options.algorithm),
        dpopKey: await signingKey(options.algorithm),
        certificate: await tppCertificate(world, clientId),
      },
      options,
    );
    await world.database
      .insertInto('tpps')
      .values({ client_id: clientId, record_json: JSON.stringify(tpp.record()), suspended: 0 })
      .execute();
    return tpp;
  }

  get isDpop(): boolean {
    return this.#options.tokenBinding !== 'mtls';
  }

  record(): TppRecord {
    const { authentication = 'private_key_jwt', tokenBinding = 'dpop' } = this.#options;
    return {
      clientId: this.clientId,
      name: { ja: '試験ソフト', en: 'Test Software' },
      company: '試験ソフト株式会社',
      registration: '関東財務局長(電代)第999号',
      redirectUris: [this.redirectUri],
      services: this.#options.services ?? everyService,
      fixedServices: this.#options.fixedServices ?? false,
      linkDays: this.#options.linkDays ?? 90,
      suspended: false,
      jwks: { keys: [{ ...this.key.publicJwk }] },
      authentication:
        authentication === 'tls_client_auth'
          ? { method: authentication, subject: `CN=${this.clientId},O=試験ソフト株式会社,C=JP` }
          : { method: authentication },
      tokenBinding,
      signedMessages: this.#options.signedMessages ?? false,
    };
  }

  /** `private_key_jwt` (RFC 7523 §3); one that works by certificate names itself only. */
  async authentication({ key = this.key, claims = {}, header = {} }: Proof = {}): Promise<Record<string, string>> {
    if (this.#options.authentication === 'tls_client_auth') return { client_id: this.clientId };
    const assertion = await sign(key, { ...this.assertionClaims(), ...claims }, header);
    return this.asAssertion(assertion);
  }

  assertionClaims(): Record<string, unknown> {
    return {
      iss: this.clientId,
      sub: this.clientId,
      aud: this.world.issuer,
      jti: randomUUID(),
      iat: seconds(),
      exp: seconds() + 60,
    };
  }

  asAssertion(assertion: string): Record<string, string> {
    return {
      client_id: this.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
  }

  /** A DPoP proof (RFC 9449 §4.2). */
  proof(
    method: string,
    url: string,
    accessToken: string | undefined,
    { key = this.dpopKey, claims = {}, header = {} }: Proof = {},
  ): Promise<string> {
    const target = new URL(url);
    const { kid: _kid, alg: _alg, use: _use, ...jwk } = key.publicJwk;
    const ath = accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') };
    return sign(
      key,
      { jti: randomUUID(), htm: method, htu: `${target.origin}${target.pathname}`, iat: seconds(), ...ath, ...claims },
      { typ: 'dpop+jwt', jwk, kid: undefined, ...header },
    );
  }

  async dpopHeader(
    method: string,
    url: string,
    accessToken?: string,
    proof: Proof = {},
  ): Promise<Record<string, string>> {
    return this.isDpop ? { dpop: await this.proof(method, url, accessToken, proof) } : {};
  }

  /** The parameters of an honest pushed request; `undefined` takes one out. */
  async parameters(codeVerifier: string, changes: Params = {}): Promise<Record<string, string>> {
    return withoutGaps({
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: 'openid offline_access',
      prompt: 'consent',
      state: 'state-of-this-request',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      authorization_details: authorizationDetails({}),
      ...changes,
    });
  }

  async push(
    parameters: Params,
    { authentication, headers }: { authentication?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return this.http.post(`${this.origin}/request`, {
      form: { ...withoutGaps(parameters), ...(authentication ?? (await this.authentication())) },
      ...(headers === undefined ? {} : { headers }),
    });
  }

  async token(
    parameters: Params,
    {
      authentication,
      headers,
    }: { readonly authentication?: Record<string, string>; readonly headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const url = `${this.origin}/token`;
    return this.http.post(url, {
      form: { ...withoutGaps(parameters), ...(authentication ?? (await this.authentication())) },
      headers: headers ?? (await this.dpopHeader('POST', url)),
    });
  }

  /** A request of the resource or grants API with everything it needs. */
  async call(
    method: 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'PUT',
    path: string,
    accessToken: string,
    sent: {
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
      readonly proof?: Proof;
    } = {},
  ): Promise<Answer> {
    const url = `${this.origin}${path}`;
    const { proof, headers, ...body } = sent;
    return this.http.send(method, url, {
      ...body,
      headers: {
        authorization: `${this.isDpop ? 'DPoP' : 'Bearer'} ${accessToken}`,
        ...(await this.dpopHeader(method, url, accessToken, proof)),
        ...headers,
      },
    });
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
