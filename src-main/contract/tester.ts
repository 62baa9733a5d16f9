import { z } from 'zod';

/** As much of the mock world's control API as the test panel shows (`server/mock/control/contract.ts` has all of it). */
const words = z.object({ ja: z.string(), en: z.string() });
export type TesterWords = z.infer<typeof words>;

const worldSchema = z.object({
  tpp: z.url(),
  pages: z.url(),
  /** Folders of the tester's own files; `null`: those that come with the mock world. */
  folders: z.object({ personas: z.string().nullable(), tpps: z.string().nullable() }),
  /** `path`: of its start page, at the origin `tpp`. */
  tpps: z.array(z.object({ clientId: z.string(), name: words, path: z.string(), suspended: z.boolean() })),
});
export type TesterTpp = z.infer<typeof worldSchema>['tpps'][number];

const id = z.string().regex(/^[\w-]{1,64}$/);

/** Whom a scenario concerns; `null`: everybody. */
const scopeSchema = z.strictObject({
  personas: z.array(id).min(1).max(100).nullable(),
  tpps: z.array(id).min(1).max(100).nullable(),
});
export type ScenarioScope = z.infer<typeof scopeSchema>;

const scenarioSchema = z.object({
  id: z.string(),
  title: words,
  what: words,
  /** Codes of the screens it leads to. */
  codes: z.array(z.string()),
  /** JSON Schema of its parameters, each with a default. */
  parameters: z.record(z.string(), z.unknown()),
  /** What it can be limited to. */
  scope: z.array(z.enum(['personas', 'tpps'])),
  /** Scenarios that cannot be on together with it (while their scopes overlap), with the reason. */
  excludes: z.array(z.object({ id: z.string(), reason: words })),
  /** `null`: off. */
  active: z
    .object({
      parameters: z.unknown(),
      scope: scopeSchema,
      /** Certificates to import for it. */
      files: z.array(z.object({ persona: z.string(), file: z.string(), password: z.string() })),
    })
    .nullable(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** An error a customer can meet, and what brings it about: a scenario, or what the customer does. */
const rowSchema = z.object({
  codes: z.array(z.string()),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scenario') }),
    z.object({ kind: z.literal('customer'), title: words, how: words }),
  ]),
});
/** What no scenario brings about, since the customer does it. */
export type ByCustomer = {
  readonly title: TesterWords;
  readonly how: TesterWords;
  readonly codes: readonly string[];
};

const clockSchema = z.object({ now: z.iso.datetime(), offsetMs: z.number(), frozen: z.boolean() });
export type TesterClock = z.infer<typeof clockSchema>;

const certificateSchema = z.object({
  file: z.string(),
  password: z.string(),
  /** One line that puts the file into the certificate store of the system. */
  importCommands: z.object({ windows: z.string(), macos: z.string(), linux: z.string() }),
});
export type TesterCertificate = z.infer<typeof certificateSchema>;

const tokenSchema = z.object({ label: z.string(), pin: z.string(), locked: z.boolean() });
export type TesterToken = z.infer<typeof tokenSchema>;

const personaSchema = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string(),
  story: words,
  loginPassword: z.string(),
  certificate: certificateSchema,
  accounts: z.array(z.object({ last3: z.string(), pin: z.string().nullable() })),
  tokens: z.array(tokenSchema),
  /** `SOFTHSM2_CONF` of an app that sees this person's tokens and no others. */
  tokenConfiguration: z.string(),
});
export type TesterPersona = z.infer<typeof personaSchema> & {
  /** This app sees this person's tokens. */
  readonly seen: boolean;
  /** The line that starts an app that does. */
  readonly start: string;
};

const differenceSchema = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
});
/** What is different after the files of people and providers were read again; ids. */
const reloadedSchema = z.object({ personas: differenceSchema, tpps: differenceSchema });
export type TesterReloaded = z.infer<typeof reloadedSchema>;

