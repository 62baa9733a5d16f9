import { describe, expect, it } from 'vitest';
import { mayHandTo, readRedirect } from '../../../src-main/consent/redirect.ts';

const issuer = 'https://auth.bank.example';
const returnTo = 'https://tpp.example/callback?tenant=1';
const claims = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const uid = 'AbCdEfGhIjKlMnOpQrStU';

describe('a redirect of the authorization server', () => {
  it('may lead to its own next interaction', () => {
    expect(readRedirect(`/interaction/${uid}`, issuer, returnTo)).toEqual({ kind: 'interaction', uid });
    expect(readRedirect(`${issuer}/interaction/${uid}`, issuer, null)).toEqual({ kind: 'interaction', uid });
  });

  it.each([
    ['code=abc&state=x', 'permitted'],
    ['error=access_denied&state=x', 'cancelled'],
    ['error=server_error', 'failed'],
    // Signed answers (JARM): the claims say it.
    [`response=eyJhbGciOiJFUzI1NiJ9.${claims({ code: 'abc', iss: issuer, exp: 1 })}.c2ln`, 'permitted'],
    [`response=eyJhbGciOiJFUzI1NiJ9.${claims({ error: 'access_denied' })}.c2ln`, 'cancelled'],
    [`response=eyJhbGciOiJFUzI1NiJ9.${claims({ error: 'server_error' })}.c2ln`, 'failed'],
    ['response=nothing-that-can-be-read', 'failed'],
    [`response=x.${claims(null)}.x&code=abc`, 'failed'],
  ])('may lead back to the TPP that asked: %s', (query, outcome) => {
    const url = `https://tpp.example/callback?tenant=1&${query}`;
    expect(readRedirect(url, issuer, returnTo)).toEqual({ kind: 'return', url, outcome });
  });

  it.each([
    ['another origin', 'https://evil.example/callback?tenant=1&code=abc'],
    ['another path', 'https://tpp.example/other?tenant=1&code=abc'],
    ['without the query the TPP registered', 'https://tpp.example/callback?code=abc'],
    ['another port', 'https://tpp.example:8443/callback?tenant=1&code=abc'],
    ['a look-alike user name', 'https://tpp.example@evil.example/callback?tenant=1'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['elsewhere at the server', `${issuer}/admin`],
    ['not an address', 'https://'],
  ])('may not lead to %s', (_what, location) => {
    expect(readRedirect(location, issuer, returnTo)).toEqual({ kind: 'invalid' });
  });

  it('may not leave the server before the TPP is known', () => {
    expect(readRedirect('https://tpp.example/callback?tenant=1&code=abc', issuer, null)).toEqual({ kind: 'invalid' });
  });
});

describe('the browser', () => {
  it.each([
    ['https://tpp.example/x', true],
    ['http://localhost:9480/callback', true],
    ['http://127.0.0.1:1/callback', true],
    ['http://[::1]:1/callback', true],
    ['http://tpp.example/x', false],
    ['http://localhost.evil.example/x', false],
    ['https://user@tpp.example/x', false],
    ['renkei-mock://authorize', false],
  ])('is sent to %s: %s', (address, allowed) => {
    expect(mayHandTo(new URL(address))).toBe(allowed);
  });
});
