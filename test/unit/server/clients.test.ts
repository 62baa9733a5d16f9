import { describe, expect, it } from 'vitest';
import type { TppRecord } from '../../../server/bank/records.ts';
import { clientMetadata } from '../../../server/authorization/clients.ts';
import { smallBank } from './small-bank.ts';

const [mirai] = smallBank().tpps;
const tpp = (changes: Partial<TppRecord> = {}): TppRecord => {
  if (mirai === undefined) throw new Error('no TPP');
  return { ...mirai, ...changes };
};

describe('a TPP as a client', () => {
  it('proves itself and binds its tokens, one way or the other (FAPI2-SP 5.3.2.1-4 to -6)', () => {
    expect(clientMetadata(tpp(), 'production')).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt',
      dpop_bound_access_tokens: true,
      tls_client_certificate_bound_access_tokens: false,
      require_pushed_authorization_requests: true,
    });
    const subject = 'CN=tpp.example,C=JP';
    const mutual = tpp({
      authentication: { method: 'tls_client_auth', subject },
      tokenBinding: 'mtls',
      jwks: { keys: [] },
    });
    const metadata = clientMetadata(mutual, 'production');
    expect(metadata).toMatchObject({
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_subject_dn: subject,
      dpop_bound_access_tokens: false,
      tls_client_certificate_bound_access_tokens: true,
    });
    expect(metadata).not.toHaveProperty('jwks');
  });

  it.each([
    ['https://tpp.example/callback', 'production', true],
    ['http://tpp.example/callback', 'production', false],
    ['http://localhost:9480/callback', 'production', false],
    ['http://localhost:9480/callback', 'test', true],
    ['http://127.0.0.1:9480/callback', 'test', true],
    ['http://tpp.example/callback', 'test', false],
    ['http://localhost.attacker.example/callback', 'test', false],
    ['custom-scheme://callback', 'test', false],
  ] as const)('FAPI2-SP 5.3.2.2-8: may be answered at %s in %s: %s', (uri, environment, allowed) => {
    const made = () => clientMetadata(tpp({ redirectUris: [uri] }), environment);
    if (allowed) expect(made()).toMatchObject({ redirect_uris: [uri] });
    else expect(made).toThrow('must be https');
  });
});
