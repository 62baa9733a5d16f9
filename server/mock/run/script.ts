import { z } from 'zod';
import { stepNames } from '../../consent/state.ts';
import { serviceIds } from '../../contract/catalogue.ts';
import { clockRequestSchema } from '../control/contract.ts';
import { scopeSchema } from '../scenarios/scope.ts';
import { askedSchema } from '../tpp/asked.ts';

const switchSchema = z.union([
  z.string().transform((id) => ({ id, parameters: {}, scope: undefined })),
  z.strictObject({
    id: z.string(),
    parameters: z.record(z.string(), z.unknown()).default({}),
    scope: scopeSchema.optional(),
  }),
]);
export type SwitchOn = z.output<typeof switchSchema>;

const last3 = z.string().regex(/^\d{3}$/, 'the last three digits of an account, in quotes');

/** Everything that can be expected of the last thing that happened. What is left out is not looked at. */
export const expectationSchema = z
  .strictObject({
    /** The step the server is at, or `stopped`. */
    step: z.enum([...stepNames, 'stopped']).optional(),
    /** Of a refusal, a stopped flow, a broken connection or (in the app) a failure or notice. */
    code: z.string().optional(),
    triesLeft: z.int().optional(),
    /** The browser is back at the TPP: with a code, or with this error. */
    returned: z.enum(['code', 'access_denied']).optional(),
    /** The step the TPP is told was left. */
    left: z.enum(stepNames).optional(),
    /** The TPP itself was refused, with this OAuth error. */
    tppRefused: z.string().optional(),
    /** 手順5 says that a link stands already. */
    existing: z.boolean().optional(),
    /** Places of the rail that were passed over. */
    skipped: z.array(z.enum(['services', 'inquiryPin', 'inquiryPinResult'])).optional(),
    /** Accounts the TPP may see in the end. */
    accounts: z.int().optional(),
    /** The app's screen (`by: app` only). */
    screen: z
      .enum(['waiting', 'login', 'certificates', 'token-pin', 'token-removed', 'step', 'done', 'failed'])
      .optional(),
    /** How the app says it ended (`by: app` only). */
    outcome: z.enum(['permitted', 'refused', 'cancelled', 'failed']).optional(),
    /** Whether the browser could be opened (`by: app` only). */
    handedBack: z.boolean().optional(),
    /** Certificates listed with the reason why they cannot be used (`by: app` only). */
    leftOut: z.array(z.string()).optional(),
    /** Whether keys and receipts outlive the run (`by: app` only). */
    keyring: z.enum(['kept', 'memory-only']).optional(),
    /** Where the receipt of this decision is: on this PC, or gone with the app (`by: app` only). */
    receipt: z.enum(['this-pc', 'memory']).optional(),
  })
  .refine((expected) => Object.keys(expected).length > 0, 'says nothing');
export type Expectation = z.output<typeof expectationSchema>;

const nothing = z.null().optional();

/** What can be done, with what it needs. `start` is `ask` and `open`. */
export const actions = {
  /** The TPP pushes its request … */
  ask: nothing,
  /** … and the app opens it. */
  open: nothing,
  start: nothing,
  /** 「電子証明書ログイン」 with the person's own certificate (or the one a scenario gave him), or with none. */
  certificate: z.enum(['own', 'none']).nullable().default('own'),
  password: z
    .union([z.literal('own'), z.literal('wrong'), z.string()])
    .nullable()
    .default('own'),
  services: z
    .union([
      z.enum(['preselected', 'nothing', 'everything']),
      z.partialRecord(z.enum(serviceIds), z.array(last3).min(1)),
    ])
    .nullable()
    .default('preselected'),
  pin: z
    .strictObject({
      /** Left out: the first one that is not registered. */
      account: last3.optional(),
      number: z
        .string()
        .regex(/^\d{4}$/, 'four digits, in quotes')
        .optional(),
    })
    .nullable()
    .default({}),
  'skip-pin': nothing,
  confirm: nothing,
  'register-another': nothing,
  permit: nothing,
  refuse: nothing,
  back: nothing,
  extend: nothing,
  cancel: nothing,
  /** Asks where the flow stands, as a retry does. */
  look: nothing,
  /** Goes on honestly until that step. */
  walk: z.enum(stepNames),
  /** Opens the same request a second time, as a second click on the link does. */
  'open-again': nothing,
  /** The TPP fetches its tokens and reads the accounts. */
  collect: nothing,
  on: switchSchema,
  off: z.string(),
  reset: nothing,
  clock: z.union([z.literal('reset'), clockRequestSchema]),
  expect: expectationSchema,
  /** `by: app`: leaves the certificate list. */
  'leave-certificates': nothing,
  /** `by: app`: the token's PIN. */
  'token-pin': z
    .union([z.literal('own'), z.literal('wrong')])
    .nullable()
    .default('own'),
  /** `by: app`: the button 「元の画面に戻る」. */
  return: nothing,
} as const satisfies Record<string, z.ZodType>;
export type ActionName = keyof typeof actions;

export type ScriptStep = {
  [K in ActionName]: { readonly action: K; readonly with: z.output<(typeof actions)[K]>; readonly line: number };
}[ActionName];

/** What is there on the customer's machine (`by: app` only); what happens to it is a matter of scenarios. */
export const deviceSchema = z
  .strictObject({
    /** Certificates in the operating system's store. */
    store: z.enum(['own', 'empty']).default('own'),
    token: z.enum(['none', 'good']).default('none'),
    browser: z.enum(['opens', 'fails']).default('opens'),
  })
  .prefault({});
export type Device = z.output<typeof deviceSchema>;

/** The head of a scripted flow; its steps are read one by one, so that every mistake has a line. */
export const scriptHeadSchema = z.strictObject({
  name: z.string().min(1),
  /** Rows of `scenarios/rows.ts` that it shows. */
  shows: z.array(z.string()).default([]),
  /** `http`: as the app speaks to the server. `app`: through the app's main process, without a window. */
  by: z.enum(['http', 'app']).default('http'),
  tpp: z.string().default('kaikei-mirai'),
  /** What the TPP asks for. Left out: everything. */
  asks: askedSchema.default({}),
  persona: z.string().default('keiri-taro'),
  device: deviceSchema,
  scenarios: z.array(switchSchema).default([]),
  steps: z.array(z.unknown()).min(1),
});
export type Script = Omit<z.output<typeof scriptHeadSchema>, 'steps'> & {
  readonly file: string;
  readonly steps: readonly ScriptStep[];
};
