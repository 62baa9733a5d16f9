import { z } from 'zod';
import { wordsSchema } from '../../contract/catalogue.ts';
import { scopeSchema } from '../scenarios/scope.ts';

/**
 * The control API of a running mock world: plain http on loopback, on a listener of its own. Every request but `GET /mock/health`
 * carries `Authorization: Bearer <token>`; address and token are in `control.json` in the world's folder (`worldFileSchema`).
 * Refusals are RFC 9457 problems (`controlProblemSchema`). Bodies are JSON.
 *
 * | request                                  | body                        | answer                                   |
 * | GET    /mock/health                      |                             | healthSchema (no token needed)           |
 * | GET    /mock/world                       |                             | worldSchema                              |
 * | GET    /mock/scenarios                   |                             | scenarioListSchema                       |
 * | PUT    /mock/scenarios/:id               | switchRequestSchema or none | activeScenarioSchema                     |
 * | DELETE /mock/scenarios/:id               |                             | 204; 404 `not-found` when it was not on  |
 * | DELETE /mock/scenarios                   |                             | 204: everything off                      |
 * | GET    /mock/rows                        |                             | rowListSchema                            |
 * | GET    /mock/clock                       |                             | clockSchema                              |
 * | PUT    /mock/clock                       | clockRequestSchema          | clockSchema                              |
 * | DELETE /mock/clock                       |                             | clockSchema: the machine's time again    |
 * | GET    /mock/personas                    |                             | personaListSchema                        |
 * | POST   /mock/personas/reload             |                             | reloadResultSchema; 422 `refused`        |
 * | POST   /mock/certificates/:action        | certificateRequestSchema    | actionResultSchema; issue, renew, revoke |
 * | POST   /mock/tokens                      | tokenRequestSchema          | tokenResultSchema                        |
 * | GET    /mock/device?after=N              |                             | deviceSchema; waits while it is still N  |
 * | GET    /mock/flows                       |                             | flowListSchema                           |
 * | GET    /mock/audit?after=N&limit=N       |                             | auditListSchema                          |
 * | PUT    /mock/checkpoint                  |                             | 204: remembers the bank's data           |
 * | POST   /mock/checkpoint/restore          |                             | 204: puts it back                        |
 */
export const controlProblems = {
  'unknown-scenario': 404,
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  refused: 422,
  unavailable: 501,
  forbidden: 403,
  unauthorized: 401,
  'too-large': 413,
  failed: 500,
} as const;
export type ControlProblemCode = keyof typeof controlProblems;

export const controlProblemSchema = z.object({
  /** `urn:renkei:mock:<code>` */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(controlProblems) as [ControlProblemCode, ...ControlProblemCode[]]),
  detail: z.string().optional(),
  /** Of a conflict: the scenario that is on, and why both cannot be. */
  with: z.string().optional(),
  reason: wordsSchema.optional(),
});
export type ControlProblem = z.infer<typeof controlProblemSchema>;

/** `control.json` in the world's folder, readable by its owner only; there while the world runs. */
export const worldFileSchema = z.strictObject({
  /** e.g. `http://localhost:9482` */
  url: z.url(),
  token: z.string().min(32),
  pid: z.int(),
});
export type WorldFile = z.infer<typeof worldFileSchema>;

export const healthSchema = z.strictObject({ mock: z.literal(true), pid: z.int() });

export const worldSchema = z.strictObject({
  home: z.string(),
  issuer: z.url(),
  certificateOrigin: z.url(),
  mtlsOrigin: z.url(),
  tpp: z.url(),
  pages: z.url(),
  control: z.url(),
  /** PEM file of the server's test CA. */
  ca: z.string(),
  profile: z.string(),
  /** Where the files of persons and of providers lie; `null`: they are those of the mock world. */
  folders: z.strictObject({ personas: z.string().nullable(), tpps: z.string().nullable() }),
  tpps: z.array(
    z.strictObject({
      clientId: z.string(),
      name: wordsSchema,
      /** Of its start page, at the origin `tpp`. */
      path: z.string(),
      suspended: z.boolean(),
      fixedServices: z.boolean(),
    }),
  ),
});
export type WorldInfo = z.infer<typeof worldSchema>;

