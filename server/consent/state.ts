import { z } from 'zod';
import { permissionSchema } from '../contract/catalogue.ts';
import { problemCodes } from '../contract/problem.ts';

/** Names of the steps as the domain counts them; also what a TPP is told when the customer leaves. */
export const stepNames = ['certificate', 'password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const;
export type StepName = (typeof stepNames)[number];

const memberId = z.string().min(1);
/** The choice of 手順2 and the accounts whose 照会用暗証番号 this flow registered. */
const choice = {
  memberId,
  chosen: z.array(permissionSchema).readonly(),
  registeredNow: z.array(z.string()).readonly(),
};

/**
 * Where a flow is. Only what the customer did: what he may do is read from the bank's books each time. The last three are
 * ends; `permitted` keeps what was granted.
 */
export const flowStateSchema = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('certificate') }).readonly(),
  z.strictObject({ at: z.literal('password'), memberId }).readonly(),
  z.strictObject({ at: z.literal('services'), ...choice }).readonly(),
  z.strictObject({ at: z.literal('inquiryPin'), ...choice }).readonly(),
  z.strictObject({ at: z.literal('inquiryPinResult'), ...choice }).readonly(),
  z.strictObject({ at: z.literal('consent'), ...choice }).readonly(),
  z
    .strictObject({
      at: z.literal('stopped'),
      memberId: memberId.nullable(),
      code: z.enum(problemCodes),
      from: z.enum(stepNames),
    })
    .readonly(),
  z
    .strictObject({ at: z.literal('permitted'), memberId, permissions: z.array(permissionSchema).readonly() })
    .readonly(),
  z.strictObject({ at: z.literal('refused') }).readonly(),
  z.strictObject({ at: z.literal('cancelled'), from: z.enum(stepNames), timedOut: z.boolean() }).readonly(),
]);
export type FlowState = z.infer<typeof flowStateSchema>;
export type At = FlowState['at'];
export type StateAt<K extends At> = Extract<FlowState, { at: K }>;
export type ChoosingState = StateAt<'services' | 'inquiryPin' | 'inquiryPinResult' | 'consent'>;

export const isOver = (state: FlowState): state is StateAt<'permitted' | 'refused' | 'cancelled'> =>
  state.at === 'permitted' || state.at === 'refused' || state.at === 'cancelled';

export const isChoosing = (state: FlowState): state is ChoosingState =>
  state.at === 'services' || state.at === 'inquiryPin' || state.at === 'inquiryPinResult' || state.at === 'consent';

/** Who is known to be at the screen; `null` before the certificate and after an end that names nobody. */
export const memberOf = (state: FlowState): string | null => ('memberId' in state ? state.memberId : null);
