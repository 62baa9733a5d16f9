import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { Inspector, type RawExchange } from '../../../server/mock/inspector/inspector.ts';
import { secretHeaders, secretNames } from '../../../server/mock/inspector/secret-names.ts';

const persons = ['Taro-2026!', '1234567'];
const open = (): Inspector => new Inspector({ clock: systemClock, secrets: () => persons });

const exchange = (inspector: Inspector, more: Partial<RawExchange>): RawExchange => ({
  place: 'issuer',
  method: 'POST',
  url: 'https://localhost:9443/token',
  status: 200,
  failure: null,
  requestHeaders: [],
  requestBody: Buffer.alloc(0),
  responseHeaders: [],
  responseBody: Buffer.alloc(0),
  begun: inspector.begin(),
  ...more,
});

const alphabet = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789-_');
/** Random as secrets are; never a word that stands in an entry anyway. */
const secret = fc
  .array(fc.constantFrom(...alphabet), { minLength: 11, maxLength: 60 })
  .map((letters) => `Zq9${letters.join('')}7x`);
const pin = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String);
const name = fc.constantFrom(...secretNames.keys());
const spelled = name.chain((plain) => fc.constantFrom(plain, plain.toUpperCase(), Array.from(plain).join('_')));

const form = (value: Record<string, string>): Buffer => Buffer.from(new URLSearchParams(value).toString());
const jsonType: [string, string] = ['content-type', 'application/json; charset=utf-8'];
const formType: [string, string] = ['content-type', 'application/x-www-form-urlencoded'];
const jwt = (value: string): string => `eyJhbGciOiJFUzI1NiJ9.eyJz${value}.${value}`;

/** Every place a secret is known to come by. */
const planted: Readonly<Record<string, (key: string, value: string) => Partial<RawExchange>>> = {
  'a form': (key, value) => ({ requestHeaders: [formType], requestBody: form({ a: 'b', [key]: value }) }),
  'a query': (key, value) => ({ url: `https://localhost/cb?${new URLSearchParams({ [key]: value }).toString()}` }),
  'JSON, deep inside': (key, value) => ({
    responseHeaders: [jsonType],
    responseBody: Buffer.from(JSON.stringify({ a: [{ b: { [key]: value } }, { [key]: { c: [value] } }] })),
  }),
  'a redirect': (key, value) => ({
    responseHeaders: [
      ['Location', `http://localhost:9480/callback/x?a=1&${new URLSearchParams({ [key]: value }).toString()}#${value}`],
    ],
  }),
  'an address in JSON': (key, value) => ({
    responseHeaders: [jsonType],
    responseBody: Buffer.from(
      JSON.stringify({ location: `renkei-mock://authorize?${new URLSearchParams({ [key]: value }).toString()}` }),
    ),
  }),
  'a page': (key, value) => ({
    responseHeaders: [['content-type', 'text/html']],
    responseBody: Buffer.from(`<input name="${key}" value="${value}">`),
  }),
  'damaged JSON': (key, value) => ({ requestHeaders: [jsonType], requestBody: Buffer.from(`{"${key}":"${value}"`) }),
  'a JWT in any text': (_key, value) => ({
    responseHeaders: [jsonType, ['warning', `199 - ${jwt(value)}`]],
    responseBody: Buffer.from(JSON.stringify({ detail: `here: ${jwt(value)}.` })),
  }),
  'a JWE in any text': (_key, value) => ({
    responseHeaders: [jsonType],
    responseBody: Buffer.from(JSON.stringify({ text: `eyJhbGciOiJFQ0RIIn0..${value}.${value}.${value}` })),
  }),
  'a bearer token in any text': (_key, value) => ({ responseHeaders: [['x-note', `Bearer ${value}`]] }),
  'the path of an interaction': (_key, value) => ({ url: `https://localhost/interaction/${value}/commands` }),
  'the path of a grant': (_key, value) => ({ url: `https://localhost/grants/${value}` }),
  'a cookie and its path': (_key, value) => ({
    requestHeaders: [['Cookie', `_session=${value}; b=${value}`]],
    responseHeaders: [['Set-Cookie', `_interaction=${value}; path=/interaction/${value}; httponly`]],
  }),
  'a private key': (_key, value) => ({
    responseHeaders: [jsonType],
    responseBody: Buffer.from(JSON.stringify({ pem: `-----BEGIN PRIVATE KEY-----\n${value}\n` })),
  }),
  ...Object.fromEntries(
    [...secretHeaders.keys(), 'x-api-key', 'x-renkei-token', 'x-session-id'].map((header) => [
      `the header ${header}`,
      (_key: string, value: string): Partial<RawExchange> => ({
        requestHeaders: [[header, header === 'authorization' ? `DPoP ${value}` : `a=${value}`]],
        responseHeaders: [[header.toUpperCase(), header === 'authorization' ? value : `a=${value}; path=/`]],
      }),
    ]),
  ),
};

describe('what the inspector keeps', () => {
  it.each(Object.keys(planted))('never holds a secret that came in %s', (place) => {
    fc.assert(
      fc.property(spelled, fc.oneof(secret, pin), (key, value) => {
        // A nine-digit number is secret by its name only.
        fc.pre(/[A-Za-z]/.test(value) || ['a form', 'a query', 'JSON, deep inside', 'a redirect'].includes(place));
        const inspector = open();
        inspector.record(exchange(inspector, planted[place]?.(key, value) ?? {}));
        expect(JSON.stringify(inspector.query({}))).not.toContain(value);
      }),
      { numRuns: 150 },
    );
  });

  it('never holds a secret that was one before, wherever it turns up', () => {
    fc.assert(
      fc.property(secret, (value) => {
        const inspector = open();
        inspector.record(
          exchange(inspector, { requestHeaders: [formType], requestBody: form({ refresh_token: value }) }),
        );
        inspector.record(
          exchange(inspector, {
            url: `https://localhost/other/${value}?x=${value}`,
            responseHeaders: [jsonType, ['x-note', `it was ${value}`]],
            responseBody: Buffer.from(JSON.stringify({ detail: `token ${value} is unknown`, id: value })),
            failure: `could not send ${value}`,
            status: null,
          }),
        );
        expect(JSON.stringify(inspector.query({}))).not.toContain(value);
      }),
      { numRuns: 100 },
    );
  });

  it('never holds what a test person knows, whatever its place', () => {
    const inspector = open();
    for (const known of persons) {
      inspector.record(
        exchange(inspector, {
          url: `https://localhost/?q=${encodeURIComponent(known)}`,
          requestHeaders: [['x-odd', known], jsonType],
          requestBody: Buffer.from(JSON.stringify({ [known]: `the words ${known}` })),
        }),
      );
    }
    for (const known of persons) expect(JSON.stringify(inspector.query({}))).not.toContain(known);
  });

  it('can be searched at all: what is not secret is there', () => {
    const inspector = open();
    inspector.record(
      exchange(inspector, {
        requestHeaders: [formType, ['x-plain', 'seen']],
        requestBody: form({
          grant_type: 'authorization_code',
          code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        }),
        responseHeaders: [jsonType],
        responseBody: Buffer.from(
          JSON.stringify({
            code: 'pin.wrong',
            state: 'registered-now',
            account: 'acc_0123456789abcdef0123456789abcdef',
          }),
        ),
      }),
    );
    const kept = JSON.stringify(inspector.query({}));
    for (const plain of [
      'seen',
      'authorization_code',
      'E9Melhoa2Owv',
      'pin.wrong',
      'registered-now',
      'acc_0123456789ab',
    ])
      expect(kept).toContain(plain);
  });
});