export const activeScenarioSchema = z.strictObject({
  id: z.string(),
  parameters: z.unknown(),
  scope: scopeSchema,
  /** The world's time at which it was switched on, RFC 3339. */
  since: z.iso.datetime(),
  /** Certificates to import for it, `.p12`. */
  files: z.array(z.strictObject({ persona: z.string(), file: z.string(), password: z.string() })),
});
export type ActiveScenario = z.infer<typeof activeScenarioSchema>;

export const scenarioViewSchema = z.strictObject({
  id: z.string(),
  title: wordsSchema,
  what: wordsSchema,
  /** Codes of the screens it leads to; none: it changes what is shown, not whether it goes on. */
  codes: z.array(z.string()),
  /** JSON Schema; every parameter has a default. */
  parameters: z.record(z.string(), z.unknown()),
  /** What it can be limited to. */
  scope: z.array(z.enum(['personas', 'tpps'])),
  /** Scenarios that cannot be on together with it (while their scopes overlap), with the reason. */
  excludes: z.array(z.strictObject({ id: z.string(), reason: wordsSchema })),
  /** `null`: off. */
  active: activeScenarioSchema.nullable(),
});
export type ScenarioView = z.infer<typeof scenarioViewSchema>;
export const scenarioListSchema = z.strictObject({ scenarios: z.array(scenarioViewSchema) });

export const switchRequestSchema = z.strictObject({
  parameters: z.record(z.string(), z.unknown()).optional(),
  /** Left out: everybody. */
  scope: z
    .strictObject({
      personas: z.array(z.string()).nullable().optional(),
      tpps: z.array(z.string()).nullable().optional(),
    })
    .optional(),
});
export type SwitchRequest = z.infer<typeof switchRequestSchema>;

export const rowSchema = z.strictObject({
  /** e.g. `login/locked` */
  id: z.string(),
  /** In plain words. */
  text: z.string(),
  codes: z.array(z.string()),
  by: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scenario'), id: z.string(), parameters: z.record(z.string(), z.unknown()) }),
    z.strictObject({ kind: z.literal('customer'), title: wordsSchema, how: wordsSchema }),
  ]),
  /** The scripted flow that shows it (`server/mock/run/flows/`). */
  script: z.string(),
});
export const rowListSchema = z.strictObject({ rows: z.array(rowSchema) });

export const clockSchema = z.strictObject({
  now: z.iso.datetime(),
  machine: z.iso.datetime(),
  offsetMs: z.number(),
  frozen: z.boolean(),
});
export type ClockView = z.infer<typeof clockSchema>;

/** `advance`: `90s`, `15m`, `-1d`, `1d12h`. Carried out in this order: set, advance, frozen. */
export const clockRequestSchema = z
  .strictObject({
    set: z.iso.datetime({ offset: true }).optional(),
    advance: z.string().max(40).optional(),
    frozen: z.boolean().optional(),
  })
  .refine((request) => Object.keys(request).length > 0, 'nothing to change');
export type ClockRequest = z.infer<typeof clockRequestSchema>;

/** One line that puts the `.p12` into the certificate store, for each system. */
export const importCommandsSchema = z.strictObject({ windows: z.string(), macos: z.string(), linux: z.string() });

/** A hardware token; `locked`: too many wrong PINs. */
export const tokenViewSchema = z.strictObject({ label: z.string(), pin: z.string(), locked: z.boolean() });

