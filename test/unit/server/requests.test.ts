import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readRequested } from '../../../server/authorization/details.ts';
import { flowRequestSchema } from '../../../server/consent/flow-store.ts';
import { problemCodes, problemSchema } from '../../../server/contract/problem.ts';
import { isOlder, parseVersion } from '../../../server/http/client-version.ts';
import { problemOf } from '../../../server/http/problems.ts';
import { newReference } from '../../../server/http/reference.ts';
import { Refusal } from '../../../server/http/refusal.ts';
import { secretPaths } from '../../../server/http/secret-paths.ts';

describe('app versions', () => {
  it.each([
    ['1.2.3', '1.2.3', false],
    ['1.2.4', '1.2.3', false],
    ['1.10.0', '1.9.9', false],
    ['1.2.3', '1.10.0', true],
    ['0.9.9', '1.0.0', true],
    ['1.0.0-beta.1', '1.0.0', false],
  ])('%s against at least %s: older is %s', (version, minimum, older) => {
    const [a, b] = [parseVersion(version), parseVersion(minimum)];
    if (a === undefined || b === undefined) throw new Error('not read');
    expect(isOlder(a, b)).toBe(older);
  });

  it.each(['', '1', '1.2', 'v1.2.3', '1.2.3.4', '1.2.x', '999999.0.0'])('does not read %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('problems', () => {
  it('has a right body for every code', () => {
    for (const code of problemCodes) {
      const problem = problemOf(new Refusal(code, { triesLeft: 0 }), newReference());
      expect(problemSchema.parse(problem)).toEqual(problem);
    }
  });

  it('has references that can be read out', () => {
    for (let index = 0; index < 100; index += 1)
      expect(newReference()).toMatch(/^[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}$/);
  });
});

describe('the log', () => {
  it('shows no secret at any depth a line of ours has', () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const log = pino({}, sink).child({}, { redact: [...secretPaths] });
    const secret = 'hidden-value';
    log.info({
      cookie: secret,
      req: { headers: { authorization: secret, 'set-cookie': secret } },
      body: { sealed: secret },
    });
    log.child({ part: 'x' }).info({ a: { ticket: secret } });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(secret);
  });
});

describe('what a TPP asks for', () => {
  const type = 'corporate_account_access';
  const read = (value: unknown) => readRequested(JSON.stringify(value), ['balance', 'transactions']);

  it('is everything it is registered for, or a part of it', () => {
    expect(read([{ type }])).toEqual({ ok: true, services: ['balance', 'transactions'] });
    expect(read([{ type, services: ['balance'] }])).toEqual({ ok: true, services: ['balance'] });
  });

  it('is on accounts of any kind, or of the kinds it names', () => {
    expect(read([{ type }])).toMatchObject({ ok: true, accountTypes: undefined });
    expect(read([{ type, account_types: ['current', 'ordinary'] }])).toEqual({
      ok: true,
      services: ['balance', 'transactions'],
      accountTypes: ['current', 'ordinary'],
    });
  });

  it('is kept with the flow; one from before kinds could be named is for any kind', () => {
    const before = { redirectUri: 'https://tpp.example.jp/callback', services: ['balance'], scope: 'openid' };
    expect(flowRequestSchema.parse(before)).toEqual(before);
    const kinds = { ...before, accountTypes: ['ordinary'] };
    expect(flowRequestSchema.parse(kinds)).toEqual(kinds);
  });

  it.each([
    ['nothing', undefined],
    ['two entries', [{ type }, { type }]],
    ['another type', [{ type: 'payment' }]],
    ['no service at all', [{ type, services: [] }]],
    ['an unknown service', [{ type, services: ['everything'] }]],
    ['more than it is registered for', [{ type, services: ['payroll'] }]],
    ['no kind of account at all', [{ type, account_types: [] }]],
    ['an unknown kind of account', [{ type, account_types: ['ordinary', 'loan'] }]],
    ['the same kind of account twice', [{ type, account_types: ['ordinary', 'ordinary'] }]],
    ['a kind of account that is no list', [{ type, account_types: 'ordinary' }]],
    ['accounts of its own choice', [{ type, accounts: ['account-a'] }]],
  ])('is refused with %s', (_, value) => {
    expect(read(value).ok).toBe(false);
  });
});
