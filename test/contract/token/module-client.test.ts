import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModuleClient } from '../../../src-main/identity/token/module-client.ts';
import type { ModuleProcess, ProcessHost } from '../../../src-main/identity/token/process-host.ts';
import { moduleRequest, type ModuleMessage, type ModuleRequest } from '../../../src-main/identity/token/protocol.ts';
import { bytes } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-module-'));
const path = join(folder, 'module.so');
writeFileSync(path, '');
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that does what the test says; loading always works unless told otherwise. */
class ScriptedProcess implements ModuleProcess {
  readonly requests: ModuleRequest[] = [];
  killed = false;
  loads = true;
  #message: (message: unknown) => void = () => undefined;
  #exit: () => void = () => undefined;

  post(message: unknown): void {
    // A copy, as between processes.
    const request = moduleRequest.parse(structuredClone(message));
    this.requests.push(request);
    if (request.kind === 'load' && this.loads) this.says({ kind: 'answer', id: request.id, value: null });
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: () => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed = true;
  }
  says(message: ModuleMessage): void {
    queueMicrotask(() => this.#message(message));
  }
  saysAnything(message: unknown): void {
    this.#message(message);
  }
  ends(): void {
    this.#exit();
  }
  async asked<K extends ModuleRequest['kind']>(kind: K): Promise<Extract<ModuleRequest, { kind: K }>> {
    return vi.waitFor(() => {
      const last = this.requests.findLast((request) => request.kind === kind);
      if (last === undefined) throw new Error(`not asked ${kind}`);
      return last as Extract<ModuleRequest, { kind: K }>;
    });
  }
}

class ScriptedHost implements ProcessHost {
  readonly processes: ScriptedProcess[] = [];
  loads = true;
  start(): ModuleProcess {
    const process = new ScriptedProcess();
    process.loads = this.loads;
    this.processes.push(process);
    return process;
  }
  async process(number: number): Promise<ScriptedProcess> {
    return vi.waitFor(() => {
      const process = this.processes[number];
      if (process === undefined) throw new Error('not started');
      return process;
    });
  }
}

const moduleFailed = { ok: false, code: 'token.module-failed' };
const token = { label: 'label', serial: 'serial', slot: '0000000000000001' };
const nothing = { tokens: [], identities: [] };

describe('the client of a module process', () => {
  let host: ScriptedHost;
  let client: ModuleClient;
  let now: number;
  const onTokens = vi.fn<(tokens: readonly string[]) => void>();

  beforeEach(() => {
    host = new ScriptedHost();
    now = 0;
    onTokens.mockClear();
    client = new ModuleClient({
      module: { id: 'test', path, sha256: null },
      host,
      timing: { list: 300, sign: 400, pinOnReader: 500, poll: 30, restarts: { max: 1, per: 1000 } },
      monotonic: () => now,
      log: null,
      onTokens,
    });
  });
  afterEach(() => client.close());

  it('starts when first asked, and once', async () => {
    expect(host.processes).toHaveLength(0);
    const listing = client.list();
    const process = await host.process(0);
    process.says({ kind: 'answer', id: (await process.asked('list')).id, value: nothing });
    expect(await listing).toEqual({ ok: true, value: nothing });
    expect(process.requests.map(({ kind }) => kind)).toEqual(['load', 'list']);
    expect(process.requests[0]).toMatchObject({ path });
  });

  it('asks one thing after the other', async () => {
    const both = [client.list(), client.pinState(token)];
    const process = await host.process(0);
    const { id } = await process.asked('list');
    expect(process.requests.some(({ kind }) => kind === 'pin-state')).toBe(false);
    process.says({ kind: 'answer', id, value: nothing });
    await both[0];
    const { id: next } = await process.asked('pin-state');
    process.says({ kind: 'failure', id: next, code: 'token.removed', tries: null, ckr: 0xe0 });
    expect(await both[1]).toEqual({ ok: false, code: 'token.removed' });
    expect(process.killed).toBe(false);
  });

  it.each([
    ['not a message', 'hello'],
    ['a message of another form', { kind: 'answer' }],
    ['an answer nobody asked for', { kind: 'answer', id: 4711, value: null }],
    ['a failure that is none', { kind: 'failure', id: 2, code: 'authorization.refused', tries: null, ckr: null }],
    ['an answer to something else', { kind: 'answer', id: 2, value: { tries: 'normal' } }],
    ['a certificate that is none', listingWith({ chain: ['no certificate'] })],
    ['an algorithm that is none', listingWith({ algorithms: ['none'] })],
  ])('ends a process that sends %s', async (_what, message) => {
    const listing = client.list();
    const process = await host.process(0);
    await process.asked('list');
    process.saysAnything(message);
    expect(await listing).toEqual(moduleFailed);
    expect(process.killed).toBe(true);
  });

  it('drops what a process says after it was ended', async () => {
    const first = client.list();
    const old = await host.process(0);
    const { id } = await old.asked('list');
    expect(await first).toEqual(moduleFailed);
    expect(old.killed).toBe(true);
    const second = client.list();
    const process = await host.process(1);
    const asked = await process.asked('list');
    old.saysAnything({ kind: 'answer', id, value: nothing });
    old.saysAnything({ kind: 'answer', id: asked.id, value: { ...nothing, tokens: ['late'] } });
    old.ends();
    process.says({ kind: 'answer', id: asked.id, value: nothing });
    expect(await second).toEqual({ ok: true, value: nothing });
  });

  it('waits as long as each thing may take', async () => {
    const listing = client.list();
    const process = await host.process(0);
    process.says({ kind: 'answer', id: (await process.asked('list')).id, value: nothing });
    await listing;
    const started = performance.now();
    expect(
      await client.sign({
        kind: 'sign',
        token,
        keyId: '01',
        algorithm: 'ES256',
        pin: null,
        digest: new Uint8Array(32),
      }),
    ).toEqual({ ok: false, code: 'token.pin-timed-out' });
    expect(performance.now() - started).toBeGreaterThan(490);
  });

  it('wipes its copy of the PIN as soon as it is sent, and ends the process after the answer', async () => {
    const pin = bytes('246810');
    const signing = client.sign({
      kind: 'sign',
      token,
      keyId: '01',
      algorithm: 'ES256',
      pin,
      digest: new Uint8Array(32),
    });
    const process = await host.process(0);
    const asked = await process.asked('sign');
    expect(asked.pin).toEqual(pin);
    expect(asked.pin?.buffer.byteLength).toBe(pin.length);
    process.says({ kind: 'failure', id: asked.id, code: 'token.pin-wrong', tries: 'low', ckr: 0xa0 });
    expect(await signing).toEqual({ ok: false, code: 'token.pin-wrong', tries: 'low' });
    expect(process.killed).toBe(true);
    expect(Buffer.from(pin).toString()).toBe('246810');
  });

  it('says that the time at the reader is over, which is not the fault of the module', async () => {
    for (let round = 0; round < 3; round += 1) {
      const digest = new Uint8Array(32);
      const signing = client.sign({ kind: 'sign', token, keyId: '01', algorithm: 'ES256', pin: null, digest });
      const process = await host.process(round);
      await process.asked('sign');
      expect(await signing).toEqual({ ok: false, code: 'token.pin-timed-out' });
      expect(process.killed).toBe(true);
    }
  });

  it('starts again as often as it may, and again when time has passed', async () => {
    for (const expected of [1, 2, 2]) {
      const listing = client.list();
      if (host.processes.length < expected) (await host.process(expected - 1)).ends();
      const last = host.processes.at(-1);
      last?.ends();
      expect(await listing).toEqual(moduleFailed);
      expect(host.processes).toHaveLength(expected);
    }
    now = 1001;
    void client.list();
    await host.process(2);
  });

  it('does not count a process that it ended itself', async () => {
    for (let round = 0; round < 4; round += 1) {
      const listing = client.list();
      await (await host.process(round)).asked('list');
      client.cancel();
      expect(await listing).toEqual(moduleFailed);
    }
    expect(host.processes).toHaveLength(4);
  });

  it('cancels what waits in line, too', async () => {
    const both = [client.list(), client.pinState(token)];
    await (await host.process(0)).asked('list');
    client.cancel();
    expect(await Promise.all(both)).toEqual([moduleFailed, moduleFailed]);
    expect(host.processes).toHaveLength(1);
  });

  it('does not ask a module that could not be loaded', async () => {
    host.loads = false;
    const listing = client.list();
    const process = await host.process(0);
    const { id } = await process.asked('load');
    process.says({ kind: 'failure', id, code: 'token.module-failed', tries: null, ckr: null });
    expect(await listing).toEqual(moduleFailed);
    expect(process.requests.map(({ kind }) => kind)).toEqual(['load']);
    expect(process.killed).toBe(true);
  });

  it('passes on what is seen while it watches, and starts a process that ended', async () => {
    client.watch(true);
    const process = await host.process(0);
    await process.asked('watch');
    process.says({ kind: 'tokens', tokens: ['a'] });
    await vi.waitFor(() => expect(onTokens).toHaveBeenCalledWith(['a']));
    process.ends();
    const next = await host.process(1);
    expect(await next.asked('watch')).toMatchObject({ every: 30 });
    client.watch(false);
    expect(await next.asked('watch')).toMatchObject({ every: null });
    next.saysAnything({ kind: 'tokens', tokens: ['b'] });
    expect(onTokens).toHaveBeenCalledTimes(1);
  });

  it('starts nothing after it was closed', async () => {
    client.watch(true);
    const process = await host.process(0);
    await process.asked('watch');
    client.close();
    expect(process.killed).toBe(true);
    client.watch(true);
    expect(await client.list()).toEqual(moduleFailed);
    expect(host.processes).toHaveLength(1);
  });
});

function listingWith(odd: object): unknown {
  const identity = {
    token,
    keyId: '01',
    chain: ['-----BEGIN CERTIFICATE-----'],
    algorithms: [],
    locked: false,
    ...odd,
  };
  return { kind: 'answer', id: 2, value: { tokens: [], identities: [identity] } };
}
