import { X509Certificate } from 'node:crypto';
import { net, session, type Session } from 'electron';
import { clientHeader } from '../../server/contract/reply.ts';
import { NetworkError, type Http, type HttpAnswer, type HttpRequest } from '../consent/http.ts';
import type { Partition } from '../identity/os-store/os-store-login.ts';
import type { Profile } from '../policy/profile.ts';
import { isTrusted } from './test-trust.ts';

/** Larger than any right answer (120 accounts are about 60 kB). */
const maxBody = 1_048_576;
const timeoutMs = 20_000;

/** Verdicts of `setCertificateVerifyProc`: 0 accepts, -3 keeps Chromium's own. */
const accept = 0;
const asChromium = -3;

function applyTrust(target: Session, profile: Profile): void {
  const { trust } = profile;
  if (trust === null) return;
  target.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    const chain = [];
    for (
      let link: Electron.Certificate | undefined = certificate;
      link !== undefined && chain.length < 4;
      link = link.issuerCert === link ? undefined : link.issuerCert
    ) {
      chain.push(new X509Certificate(link.data));
    }
    const trusted = verificationResult !== 'net::OK' && isTrusted(trust, hostname, chain, new Date());
    answer(trusted ? accept : asChromium);
  });
}

function exchange(own: Session, version: string, { method, url, body }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = net.request({
      method,
      url,
      session: own,
      useSessionCookies: true,
      redirect: 'manual',
      cache: 'no-store',
    });
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new NetworkError(reason));
    };
    const timer = setTimeout(() => {
      request.abort();
      fail('net::ERR_TIMED_OUT');
    }, timeoutMs);
    const settle = (answer: HttpAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    request.setHeader('accept', 'application/json, application/problem+json');
    request.setHeader(clientHeader, version);
    request.on('redirect', (status, _method, location) => {
      settle({ status, location, contentType: '', body: '' });
      request.abort();
    });
    request.on('login', (_details, answer) => {
      answer(); // no credentials: a proxy that wants some is reported, not asked about
      fail('net::ERR_PROXY_AUTH_REQUESTED');
    });
    request.on('error', (error) => {
      fail(error.message);
    });
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part) => {
        size += part.length;
        if (size <= maxBody) parts.push(part);
        else request.abort();
      });
      response.on('aborted', () => {
        fail(size > maxBody ? 'net::ERR_RESPONSE_BODY_TOO_LARGE' : 'net::ERR_CONNECTION_CLOSED');
      });
      response.on('error', () => {
        fail('net::ERR_CONNECTION_CLOSED');
      });
      response.on('end', () => {
        const type = response.headers['content-type'];
        settle({
          status: response.statusCode,
          location: null,
          contentType: (Array.isArray(type) ? type[0] : type) ?? '',
          body: Buffer.concat(parts).toString('utf8'),
        });
      });
    });
    if (body === undefined) {
      request.end();
      return;
    }
    request.setHeader('content-type', 'application/json');
    request.end(JSON.stringify(body));
  });
}

/** Chromium goes past every proxy for this machine itself unless it is told not to. */
const evenHere = '<-loopback>';

/**
 * Answers what makes a session go by the proxy that is named now; at first the system's settings count. One change at a time: whoever asks
 * meanwhile waits for it, and one that failed is tried again by the next.
 */
function proxySetter(own: Session, proxy: () => Promise<string | null>): () => Promise<void> {
  let set: string | null = null;
  let last: Promise<void> = Promise.resolve();
  const arrange = async (): Promise<void> => {
    const named = await proxy();
    if (named === set) return;
    await own.setProxy(
      named === null ? { mode: 'system' } : { proxyRules: named, proxyBypassRules: evenHere, mode: 'fixed_servers' },
    );
    await own.closeAllConnections();
    set = named;
  };
  return () => (last = last.then(arrange, arrange));
}

/**
 * In-memory partitions: each has cookies, certificate choices and TLS state of its own, and none outlives its flow.
 * `version` is the app's, which the server may find too old. `proxy` is asked before each request for the one to go by; `null`: the system's
 * settings alone count.
 */
export function partitions(
  profile: Profile,
  version: string,
  proxy: (() => Promise<string | null>) | null,
): (name: string) => Partition {
  return (name) => {
    const own = session.fromPartition(name, { cache: false });
    own.setPermissionRequestHandler((_contents, _permission, answer) => {
      answer(false);
    });
    applyTrust(own, profile);
    const arrange = proxy === null ? null : proxySetter(own, proxy);
    const http: Http = {
      send: async (request) => {
        await arrange?.();
        return await exchange(own, version, request);
      },
      close: async () => {
        await own.clearStorageData();
        await own.clearAuthCache();
        await own.closeAllConnections();
      },
    };
    return { session: own, http };
  };
}
