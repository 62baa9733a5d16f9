import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import type { KeyRingTable } from '../storage/tables.ts';
import { createMaterial, keyPurposes, type KeyPurpose } from './purposes.ts';
import { missingGeneration, outlived, standardSchedule, type Generation, type KeySchedule } from './schedule.ts';
import type { SecretBox } from './secret-box.ts';

const purposeSchema = z.enum(keyPurposes);

/** A key of the ring, opened. `material`: see `createMaterial`. */
export type RingKey = Generation & { readonly material: string };

const contextOf = ({ purpose, kid }: Pick<Generation, 'purpose' | 'kid'>): string => `key_ring/${purpose}/${kid}`;

const generationOf = (row: Selectable<KeyRingTable>): Generation => ({
  purpose: purposeSchema.parse(row.purpose),
  generation: row.generation,
  kid: row.kid,
  createdAt: row.created_at,
  activeFrom: row.active_from,
});

function open(box: SecretBox, row: Selectable<KeyRingTable>): RingKey {
  const key = generationOf(row);
  return { ...key, material: box.open(contextOf(key), row.sealed) };
}

const rows = (database: Database): Promise<Selectable<KeyRingTable>[]> =>
  database.selectFrom('key_ring').selectAll().orderBy('purpose').orderBy('generation').execute();

/** Every key that is still known. Throws `CannotOpen` when the box is not the one they were sealed in. */
export async function readRing(database: Database, box: SecretBox): Promise<readonly RingKey[]> {
  return (await rows(database)).map((row) => open(box, row));
}

export type Rotation = {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly schedule?: KeySchedule;
  /** Begins a new generation of every key now, whatever the schedule says. */
  readonly force?: boolean;
};

/** What a rotation did. `sealed-anew`: the key is the same, the key it is kept under is the newest. */
export type RotationStep = {
  readonly what: 'created' | 'forgotten' | 'sealed-anew';
  readonly purpose: KeyPurpose;
  readonly generation: number;
  readonly kid: string;
  /** When it begins or began to be used, milliseconds since 1970. */
  readonly activeFrom: number;
};

/**
 * Makes the keys that are missing (all of them on a first run), makes successors when it is time, and removes keys that nothing
 * depends on any more. Any node may do this at any time: each step is one statement that only one of them wins, and the others
 * go on with what it stored. Answers what this call itself did.
 */
export async function rotateKeysIfDue(rotation: Rotation): Promise<readonly RotationStep[]> {
  const { clock, schedule = standardSchedule, force = false } = rotation;
  const stored = await rows(rotation.database);
  // With the wrong box nothing is added to what cannot be opened.
  const known = stored.map((row) => open(rotation.box, row));
  const now = clock.now().getTime();
  const steps = await Promise.all(
    keyPurposes.map(async (purpose) => {
      const keys = known.filter((key) => key.purpose === purpose);
      const missing = missingGeneration(keys, now, schedule, force);
      const created = missing === null ? [] : await create(rotation, { ...missing, purpose, createdAt: now });
      const forgotten = await Promise.all(outlived(keys, now, schedule).map((key) => forget(rotation, key)));
      return [...created, ...forgotten.flat()];
    }),
  );
  const stale = stored.filter(({ sealed }) => !rotation.box.isCurrent(sealed));
  const sealedAnew = await Promise.all(stale.map((row) => sealAnew(rotation, row)));
  return [...steps.flat(), ...sealedAnew.flat()];
}

const stepOf = (what: RotationStep['what'], { purpose, generation, kid, activeFrom }: Generation): RotationStep => ({
  what,
  purpose,
  generation,
  kid,
  activeFrom,
});

/** Nothing when another node made this generation first: its key is the one that counts, this one was never seen. */
async function create({ database, box }: Rotation, wanted: Omit<Generation, 'kid'>): Promise<RotationStep[]> {
  const key: Generation = { ...wanted, kid: randomBytes(12).toString('base64url') };
  const material = await createMaterial(key.purpose, key.kid);
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('key_ring')
    .values({
      purpose: key.purpose,
      generation: key.generation,
      kid: key.kid,
      sealed: box.seal(contextOf(key), material),
      created_at: key.createdAt,
      active_from: key.activeFrom,
    })
    .onConflict((conflict) => conflict.columns(['purpose', 'generation']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n ? [stepOf('created', key)] : [];
}

async function forget({ database }: Rotation, key: Generation): Promise<RotationStep[]> {
  const { numDeletedRows } = await database.deleteFrom('key_ring').where('kid', '=', key.kid).executeTakeFirstOrThrow();
  return numDeletedRows === 1n ? [stepOf('forgotten', key)] : [];
}

async function sealAnew({ database, box }: Rotation, row: Selectable<KeyRingTable>): Promise<RotationStep[]> {
  const key = open(box, row);
  const sealed = box.seal(contextOf(key), key.material);
  const { numUpdatedRows } = await database
    .updateTable('key_ring')
    .set({ sealed })
    .where('kid', '=', row.kid)
    .where('sealed', '=', row.sealed)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? [stepOf('sealed-anew', key)] : [];
}
