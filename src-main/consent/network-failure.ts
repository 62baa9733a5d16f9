import type { FailureCode } from '../contract/failure.ts';

/** First match wins. Names from Chromium's `net/base/net_error_list.h`. */
const table: readonly (readonly [RegExp, FailureCode])[] = [
  [/ERR_CERT_DATE_INVALID/, 'environment.clock-wrong'],
  [/ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS|ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED/, 'token.cannot-sign'],
  [
    /ERR_SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED|ERR_SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY/,
    'certificate.no-private-key',
  ],
  [/ERR_SSL_CLIENT_AUTH_CERT_NEEDED|ERR_BAD_SSL_CLIENT_AUTH_CERT/, 'certificate.none'],
  [/ERR_CERT_|ERR_SSL_|ERR_INSECURE_RESPONSE/, 'environment.server-untrusted'],
  [/ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_MANDATORY_PROXY/, 'environment.proxy-authentication'],
  [
    /ERR_(INTERNET_DISCONNECTED|NAME_|CONNECTION_|ADDRESS_|NETWORK_|DNS_|TIMED_OUT|EMPTY_RESPONSE|SOCKET|TUNNEL|PROXY_CONNECTION|HTTP2_PING_FAILED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_)/,
    'environment.offline',
  ],
];

/** What a failed request means for the customer. `message` is Electron's, e.g. `net::ERR_CONNECTION_REFUSED`. */
export function networkFailure(message: string): FailureCode {
  return table.find(([pattern]) => pattern.test(message))?.[1] ?? 'environment.server-error';
}
