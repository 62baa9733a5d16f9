import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-main/contract/failure.ts';
import { callNames } from '../../../src-main/contract/call-names.ts';
import { calls } from '../../../src-main/contract/calls.ts';
import { Refused, registerCalls, type Handlers, type Transport } from '../../../src-main/shell/register-calls.ts';
import { isTrustedSender, type Sender } from '../../../src-main/shell/sender-gate.ts';

const failure = (code: Failure['code']): Failure => ({ code, recovery: 'retry', reference: 'TEST-0000' });
const top: Sender = { url: 'renkei-ui://app/index.html', parent: null };
const pad = 'abcdefghijklmnop';

function table(over: Partial<Handlers>): (name: string, input: unknown, sender?: Sender | null) => Promise<unknown> {
  const registered = new Map<string, Parameters<Transport['handle']>[1]>();
  const nothing = (): never => {
    throw new Error('not for this test');
  };
  const handlers = { ...Object.fromEntries(Object.keys(calls).map((name) => [name, nothing])), ...over } as Handlers;
  registerCalls({ handle: (name, answer) => void registered.set(name, answer) }, handlers, {
    known: failure,
    unexpected: () => failure('app.unexpected'),
  });
  return async (name, input, sender = top) => {
    const answer = registered.get(name);
    if (answer === undefined) throw new Error(`no handler for ${name}`);
    return await answer({ senderFrame: sender }, input);
  };
}

describe('the calls', () => {
  it('are the ones the preload script lets through', () => {
    expect([...callNames].sort()).toEqual(Object.keys(calls).sort());
  });

  it('answer the window’s own top frame', async () => {
    const ask = table({ 'keypad.press': () => ({ length: 1, full: false }) });
    expect(await ask('keypad.press', { pad, key: pad })).toEqual({ ok: true, value: { length: 1, full: false } });
  });

  it.each([
    ['no frame', null],
    ['another origin', { url: 'https://evil.example/', parent: null }],
    ['a look-alike', { url: 'renkei-ui://app.evil.example/', parent: null }],
    ['a frame within', { url: 'renkei-ui://app/index.html', parent: {} }],
  ])('refuse a sender: %s', async (_what, sender) => {
    expect(isTrustedSender(sender)).toBe(false);
    const ask = table({ 'keypad.press': () => ({ length: 1, full: false }) });
    expect(await ask('keypad.press', { pad, key: pad }, sender)).toMatchObject({
      ok: false,
      failure: { code: 'ipc.untrusted-sender' },
    });
  });

  it.each([
    ['keypad.press', undefined],
    ['keypad.press', { pad, key: 'a' }],
    ['keypad.press', { pad, key: pad, character: 'a' }],
    ['keypad.open', { purpose: 'anything', fixed: false }],
    ['identity.confirm', { attempt: pad, id: '../../etc/passwd' }],
    ['consent.send', { flow: pad, revision: -1, action: { kind: 'permit', intentVersion: '1' } }],
    ['consent.send', { flow: pad, revision: 1, action: { kind: 'submit-password', sealed: 'x' } }],
    ['app.view', { anything: true }],
  ])('refuse an input: %s %j', async (name, input) => {
    expect(await table({})(name, input)).toMatchObject({ ok: false, failure: { code: 'ipc.invalid-input' } });
  });

  it('turn what is thrown into a failure, and nothing else crosses', async () => {
    const ask = table({
      'app.view': () => {
        throw new Error('secret detail');
      },
      'flow.close': () => {
        throw new Refused(failure('flow.not-allowed'));
      },
    });
    const unexpected = await ask('app.view', undefined);
    expect(unexpected).toEqual({ ok: false, failure: failure('app.unexpected') });
    expect(JSON.stringify(unexpected)).not.toContain('secret detail');
    expect(await ask('flow.close', undefined)).toEqual({ ok: false, failure: failure('flow.not-allowed') });
  });
});
