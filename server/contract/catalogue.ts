import { z } from 'zod';

/** Words in both languages of the product. Japanese is the original, English equals it in meaning. */
export const wordsSchema = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });
export type Words = z.infer<typeof wordsSchema>;

/** 照会系 reads, 更新系 sends data the bank then acts on. */
export const serviceKinds = ['inquiry', 'update'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** The 業務 of the bundled bank, by the identifier used in `authorization_details` and in the resource API. */
export const serviceIds = [
  'balance',
  'transactions',
  'incoming-transfers',
  'activity',
  'bulk-transfer',
  'payroll',
  'direct-debit',
  'tax-payment',
] as const;
export const serviceIdSchema = z.enum(serviceIds);
export type ServiceId = z.infer<typeof serviceIdSchema>;

/** 普通 · 当座 · 貯蓄 · 定期. */
export const accountTypes = ['ordinary', 'current', 'savings', 'time'] as const;
export const accountTypeSchema = z.enum(accountTypes);
export type AccountType = z.infer<typeof accountTypeSchema>;

/** An account as a screen names it: 店名・種類・末尾3桁. The full number never leaves the bank's own tables. */
export const accountSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  branch: wordsSchema,
  type: accountTypeSchema,
  last3: z.string().regex(/^\d{3}$/),
  holder: z.string(),
});
export type Account = z.infer<typeof accountSchema>;

/** One 業務 and the accounts it may touch: the unit of what a customer permits. */
export const permissionSchema = z.strictObject({
  service: serviceIdSchema,
  accounts: z.array(accountSchema.shape.id).min(1).max(500),
});
export type Permission = z.infer<typeof permissionSchema>;
