import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../src-main/consent/network-failure.ts';

describe('a failed request', () => {
  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'environment.offline'],
    ['net::ERR_CONNECTION_REFUSED', 'environment.offline'],
    ['net::ERR_NAME_NOT_RESOLVED', 'environment.offline'],
    ['net::ERR_TIMED_OUT', 'environment.offline'],
    ["net::ERR_CONNECTION_RESET (-101) loading 'https://localhost:1/hello'", 'environment.offline'],
    ['net::ERR_CERT_DATE_INVALID', 'environment.clock-wrong'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'environment.server-untrusted'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'environment.server-untrusted'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'environment.server-untrusted'],
    ['net::ERR_PROXY_AUTH_REQUESTED', 'environment.proxy-authentication'],
    ['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'certificate.none'],
    ['net::ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'token.cannot-sign'],
    ['net::ERR_RESPONSE_BODY_TOO_LARGE', 'environment.server-error'],
    ['something new', 'environment.server-error'],
  ])('%s means %s', (message, code) => {
    expect(networkFailure(message)).toBe(code);
  });
});
