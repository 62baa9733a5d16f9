import { z } from 'zod';
import type { Words } from '../../contract/catalogue.ts';
import type { Database } from '../../storage/database.ts';
import type { MockClock } from '../clock/mock-clock.ts';
import type { Device } from '../device/device.ts';
import type { Persona } from '../persona.ts';
import type { TestPki } from '../pki.ts';
import type { MockRevocation } from '../pki/revocation.ts';
import type { Gate } from './gate.ts';
import type { Journal } from './journal.ts';
import type { LiveSettings } from './live-settings.ts';
import type { ServerIdentity } from './server-identity.ts';
import type { Scope, ScopeKind } from './scope.ts';

/** The listeners whose TLS can be made to fail. */
export type TlsListener = 'issuer' | 'certificate';

/** What a scenario works on: the world's own parts, nothing made for it. */
export type Stage = {
  readonly home: string;
  readonly database: Database;
  readonly clock: MockClock;
  readonly pki: TestPki;
  readonly revocation: MockRevocation;
  readonly gate: Gate;
  /** The customer's own machine, as the app is to take it. */
  readonly device: Device;
  readonly settings: LiveSettings;
  readonly personas: () => readonly Persona[];
  /** Ids of the pretend TPPs. */
  readonly tpps: () => readonly string[];
  readonly tries: { readonly password: number; readonly pin: number };
  /** Lets a listener show another certificate; `null`: its own again. */
  readonly showCertificate: (listener: TlsListener, identity: ServerIdentity | null) => void;
  /** Puts the server together anew on the same data, as after a restart: nothing is at hand in memory. */
  readonly refreshServer: () => Promise<void>;
};

export type Activation<P> = {
  readonly stage: Stage;
  readonly journal: Journal;
  readonly parameters: P;
  readonly scope: Scope;
};

/** What is left to do at the end besides taking back the journal; and files a tester can use meanwhile. */
export type Started = {
  readonly stop?: () => void | Promise<void>;
  readonly files?: readonly { readonly persona: string; readonly file: string; readonly password: string }[];
};

/** What a scenario lays its hand on. Two that lay hands on the same thing exclude each other where their scopes overlap. */
export type Hold =
  | 'password-count'
  | 'password-hash'
  | 'password-expiry'
  | 'login-right'
  | 'certificate-status'
  | 'certificate-owner'
  | 'certificate-kind'
  | 'ocsp'
  | 'crl'
  | 'pins'
  | 'account-closed'
  | 'tpp-record'
  | 'request'
  | 'flow-life'
  | 'return-address'
  | 'link'
  | 'service-hours'
  | 'emergency-stop'
  | 'minimum-client'
  | 'transport'
  | 'latency'
  | 'tls'
  | 'device-store'
  | 'device-token'
  | 'device-proxy'
  | 'device-keyring';

export type Scenario = {
  readonly id: string;
  readonly title: Words;
  /** What it does, and where that shows. */
  readonly what: Words;
  /** Codes of the screens it brings about. */
  readonly codes: readonly string[];
  readonly holds: readonly Hold[];
  /** Scenarios that could never be seen together with this one, with the reason. Holds are judged besides. */
  readonly excludes: Readonly<Record<string, Words>>;
  readonly scope: readonly ScopeKind[];
  /** JSON Schema of the parameters; every one has a default. */
  readonly parameters: Readonly<Record<string, unknown>>;
  parse(input: unknown):
    | {
        readonly ok: true;
        readonly parameters: unknown;
        start(on: Omit<Activation<unknown>, 'parameters'>): Promise<Started>;
      }
    | { readonly ok: false; readonly reason: string };
};

type Definition<S extends z.ZodType> = Omit<Scenario, 'parameters' | 'parse' | 'excludes' | 'scope'> & {
  readonly excludes?: Scenario['excludes'];
  readonly scope?: Scenario['scope'];
  readonly parameters: S;
  readonly start: (activation: Activation<z.output<S>>) => Promise<Started>;
};

export const noParameters = z.strictObject({});

export function defineScenario<S extends z.ZodType>({ parameters, start, ...rest }: Definition<S>): Scenario {
  return {
    excludes: {},
    scope: [],
    ...rest,
    parameters: z.toJSONSchema(parameters, { io: 'input' }),
    parse(input) {
      const parsed = parameters.safeParse(input);
      if (!parsed.success) return { ok: false, reason: z.prettifyError(parsed.error) };
      return {
        ok: true,
        parameters: parsed.data,
        start: (on) => start({ ...on, parameters: parsed.data }),
      };
    },
  };
}
