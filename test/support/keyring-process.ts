import { systemKeyring } from '../../src-main/vault/keyring.ts';
import { DamagedValue, type EntryName } from '../../src-main/vault/keyring-port.ts';

/** Runs inside a session with a keyring of its own: answers the calls that come as messages, by the real adapter. */
const keyring = systemKeyring(process.argv[2] ?? 'Renkei test');

export type Ask = { id: number; call: 'get' | 'set' | 'delete'; name: EntryName; value?: string };
export type Told =
  | { id: number; kind: 'value'; value: string | boolean | null }
  | { id: number; kind: 'damaged'; raw: string }
  | { id: number; kind: 'failed'; message: string };

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

async function act({ call, name, value = '' }: Ask): Promise<string | boolean | null> {
  if (call === 'delete') return await keyring.delete(name);
  if (call === 'set') {
    await keyring.set(name, Buffer.from(value, 'hex'));
    return null;
  }
  const found = await keyring.get(name);
  return found === null ? null : text(found);
}

async function answer(ask: Ask): Promise<Told> {
  try {
    return { id: ask.id, kind: 'value', value: await act(ask) };
  } catch (error) {
    if (error instanceof DamagedValue) return { id: ask.id, kind: 'damaged', raw: text(error.raw) };
    return { id: ask.id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (ask: Ask) => {
  void answer(ask).then((told) => process.send?.(told));
});
process.send?.({ id: 0, kind: 'value', value: null } satisfies Told);
