import { z } from 'zod';

/** As much of the mock world's control API as the test panel shows (`server/mock/control/contract.ts` has all of it). */
const words = z.object({ ja: z.string(), en: z.string() });

const worldSchema = z.object({
  tpp: z.url(),
  pages: z.url(),
  /** `path`: of its start page, at the origin `tpp`. */
  tpps: z.array(z.object({ clientId: z.string(), name: words, path: z.string(), suspended: z.boolean() })),
});
export type TesterTpp = z.infer<typeof worldSchema>['tpps'][number];

const scenarioSchema = z.object({
  id: z.string(),
  title: words,
  what: words,
  /** Codes of the screens it leads to. */
  codes: z.array(z.string()),
  /** JSON Schema of its parameters, each with a default. */
  parameters: z.record(z.string(), z.unknown()),
  /** `null`: off. */
  active: z.object({ parameters: z.unknown() }).nullable(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

const clockSchema = z.object({ now: z.iso.datetime(), offsetMs: z.number(), frozen: z.boolean() });
export type TesterClock = z.infer<typeof clockSchema>;

const certificateSchema = z.object({
  file: z.string(),
  password: z.string(),
  /** One line that puts the file into the certificate store of the system. */
  importCommands: z.object({ windows: z.string(), macos: z.string(), linux: z.string() }),
});
export type TesterCertificate = z.infer<typeof certificateSchema>;

const personaSchema = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string(),
  story: words,
  loginPassword: z.string(),
  certificate: certificateSchema,
  accounts: z.array(z.object({ last3: z.string(), pin: z.string().nullable() })),
});
export type TesterPersona = z.infer<typeof personaSchema>;

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
  clock: clockSchema,
  personas: z.object({ personas: z.array(personaSchema) }),
  device: deviceSchema,
  entries: z.object({ entries: z.array(entrySchema), newest: z.int() }),
  action: z.object({ message: z.string() }),
  reloaded: z.object({ details: reloadedSchema }),
  issued: z.object({ message: z.string(), details: certificateSchema }),
  problem: z.object({ title: z.string(), detail: z.string().optional(), reason: words.optional() }),
} as const;

export type TesterState = {
  readonly world: z.infer<typeof worldSchema>;
  readonly scenarios: readonly Scenario[];
  readonly clock: TesterClock;
  readonly personas: readonly TesterPersona[];
};

const id = z.string().regex(/^[\w-]{1,64}$/);

/** Everything the test panel may ask. Checked in the main process; there is no such panel outside of the mock world. */
export const testerCalls = {
  state: z.undefined(),
  switch: z.strictObject({ id, on: z.boolean(), parameters: z.record(z.string(), z.unknown()).optional() }),
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
  reset: null;
  clock: null;
  /** What came of it, to be shown. */
  certificate: string;
  token: string;
  reload: TesterReloaded;
  entries: readonly TrafficEntry[];
  browse: null;
};

export type TesterResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** `window.renkeiTester`, as the panel's preload script offers it. */
export type TesterBridge = {
  readonly call: <K extends TesterCall>(name: K, input: TesterInput<K>) => Promise<TesterResult<TesterAnswers[K]>>;
};

/** One channel for all; the name is checked on the other side. */
export const testerChannel = 'tester';