export const personaViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  company: z.string(),
  role: z.enum(['admin', 'member']),
  story: wordsSchema,
  loginPassword: z.string(),
  certificate: z.strictObject({ file: z.string(), password: z.string(), importCommands: importCommandsSchema }),
  accounts: z.array(z.strictObject({ last3: z.string(), pin: z.string().nullable() })),
  tokens: z.array(tokenViewSchema),
  /** `SOFTHSM2_CONF` of a program that sees this person's tokens and no others. */
  tokenConfiguration: z.string(),
});
export type PersonaView = z.infer<typeof personaViewSchema>;
export const personaListSchema = z.strictObject({ personas: z.array(personaViewSchema) });

export const certificateActions = ['issue', 'renew', 'revoke'] as const;
export type CertificateAction = (typeof certificateActions)[number];
export const certificateRequestSchema = z.strictObject({
  persona: z.string().max(64),
  /** Revoke only this one; upper-case hex. Left out: all of the person's. */
  serial: z
    .string()
    .regex(/^[0-9A-F]{1,64}$/)
    .optional(),
});
export type CertificateRequest = z.infer<typeof certificateRequestSchema>;
export const tokenRequestSchema = z.strictObject({
  persona: z.string().max(64),
  algorithm: z.enum(['rsa', 'ec']).default('ec'),
});
export type TokenRequest = z.output<typeof tokenRequestSchema>;
/** What came of it, for people and for scripts: names of files, import commands, what changed. */
export const actionResultSchema = z.strictObject({
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type ActionResult = z.infer<typeof actionResultSchema>;
export const tokenResultSchema = actionResultSchema.extend({
  details: z.looseObject({
    token: tokenViewSchema,
    /** What a program must be started with to see it. */
    environment: z.strictObject({ SOFTHSM2_CONF: z.string() }),
  }),
});

/** Ids, in the order of the files. */
const differenceSchema = z.strictObject({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
});
/**
 * The files of persons and of TPPs were read again. `refused`: nothing has changed, because a file is wrong or a scenario is on
 * (`detail` says which). A checkpoint is forgotten: the bank it remembers had other people.
 */
export const reloadResultSchema = z.strictObject({
  message: z.string(),
  details: z.strictObject({ personas: differenceSchema, tpps: differenceSchema }),
});
export type ReloadResult = z.infer<typeof reloadResultSchema>;

/**
 * What the app is to take the customer's machine for; `own`: as it really is. `after` waits a few seconds for another `revision`, and
 * is answered with the same one when there is none.
 */
export const deviceSchema = z.strictObject({
  revision: z.int(),
  /** The operating system's certificate store. `empty` goes for tokens, too. */
  store: z.enum(['own', 'empty', 'without-keys']),
  /** Certificates (PEM) that lie in the store and are of no use: what a scenario has handed out. */
  leftOut: z.array(z.string()),
  token: z.enum(['own', 'pin-wrong', 'pin-locked', 'removed', 'cannot-sign']),
  /** What a token with `pin-wrong` says of its counter. */
  triesLeft: z.enum(['normal', 'low', 'final']),
  module: z.enum(['own', 'missing', 'fails-reading', 'fails-signing']),
  /** What the system's settings name for every address; `null`: nothing. */
  proxy: z.url().nullable(),
  keyring: z.enum(['own', 'unavailable']),
});
export type DeviceState = z.infer<typeof deviceSchema>;

export const flowViewSchema = z.strictObject({
  id: z.string(),
  tpp: z.string(),
  persona: z.string().nullable(),
  /** Step or end at which it stands. */
  at: z.string(),
  /** Of a stopped flow. */
  code: z.string().nullable(),
  revision: z.int(),
  startedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  timedOut: z.boolean(),
});
export const flowListSchema = z.strictObject({ flows: z.array(flowViewSchema) });

export const auditViewSchema = z.strictObject({
  sequence: z.int(),
  at: z.iso.datetime(),
  kind: z.string(),
  actor: z.string(),
  subject: z.string(),
  data: z.unknown(),
});
export const auditListSchema = z.strictObject({ events: z.array(auditViewSchema) });
