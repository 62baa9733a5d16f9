import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';

const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** When the service may be used, Japan time. An interval that passes midnight is written as two. */
export const serviceHoursSchema = z.strictObject({
  open: z
    .array(
      z
        .strictObject({
          /** 0: Sunday … 6: Saturday. */
          days: z.array(z.int().min(0).max(6)).min(1).max(7).readonly(),
          from: time,
          /** Not included. */
          to: time,
        })
        .refine(({ from, to }) => from < to, 'an interval ends after it begins'),
    )
    .max(50)
    .readonly(),
  /** Days without service, RFC 3339 full-date. */
  closedOn: z.array(z.iso.date()).max(400).readonly().default([]),
});
export type ServiceHours = z.infer<typeof serviceHoursSchema>;

/** What the bank changes while the server runs; every node reads it for every login. */
export const bankSettingSchemas = {
  'emergency-stop': z.strictObject({ stopped: z.boolean() }),
  /** `null`: always open. */
  'service-hours': serviceHoursSchema.nullable(),
} as const;
export type BankSettingName = keyof typeof bankSettingSchemas;
export type BankSetting<N extends BankSettingName> = z.infer<(typeof bankSettingSchemas)[N]>;

export type BankSettings = { readonly stopped: boolean; readonly hours: ServiceHours | null };

/** Throws when a setting cannot be read: a stop that nobody understands must not let anybody in. */
export async function readBankSettings(database: Database): Promise<BankSettings> {
  const rows = await database.selectFrom('bank_settings').select(['name', 'value_json']).execute();
  const stored = (name: BankSettingName): unknown => {
    const row = rows.find((candidate) => candidate.name === name);
    return row === undefined ? undefined : JSON.parse(row.value_json);
  };
  return {
    stopped: bankSettingSchemas['emergency-stop'].default({ stopped: false }).parse(stored('emergency-stop')).stopped,
    hours: bankSettingSchemas['service-hours'].default(null).parse(stored('service-hours')),
  };
}

export async function saveBankSetting<N extends BankSettingName>(
  database: Database,
  clock: Clock,
  name: N,
  value: BankSetting<N>,
): Promise<void> {
  const value_json = JSON.stringify(bankSettingSchemas[name].parse(value));
  const updated_at = clock.now().getTime();
  await database
    .insertInto('bank_settings')
    .values({ name, value_json, updated_at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value_json, updated_at }))
    .execute();
}
