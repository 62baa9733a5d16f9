import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { entriesSchema } from '../../../server/mock/inspector/contract.ts';
import { harSchema, toHar } from '../../../server/mock/inspector/har.ts';
import { Inspector, type InspectorOptions, type RawExchange } from '../../../server/mock/inspector/inspector.ts';
import { bugReport } from '../../../server/mock/inspector/report.ts';

const open = (options: Partial<InspectorOptions> = {}): Inspector => new Inspector({ clock: systemClock, ...options });
const json: [string, string] = ['content-type', 'application/json'];
const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded'];

function record(inspector: Inspector, more: Partial<RawExchange> = {}) {
  return inspector.record({
    place: 'issuer',
    method: 'GET',
    url: 'https://localhost:9443/jwks',
    status: 200,
    failure: null,
    requestHeaders: [],
    requestBody: Buffer.alloc(0),
    responseHeaders: [],
    responseBody: Buffer.alloc(0),
    begun: inspector.begin(),
    ...more,
  });
}

const requestUri = 'urn:ietf:params:oauth:request_uri:abcdefgh12345678';
const pushed = {
  method: 'POST',
  url: 'https://localhost:9443/request',
  status: 201,
  requestHeaders: [form],
  requestBody: Buffer.from('client_id=kaikei-mirai'),
  responseHeaders: [json],
  responseBody: Buffer.from(JSON.stringify({ request_uri: requestUri, expires_in: 60 })),
} satisfies Partial<RawExchange>;
const problem = {
  status: 409,
  responseHeaders: [json, ['x-request-id', 'trace-0001']],
  responseBody: Buffer.from(JSON.stringify({ code: 'flow.conflict', reference: 'R-123|45', status: 409 })),
} satisfies Partial<RawExchange>;

