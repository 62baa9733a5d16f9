import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeepLink, parseDeepLink } from '../../../src-main/shell/deep-link.ts';

const uri = 'urn:ietf:params:oauth:request_uri:AbCdEfGhIjKlMnOpQrSt';
const good = `renkei-mock://authorize?client_id=kaikei-mirai&request_uri=${encodeURIComponent(uri)}`;

describe('the deep link', () => {
  it('gives the client and the request', () => {
    expect(parseDeepLink('renkei-mock', good)).toEqual({ clientId: 'kaikei-mirai', requestUri: uri });
  });

  it('may have a slash after its authority, as some systems add one', () => {
    expect(parseDeepLink('renkei-mock', good.replace('authorize?', 'authorize/?'))).not.toBeNull();
  });

  it.each([
    ['another scheme', good.replace('renkei-mock', 'renkei-other')],
    ['another place', good.replace('authorize', 'consent')],
    ['a deeper place', good.replace('authorize?', 'authorize/x?')],
    ['a missing request', 'renkei-mock://authorize?client_id=kaikei-mirai'],
    ['one parameter more', `${good}&redirect_uri=https://evil.example`],
    ['a parameter twice', `${good}&client_id=other`],
    ['a fragment', `${good}#x`],
    ['a user name', good.replace('authorize', 'user@authorize')],
    ['a request that is an address', good.replace(encodeURIComponent(uri), 'https%3A%2F%2Fevil.example%2Fr')],
    ['markup in the client', good.replace('kaikei-mirai', '%3Cscript%3E')],
    ['too long', `${good}${'a'.repeat(2000)}`],
    ['no link at all', 'authorize'],
  ])('is refused: %s', (_what, link) => {
    expect(parseDeepLink('renkei-mock', link)).toBeNull();
  });

  it('never throws, and gives nothing for anything that lacks a well-formed request', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        expect(parseDeepLink('renkei-mock', noise)).toBeNull();
        expect(parseDeepLink('renkei-mock', `renkei-mock://${noise}`)).toBeNull();
      }),
    );
  });

  it('is found on a command line whatever stands beside it', () => {
    expect(findDeepLink('renkei-mock', ['app', '--flag', good])).toBe(good);
    expect(findDeepLink('renkei-mock', ['app', '--flag'])).toBeNull();
  });
});
