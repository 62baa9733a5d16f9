import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Canonical } from '../../../server/audit/canonical.ts';
import { faultOf, genesis, hashOf, type Entry } from '../../../server/audit/chain.ts';
import { auditEventSchema } from '../../../server/audit/events.ts';

const { value } = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const shuffled = (given: Canonical): Canonical => {
  if (Array.isArray(given)) return given.map((each: Canonical) => shuffled(each));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given)
      .reverse()
      .map(([name, member]) => [name, member === undefined ? undefined : shuffled(member)]),
  );
};

describe('canonical JSON', () => {
  it('says what the value is', () => {
    fc.assert(
      fc.property(value, (given) => {
        const read: unknown = JSON.parse(canonicalJson(given));
        expect(read).toEqual(Object.is(given, -0) ? 0 : given);
      }),
    );
  });

  it('is the same whatever order the members were written in', () => {
    fc.assert(fc.property(value, (given) => canonicalJson(shuffled(given)) === canonicalJson(given)));
  });

  it('sorts by UTF-16 code units as RFC 8785 §3.2.3 does', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    expect(
      [...text.matchAll(/"((?:[^"\\]|\\.)*)":/g)].map(([, name]) => JSON.parse(`"${name ?? ''}"`) as string),
    ).toEqual(['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('takes no %d', (number) => {
    expect(() => canonicalJson({ number })).toThrow(/whole number/);
  });
});

describe('the hash of an entry', () => {
  const entry: Entry = {
    sequence: 2,
    at: 1_783_000_000_000,
    kind: 'password.wrong',
    actor: 'member:taro',
    subject: 'flow:abc',
    data: '{"triesLeft":5}',
    previous: 'a'.repeat(64),
  };
  const linked = { ...entry, hash: hashOf(entry) };
  const before = { sequence: 1, hash: entry.previous };

  it('is fixed: trails that are kept elsewhere stay checkable', () => {
    expect(linked.hash).toBe('802d1b567737e158820a84b4dbb0691526ee510bf1f294464e1197bd82b6f5e4');
    expect(faultOf(linked, before)).toBeNull();
  });

  it.each([
    ['at', { at: entry.at + 1 }],
    ['kind', { kind: 'password.accepted' }],
    ['actor', { actor: 'member:jiro' }],
    ['subject', { subject: 'flow:abd' }],
    ['data', { data: '{"triesLeft":4}' }],
    ['hash', { hash: 'b'.repeat(64) }],
  ])('covers %s', (_name, change) => {
    expect(faultOf({ ...linked, ...change }, before)).toBe('was changed');
  });

  it('ties it to its place', () => {
    expect(faultOf(linked, { sequence: 1, hash: genesis })).toBe('does not follow from the row before it');
    expect(faultOf(linked, { sequence: 0, hash: entry.previous })).toBe('is missing');
  });

  it('lets nothing move between neighbouring fields', () => {
    expect(hashOf({ ...entry, actor: 'member:tarof', subject: 'low:abc' })).not.toBe(linked.hash);
  });
});

describe('an audited event', () => {
  const wrong = { kind: 'password.wrong', actor: 'member:taro', subject: 'flow:abc', data: { triesLeft: 5 } };

  it('has exactly the fields of its kind', () => {
    expect(auditEventSchema.safeParse(wrong).success).toBe(true);
    expect(auditEventSchema.safeParse({ ...wrong, data: { ...wrong.data, password: 'Sakura2026' } }).success).toBe(
      false,
    );
    expect(auditEventSchema.safeParse({ ...wrong, note: 'x' }).success).toBe(false);
    expect(auditEventSchema.safeParse({ ...wrong, kind: 'password.shown' }).success).toBe(false);
  });

  it.each(['taro', 'member:', 'customer:taro', `member:${'x'.repeat(201)}`])('has no actor %s', (actor) => {
    expect(auditEventSchema.safeParse({ ...wrong, actor }).success).toBe(false);
  });
});