describe('the time line', () => {
  it('keeps so many entries and so many characters, and drops the oldest', () => {
    const few = open({ mostEntries: 3 });
    for (let count = 0; count < 5; count += 1) record(few);
    expect(few.query({})).toMatchObject({ kept: 3, dropped: 2, newest: 5 });
    expect(few.query({}).entries.map(({ id }) => id)).toEqual([3, 4, 5]);

    const small = open({ mostCharacters: 5000 });
    const words = Buffer.from(JSON.stringify({ text: 'x '.repeat(1000) }));
    for (let count = 0; count < 5; count += 1) record(small, { requestHeaders: [json], requestBody: words });
    expect(small.query({}).entries.map(({ id }) => id)).toEqual([4, 5]);
  });

  it('ties what shares a pushed request, an interaction, a code: also when two parts meet late', () => {
    const inspector = open();
    const par = record(inspector, pushed);
    const step = record(inspector, { url: 'https://localhost:9443/interaction/uid-0123456789' });
    const alone = record(inspector);
    expect([par.flow, step.flow, alone.flow]).toEqual([1, 2, null]);
    record(inspector, {
      url: `https://localhost:9443/authorize?client_id=kaikei-mirai&request_uri=${encodeURIComponent(requestUri)}`,
      status: 303,
      responseHeaders: [['location', '/interaction/uid-0123456789']],
    });
    record(inspector, {
      place: 'tpp-client',
      url: 'https://localhost:9443/authorize/uid-0123456789',
      status: 303,
      responseHeaders: [['location', 'http://localhost:9480/callback/kaikei-mirai?code=the-code-0123456789']],
    });
    const { entries } = inspector.query({ flow: 1 });
    expect(entries.map(({ id }) => id)).toEqual([1, 2, 4, 5]);
    expect(new Set(entries.map(({ tpp }) => tpp))).toEqual(new Set(['kaikei-mirai']));
    expect(
      record(inspector, { place: 'tpp', url: 'http://localhost:9480/callback/kaikei-mirai?code=the-code-0123456789' })
        .flow,
    ).toBe(1);
    expect(record(inspector, pushed).flow).toBe(1);
    expect(
      record(inspector, {
        ...pushed,
        responseBody: Buffer.from('{"request_uri":"urn:ietf:params:oauth:request_uri:zyxwvuts98765432"}'),
      }).flow,
    ).not.toBe(1);
  });

  it('finds by text, party, status and code', () => {
    const inspector = open();
    record(inspector, pushed);
    record(inspector, { ...problem, requestHeaders: [['renkei-client', '0.1.0']] });
    record(inspector, { status: null, failure: 'socket hang up', place: 'tpp-client' });
    const ids = (query: Parameters<Inspector['query']>[0]) => inspector.query(query).entries.map(({ id }) => id);
    expect(ids({ text: 'KAIKEI' })).toEqual([1]);
    expect(ids({ party: 'app' })).toEqual([2]);
    expect(ids({ status: '4xx' })).toEqual([2]);
    expect(ids({ status: '201' })).toEqual([1]);
    expect(ids({ status: 'none' })).toEqual([3]);
    expect(ids({ code: 'flow.conflict' })).toEqual([2]);
    expect(ids({ after: 1, before: 3 })).toEqual([2]);
    expect(ids({ limit: 1 })).toEqual([3]);
    expect(ids({ text: requestUri })).toEqual([]);
  });

  it('shows what a TPP’s client saw only where no listener saw it', () => {
    const inspector = open();
    const trace: [string, string] = ['x-request-id', 'trace-0001'];
    record(inspector, { responseHeaders: [trace] });
    record(inspector, { place: 'tpp-client', responseHeaders: [trace] });
    record(inspector, { place: 'tpp-client', status: null, failure: 'ECONNRESET' });
    expect(inspector.query({}).entries.map(({ id }) => id)).toEqual([1, 3]);
    expect(inspector.query({ both: '1' }).entries).toHaveLength(3);
  });

  it('tells followers of every entry until they leave', () => {
    const inspector = open();
    const seen: number[] = [];
    const leave = inspector.follow(({ id }) => seen.push(id));
    record(inspector);
    leave();
    record(inspector);
    expect(seen).toEqual([1]);
  });

  it('answers by its contract', () => {
    const inspector = open();
    record(inspector, pushed);
    record(inspector, problem);
    record(inspector, { status: null, failure: 'x' });
    expect(entriesSchema.parse(inspector.query({}))).toEqual(inspector.query({}));
  });
});

describe('exports', () => {
  const filled = (): Inspector => {
    const inspector = open();
    record(inspector, pushed);
    record(inspector, {
      ...problem,
      requestHeaders: [['cookie', 'a=secret-0123456789; b=2']],
      responseHeaders: [...problem.responseHeaders, ['set-cookie', 'c=secret-9876543210; path=/; httponly']],
    });
    record(inspector, { status: null, failure: 'socket hang up' });
    return inspector;
  };

  it('writes a HAR that its schema takes', () => {
    const har = toHar(filled().query({}).entries, '0.1.0');
    expect(harSchema.parse(har)).toEqual(har);
    const [first, second, third] = har.log.entries;
    expect(first?.request.postData).toEqual({
      mimeType: 'application/x-www-form-urlencoded',
      text: 'client_id=kaikei-mirai',
    });
    expect(second?.request.cookies.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(second?.response.cookies.map(({ name }) => name)).toEqual(['c']);
    expect(third?.response.status).toBe(0);
    expect(JSON.stringify(har)).not.toContain('secret-');
  });

  it('writes a report with what a bank asks for', () => {
    const text = bugReport(filled().query({}).entries, {
      versions: { Renkei: '0.1.0' },
      serverTime: '2026-11-22T00:00:00.000Z',
      machineTime: '2026-11-22T00:00:01.000Z',
      scenarios: ['pin.locked: on'],
    });
    for (const words of [
      'flow.conflict',
      'trace-0001',
      'Renkei: 0.1.0',
      'pin.locked: on',
      'socket hang up',
      'POST localhost:9443/request',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('secret-');
    expect(text).toContain('2026-11-22T00:00:00.000Z');
  });
});
