import { beforeEach, describe, expect, it } from 'vitest';
import { NetworkError, type Http, type HttpAnswer } from '../../../src-main/consent/http.ts';
import { networkFailure } from '../../../src-main/consent/network-failure.ts';
import { PublishedKeys } from '../../../src-main/consent/published-keys.ts';

const answer = (body: string, status = 200): HttpAnswer => ({
  status,
  location: null,
  contentType: 'application/json',
  body,
});
const set = (...kids: string[]): HttpAnswer =>
  answer(JSON.stringify({ keys: kids.map((kid) => ({ kty: 'EC', kid })) }));

let asked: string[];
let answers: HttpAnswer[];
let keys: PublishedKeys;
beforeEach(() => {
  asked = [];
  answers = [];
  const http: Http = {
    send: ({ method, url }) => {
      asked.push(`${method} ${url}`);
      return Promise.resolve(answers.shift() ?? answer('', 500));
    },
    close: () => Promise.resolve(),
  };
  keys = new PublishedKeys(http, 'https://auth.bank.example');
});

describe('published keys', () => {
  it('are read once from the issuer', async () => {
    answers = [set('one', 'two')];
    expect(await keys.find('one')).toMatchObject({ kid: 'one' });
    expect(await keys.find('two')).toMatchObject({ kid: 'two' });
    expect(asked).toEqual(['GET https://auth.bank.example/jwks']);
  });

  it('are read once more for an id that came with a rotation, and no more than that', async () => {
    answers = [set('old'), set('old', 'new'), set('old', 'new')];
    await keys.find('old');
    expect(await keys.find('new')).toMatchObject({ kid: 'new' });
    expect(await keys.find('nobody')).toBeNull();
    expect(asked).toHaveLength(3);
  });

  it.each([
    ['a refusal', answer('{}', 503)],
    ['no JSON', answer('<html>')],
    ['no keys', answer('{}')],
  ])('that cannot be read (%s) are the server’s fault, not a missing key', async (_, wrong) => {
    answers = [wrong];
    const error: unknown = await keys.find('one').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NetworkError);
    expect(networkFailure(error instanceof Error ? error.message : '')).toBe('environment.server-error');
  });
});
