import { compactDecrypt, importJWK } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AttestedSealKey, Snapshot } from '../../../server/contract/snapshot.ts';
import { toCommand, type Trust } from '../../../src-main/consent/to-command.ts';
import { Keypads } from '../../../src-main/keypad/keypads.ts';
import type { Pad } from '../../../src-main/keypad/pad.ts';
import { KeyUntrusted, TrustedKey } from '../../../src-main/keypad/trusted-key.ts';
import { published, signingServer } from '../../support/attested-key.ts';

const issuer = 'https://auth.bank.example';
const flow = 'flow-0123456789abcdef';
const words = { ja: 'あ', en: 'a' };

const snapshotWith = (seal: AttestedSealKey): Snapshot => ({
  flow,
  revision: 1,
  tpp: { clientId: 't', name: words, company: 'c', registration: '1', returnTo: 'https://tpp.example/' },
  progress: [],
  step: { kind: 'password', member: { name: 'n', company: 'c' }, seal, length: { min: 6, max: 12 }, triesLeft: 6 },
  allowed: ['submit-password'],
  expiresAt: '2026-11-22T10:15:00Z',
  serverTime: '2026-11-22T10:00:00Z',
});

let keypads: Keypads;
let pad: Pad;
let pair: Awaited<ReturnType<Awaited<ReturnType<typeof signingServer>>['sealKey']>>;
let honest: Trust;

beforeEach(async () => {
  const server = await signingServer(issuer);
  pair = await server.sealKey(flow);
  const signers = { find: () => Promise.resolve(server.publicJwk) };
  honest = (key) => TrustedKey.check(key, { issuer, flow, now: new Date(), signers });
  keypads = new Keypads(
    (id) => id,
    () => undefined,
  );
  const view = keypads.open('login-password', 12, false);
  const found = keypads.find(view.pad);
  if (found === null) throw new Error('no pad');
  pad = found;
  for (const key of view.blocks.flatMap(({ keys }) => keys).slice(0, 8)) pad.press(key);
});

const submit = (trust: Trust) =>
  toCommand({ kind: 'submit-password', pad: pad.id }, snapshotWith(published(pair)), (id) => keypads.find(id), trust);

describe('a secret on its way', () => {
  it('is sealed to a key that was checked, and wiped', async () => {
    const command = await submit(honest);
    if (command?.kind !== 'submit-password') throw new Error('no command');
    const opened = await compactDecrypt(command.sealed, await importJWK(pair, 'ECDH-ES'));
    expect(opened.plaintext).toHaveLength(8);
    expect([...opened.plaintext]).not.toContain(0);
    expect(pad.entered().length).toBe(0);
  });

  it('is not sealed to a key that nobody vouches for, and wiped', async () => {
    const distrustful: Trust = () => Promise.reject(new KeyUntrusted('unknown-signer'));
    await expect(submit(distrustful)).rejects.toThrow(KeyUntrusted);
    expect(pad.entered().length).toBe(0);
    await pad.spend((bytes) => {
      expect(bytes).toHaveLength(0);
      return Promise.resolve();
    });
  });

  it('is not sent when the keypad was put away while the key was checked: it would be zeros', async () => {
    const slow: Trust = async (key) => {
      const trusted = await honest(key);
      keypads.close();
      return trusted;
    };
    expect(await submit(slow)).toBeNull();
  });

  it('is not taken from another keypad or for another purpose', async () => {
    const other = { kind: 'submit-password', pad: 'another-keypad-0000' } as const;
    const snapshot = snapshotWith(published(pair));
    expect(await toCommand(other, snapshot, (id) => keypads.find(id), honest)).toBeNull();
    const pin = { kind: 'register-inquiry-pin', account: 'account-1', pad: pad.id } as const;
    expect(await toCommand(pin, snapshot, (id) => keypads.find(id), honest)).toBeNull();
    expect(pad.entered().length).toBe(8);
  });
});