/** What a tester plays of the customer's own machine; `own`: as it really is. */
const deviceSchema = z.object({
  revision: z.int(),
  store: z.enum(['own', 'empty', 'without-keys']),
  /** Certificates (PEM) that lie in the store and are of no use. */
  leftOut: z.array(z.string()),
  token: z.enum(['own', 'pin-wrong', 'pin-locked', 'removed', 'cannot-sign']),
  triesLeft: z.enum(['normal', 'low', 'final']),
  module: z.enum(['own', 'missing', 'fails-reading', 'fails-signing']),
  proxy: z.url().nullable(),
  keyring: z.enum(['own', 'unavailable']),
});
export type DeviceState = z.infer<typeof deviceSchema>;

const entrySchema = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  duration: z.number(),
  from: z.string(),
  tpp: z.string().nullable(),
  method: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  failure: z.string().nullable(),
  problem: z.object({ code: z.string(), reference: z.string().nullable() }).nullable(),
});
export type TrafficEntry = z.infer<typeof entrySchema>;

/** Answers of the control API and of the inspector, as main reads them. */
export const testerAnswers = {
  world: worldSchema,
  scenarios: z.object({ scenarios: z.array(scenarioSchema) }),
  rows: z.object({ rows: z.array(rowSchema) }),
  clock: clockSchema,
  personas: z.object({ personas: z.array(personaSchema) }),
  device: deviceSchema,
  entries: z.object({ entries: z.array(entrySchema), newest: z.int() }),
  action: z.object({ message: z.string() }),
  reloaded: z.object({ details: reloadedSchema }),
  token: z.object({ details: z.object({ token: tokenSchema }) }),
  issued: z.object({ message: z.string(), details: certificateSchema }),
  problem: z.object({
    code: z.string(),
    title: z.string(),
    detail: z.string().optional(),
    reason: words.optional(),
  }),
} as const;

export type TesterState = {
  readonly world: z.infer<typeof worldSchema>;
  readonly scenarios: readonly Scenario[];
  readonly byCustomer: readonly ByCustomer[];
  readonly clock: TesterClock;
  readonly personas: readonly TesterPersona[];
};

/** Everything the test panel may ask. Checked in the main process; there is no such panel outside of the mock world. */
export const testerCalls = {
  state: z.undefined(),
  /** `scope` left out: everybody. */
  switch: z.strictObject({
    id,
    on: z.boolean(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    scope: scopeSchema.optional(),
  }),
  /** Every scenario off; the clock stays. */
  'all-off': z.undefined(),
  /** Every scenario off, the machine's time again. */
  reset: z.undefined(),
  /** `advance`: `90s`, `15m`, `1d`. */
  clock: z.union([
    z.strictObject({ advance: z.string().regex(/^-?(\d{1,5}[smhd])+$/) }),
    z.strictObject({ frozen: z.boolean() }),
    z.strictObject({ machine: z.literal(true) }),
  ]),
  certificate: z.strictObject({ persona: id, action: z.enum(['issue', 'renew', 'revoke', 'import']) }),
  token: z.strictObject({ persona: id, algorithm: z.enum(['rsa', 'ec']) }),
  /** The files of people and providers read anew. */
  reload: z.undefined(),
  entries: z.strictObject({ errors: z.boolean() }),
  /** `tpp`: whose start page; left out, the one at the simulator's own address. */
  browse: z.strictObject({ page: z.enum(['tpp', 'inspector', 'har', 'report']), tpp: id.optional() }),
} as const;

export type TesterCall = keyof typeof testerCalls;
export type TesterInput<K extends TesterCall> = z.output<(typeof testerCalls)[K]>;

export type TesterAnswers = {
  state: TesterState;
  switch: null;
  'all-off': null;
  reset: null;
  clock: null;
  /** What came of it, to be shown. */
  certificate: string;
  token: TesterToken & Pick<TesterPersona, 'seen' | 'start'>;
  reload: TesterReloaded;
  entries: readonly TrafficEntry[];
  browse: null;
};

export type TesterResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: TesterWords };

/** `window.renkeiTester`, as the panel's preload script offers it. */
export type TesterBridge = {
  readonly call: <K extends TesterCall>(name: K, input: TesterInput<K>) => Promise<TesterResult<TesterAnswers[K]>>;
};

/** One channel for all; the name is checked on the other side. */
export const testerChannel = 'tester';
