import { z } from 'zod';
import {
  accountTypeSchema,
  accountTypes,
  permissionSchema,
  serviceIdSchema,
  serviceIds,
  type AccountType,
  type Permission,
  type ServiceId,
} from '../contract/catalogue.ts';

/** `type` of our `authorization_details` (RFC 9396). */
export const detailsType = 'corporate_account_access';

const accountTypesSchema = z
  .array(accountTypeSchema)
  .min(1)
  .max(accountTypes.length)
  .refine((types) => new Set(types).size === types.length)
  // The published schema says so, too.
  .meta({ uniqueItems: true });

/**
 * What a TPP may ask for. Without `services`: everything that it is registered for. `account_types`: the kinds of account it has
 * a use for; without: any kind.
 */
export const requestedDetailSchema = z.strictObject({
  type: z.literal(detailsType),
  services: z.array(serviceIdSchema).min(1).max(serviceIds.length).optional(),
  account_types: accountTypesSchema.optional(),
});

const requestSchema = z.array(requestedDetailSchema).length(1);

/** What it gets: 業務 × accounts, up to and including the last day (RFC 3339 full-date, Japan time). */
export const grantedDetailSchema = z.strictObject({
  type: z.literal(detailsType),
  permissions: z.array(permissionSchema).min(1),
  until: z.iso.date(),
});
export type GrantedDetail = z.infer<typeof grantedDetailSchema>;

export const grantedDetail = (permissions: readonly Permission[], until: string): GrantedDetail => ({
  type: detailsType,
  permissions: [...permissions],
  until,
});

/** The part of a grant that is about these 業務 and accounts; `undefined` when nothing is left of it. */
export const narrowed = (
  granted: GrantedDetail,
  services: readonly ServiceId[],
  accounts: ReadonlySet<string>,
): GrantedDetail | undefined =>
  limitedTo(
    granted,
    services.map((service) => ({ service, accounts: [...accounts] })),
  );

/** The part of a grant that the link still allows; `undefined` when nothing is left of it. */
export function limitedTo(granted: GrantedDetail, standing: readonly Permission[]): GrantedDetail | undefined {
  const permissions = granted.permissions.flatMap(({ service, accounts }) => {
    const still = new Set(standing.find((permission) => permission.service === service)?.accounts);
    const left = accounts.filter((account) => still.has(account));
    return left.length === 0 ? [] : [{ service, accounts: left }];
  });
  return permissions.length === 0 ? undefined : { ...granted, permissions };
}

export type Requested =
  | {
      readonly ok: true;
      readonly services: readonly ServiceId[];
      /** `undefined`: of any kind. */
      readonly accountTypes: readonly AccountType[] | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/** Reads the `authorization_details` parameter of a TPP registered for `registered`. */
export function readRequested(parameter: unknown, registered: readonly ServiceId[]): Requested {
  const parsed = requestSchema.safeParse(parseJson(parameter));
  if (!parsed.success) return { ok: false, reason: `exactly one entry of type ${detailsType} is required` };
  const [detail] = parsed.data;
  const services = [...new Set(detail?.services ?? registered)];
  const beyond = services.filter((service) => !registered.includes(service));
  if (beyond.length > 0) return { ok: false, reason: `not registered for: ${beyond.join(' ')}` };
  return { ok: true, services, accountTypes: detail?.account_types };
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it
  }
}
