import { sql, type Insertable, type Selectable } from 'kysely';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { signedTime, type Clock } from '../clock.ts';
import { deleteInBatches } from '../storage/batches.ts';
import type { Database } from '../storage/database.ts';
import type { OidcTable } from '../storage/tables.ts';

/** The library's name for what must not come twice. */
const replays = 'ReplayDetection';

/** Models that end together with their grant. */
const grantable = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/**
 * oidc-provider's storage. Expired rows are as good as gone; `consume` succeeds once, so a code or refresh token that is sent
 * twice at the same moment is used once.
 */
export function createAdapter(database: Database, clock: Clock, model: string): Adapter {
  const one = (id: string) => ({ model, id });

  /**
   * The payload is what this adapter was given: the library checks its kind and shape itself. It judges the end by the machine's time,
   * so it is told how much is left by ours.
   */
  const read = (row: Selectable<OidcTable> | undefined): AdapterPayload | undefined => {
    if (row === undefined) return undefined;
    const stored = JSON.parse(row.payload_json) as AdapterPayload;
    const payload = typeof stored.exp === 'number' ? { ...stored, exp: endFor(row, stored.exp) } : stored;
    return row.consumed_at === null ? payload : { ...payload, consumed: Math.floor(row.consumed_at / 1000) };
  };
  const endFor = ({ expires_at }: Selectable<OidcTable>, exp: number): number => {
    const ahead = Math.round((clock.now().getTime() - signedTime.now().getTime()) / 1000);
    return expires_at === null || ahead === 0 ? exp : Math.ceil(expires_at / 1000) - ahead;
  };
  const living = () =>
    database
      .selectFrom('oidc')
      .selectAll()
      .where('model', '=', model)
      .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', clock.now().getTime())]));

  return {
    async upsert(id, payload, expiresIn) {
      if (model === replays) {
        if (await rememberOnce(database, clock, { id, seconds: expiresIn ?? 0, payload })) return undefined;
        throw new errors.InvalidRequest('sent before');
      }
      const row: Insertable<OidcTable> = {
        ...one(id),
        payload_json: JSON.stringify(payload),
        grant_id: grantable.has(model) ? (payload.grantId ?? null) : null,
        uid: payload.uid ?? null,
        expires_at: expiresIn === undefined ? null : clock.now().getTime() + expiresIn * 1000,
        consumed_at: null,
      };
      const { payload_json, grant_id, uid, expires_at } = row;
      await database
        .insertInto('oidc')
        .values(row)
        // `consumed_at` stays: nothing that is stored again becomes usable again.
        .onConflict((conflict) =>
          conflict.columns(['model', 'id']).doUpdateSet({ payload_json, grant_id, uid, expires_at }),
        )
        .execute();
      return undefined;
    },
    async find(id) {
      return read(await living().where('id', '=', id).executeTakeFirst());
    },
    async findByUid(uid) {
      return read(await living().where('uid', '=', uid).executeTakeFirst());
    },
    findByUserCode() {
      return Promise.reject(new Error('the device flow is not offered'));
    },
    async consume(id) {
      const { numUpdatedRows } = await database
        .updateTable('oidc')
        .set({ consumed_at: clock.now().getTime() })
        .where('model', '=', model)
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new errors.InvalidGrant('already consumed');
    },
    async destroy(id) {
      await database.deleteFrom('oidc').where('model', '=', model).where('id', '=', id).execute();
    },
    async revokeByGrantId(grantId) {
      await database.deleteFrom('oidc').where('model', '=', model).where('grant_id', '=', grantId).execute();
    },
  };
}

export type Once = { readonly id: string; readonly seconds: number; readonly payload?: AdapterPayload };

/**
 * Remembers a proof or assertion for `seconds`; `false` when it was sent before. In one statement: of two who send the same at
 * once, both would pass a look.
 */
export async function rememberOnce(database: Database, clock: Clock, { id, seconds, payload }: Once): Promise<boolean> {
  const now = clock.now().getTime();
  const expires_at = now + seconds * 1000;
  const payload_json = JSON.stringify(payload ?? {});
  const row = { model: replays, id, payload_json, grant_id: null, uid: null, expires_at, consumed_at: null };
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('oidc')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['model', 'id']).doUpdateSet({ payload_json, expires_at }).where('oidc.expires_at', '<=', now),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Removes what has expired; answers how many rows that were. */
export const deleteExpired = (database: Database, now: number): Promise<number> =>
  deleteInBatches(database, { table: 'oidc', key: ['model', 'id'], where: sql`expires_at <= ${now}` });
