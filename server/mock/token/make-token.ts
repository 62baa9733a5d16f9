import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PersonaCertificate } from '../certificates.ts';
import type { TokenOrder } from '../persona.ts';
import { ownerOnly, readIfThere, writeWhole } from '../pki/files.ts';
import { findSoftHsm, SoftHsm, type OnToken, type TokenToMake } from './softhsm.ts';

export type TokensToMake = {
  /** Where the tokens of this one person lie; made when it is not there. */
  readonly folder: string;
  readonly tokens: readonly TokenOrder[];
  /** All of the person's certificates; those placed on a token are written there with their keys. */
  readonly certificates: readonly PersonaCertificate[];
};

export type MadeTokens = {
  readonly module: string;
  /** What a program must be started with to see these tokens and no others. */
  readonly environment: { readonly SOFTHSM2_CONF: string };
  readonly tokens: readonly TokenOrder[];
};

/** Says what is missing where SoftHSM is not installed. */
export type TokenOutcome = MadeTokens | { readonly missing: string };

/** Where the tokens of one person of a world lie. */
export const tokenFolder = (home: string, member: string): string => join(home, 'tokens', member);

/** Token label → what lies on it, as a fingerprint. */
const madeSchema = z.record(z.string(), z.string());

function contentOf({ label, pin }: TokenOrder, certificates: readonly PersonaCertificate[]): TokenToMake {
  const own = certificates.filter(({ order }) => typeof order.place !== 'string' && order.place.token === label);
  const objects = own.map(({ order, certPem, keyPem }, index): OnToken => {
    if (keyPem === null) throw new Error(`the key of ${order.id} is not there, so it cannot be put on a token`);
    return { id: String(index + 1).padStart(2, '0'), label: order.id, certPem, keyPem };
  });
  return { label, pin, objects };
}

const fingerprintOf = ({ pin, objects }: TokenToMake): string =>
  createHash('sha256')
    .update(JSON.stringify([pin, objects.map(({ id, label, certPem }) => [id, label, certPem])]))
    .digest('hex');

function parseMade(text: string | null): Readonly<Record<string, string>> | null {
  try {
    return text === null ? null : madeSchema.parse(JSON.parse(text));
  } catch {
    return null; // what is there cannot be trusted and is made again
  }
}

/**
 * SoftHSM tokens of one test person, in a folder of their own with a configuration of their own: the tester's tokens are
 * neither seen nor touched. What is there already stays; a token whose PIN or content changed makes all of them anew, a
 * further one is added, so that a program that has them open goes on.
 */
export async function makeTokens(order: TokensToMake): Promise<TokenOutcome> {
  const found = findSoftHsm();
  if ('missing' in found) return found;
  const file = join(order.folder, 'made.json');
  const wanted = order.tokens.map((token) => contentOf(token, order.certificates));
  const before = parseMade(await readIfThere(file));
  const fingerprints = Object.fromEntries(wanted.map((token) => [token.label, fingerprintOf(token)]));
  const kept = before !== null && Object.entries(before).every(([label, print]) => fingerprints[label] === print);
  if (!kept) await rm(order.folder, { recursive: true, force: true });
  await mkdir(order.folder, { recursive: true, mode: 0o700 });
  const hsm = await SoftHsm.create([], order.folder);
  for (const token of wanted) if (!kept || before[token.label] === undefined) await hsm.addToken(token);
  await writeWhole(file, `${JSON.stringify(fingerprints, null, 2)}\n`, ownerOnly);
  return { module: found.module, environment: hsm.env, tokens: order.tokens };
}
