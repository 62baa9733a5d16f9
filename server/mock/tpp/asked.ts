import { z } from 'zod';
import { accountTypes, accountTypeSchema, serviceIdSchema } from '../../contract/catalogue.ts';

export const authorizationType = 'corporate_account_access';

/** What a TPP asks for. `services` left out: everything it is registered for. `accountTypes` left out: accounts of any kind. */
export const askedSchema = z.strictObject({
  services: z.array(serviceIdSchema).min(1).readonly().optional(),
  accountTypes: z.array(accountTypeSchema).min(1).readonly().optional(),
});
export type Asked = z.infer<typeof askedSchema>;

/** The parameter `authorization_details` that says so. */
export const authorizationDetails = ({ services, accountTypes }: Asked): string =>
  JSON.stringify([{ type: authorizationType, services, account_types: accountTypes }]);

/** What the start page's form says. Nothing ticked leaves the member out, and so does every kind. */
export function askedBy(form: URLSearchParams): Asked {
  const services = askedSchema.shape.services.safeParse(form.getAll('service'));
  const types = askedSchema.shape.accountTypes.safeParse(form.getAll('account-type'));
  return {
    services: services.data,
    accountTypes: types.data?.length === accountTypes.length ? undefined : types.data,
  };
}
