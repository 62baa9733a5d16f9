import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Keypads } from '../../src-main/keypad/keypads.ts';
import { seal } from '../../src-main/keypad/seal.ts';
import { TrustedKey } from '../../src-main/keypad/trusted-key.ts';
import { published, signingServer } from '../support/attested-key.ts';
import { found, needlesFor, needlesForOrder } from '../support/traces.ts';

const secret = 'Zq7)w-K3xPv4';
const root = join(import.meta.dirname, '..', '..');

describe('the search for a secret', () => {
  it.each([
    ['UTF-8', `before ${secret} after`],
    ['JSON', JSON.stringify({ a: secret })],
    ['base64', Buffer.from(`${secret}…`).toString('base64')],
    ['base64 one on', Buffer.from(`x${secret}…`).toString('base64')],
    ['base64 two on', Buffer.from(`xy${secret}…`).toString('base64')],
    ['hex', Buffer.from(`x${secret}`).toString('hex')],
    ['percent', `https://example.test/${encodeURIComponent(secret)}`],
    ['form', `user=1&${new URLSearchParams([['p', secret]]).toString()}&x=2`],
    ['codes', JSON.stringify([1, ...Buffer.from(secret), 2])],
    ['backwards', Array.from(secret).reverse().join('')],
  ])('finds it as %s', (form, haystack) => {
    expect(found(needlesFor(secret), haystack)).toContain(form);
  });

  it('finds it as UTF-16, and the order of keys in any writing', () => {
    expect(found(needlesFor(secret), Buffer.from(`x${secret}x`, 'utf16le'))).toEqual(['UTF-16']);
    const order = Array.from('3141592650');
    expect(found(needlesForOrder(order), order.join(''))).toEqual(['order']);
    expect(found(needlesForOrder(order), JSON.stringify({ order }))).toEqual(['order as JSON']);
  });
});

describe('a typed secret', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'renkei-heap-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('never becomes a string in the process that knows it', async () => {
    const files = [join(folder, 'typed.heapsnapshot'), join(folder, 'spent.heapsnapshot')] as const;
    const child = fork(join(root, 'test', 'support', 'keypad-heap.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.send({ shifted: [...Buffer.from(secret)].map((code) => code + 1), files });
    const [answer] = (await once(child, 'message')) as [{ length: number }];
    expect(answer.length).toBe(secret.length);
    for (const file of files) {
      const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
      const heap = strings.join('\n');
      expect(heap).toContain('login-password');
      expect(found(needlesFor(secret), heap)).toEqual([]);
    }
  });

  it('leaves in no answer of the keypad, and for the server only sealed', async () => {
    const keypads = new Keypads(
      (pad) => pad,
      () => undefined,
    );
    const view = keypads.open('login-password', 12, false);
    const pad = keypads.find(view.pad);
    if (pad === null) throw new Error('no pad');
    const escapes: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
    const faces = [...pad.sprite().matchAll(/>([^<]+)<\/text>/g)].map(([, face = '']) => escapes[face] ?? face);
    const keys = view.blocks.flatMap((block) => block.keys);
    const answers: unknown[] = [view];
    for (const character of secret) answers.push(pad.press(keys[faces.indexOf(character)] ?? ''));
    const server = await signingServer('https://auth.bank.example');
    const flow = 'flow-0123456789abcdef';
    const key = await TrustedKey.check(published(await server.sealKey(flow)), {
      issuer: server.issuer,
      flow,
      now: new Date(),
      signers: { find: () => Promise.resolve(server.publicJwk) },
    });
    const sealed = await pad.spend(async (bytes) => {
      expect(Buffer.from(bytes).toString()).toBe(secret);
      return await seal(bytes, key, 'login-password');
    });
    answers.push(sealed, pad.entered());
    const said = JSON.stringify(answers);
    expect(said).toContain('"length":12');
    expect(found(needlesFor(secret), said)).toEqual([]);
    expect(found(needlesForOrder(faces.slice(0, 10)), said)).toEqual([]);
    const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
    for (const part of parts) expect(found(needlesFor(secret), part)).toEqual([]);
  });
});

describe('the sources of the window', () => {
  const folder = join(root, 'src-renderer');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('gallery'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

  it('have no field that text can be typed, filled or spell-checked into, beside the filters of long lists', () => {
    const typed = sources.filter(({ text }) =>
      /<textarea|contentEditable|type="(text|password|search|tel)"/.test(text),
    );
    for (const { file, text } of typed) {
      expect(file).not.toMatch(/keypad|password|pin/i);
      expect(text).not.toMatch(/useKeypad/);
    }
    expect(sources.some(({ text }) => text.includes('useKeypad('))).toBe(true);
  });

  it('never look at which key was typed where a secret is asked for', () => {
    const text = sources.find(({ file }) => file.endsWith('use-typing-refused.ts'))?.text ?? '';
    expect(text).toContain('preventDefault');
    expect(text).not.toMatch(/clipboardData|dataTransfer|getData|\.code\b|event\.data/);
  });
});
