import { mkdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { buildApp } from '../app.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { masterKeySource, openSecretBox } from '../keys/master-key.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { mockProfile } from './bank-profile.ts';
import { browserPages, type OnHandover } from './browser-pages.ts';
import type { PersonaCertificate } from './certificates.ts';
import { Customers } from './customers/customers.ts';
import { reportFacts } from './inspector/facts.ts';
import { inspected } from './inspector/inspected.ts';
import { Inspector } from './inspector/inspector.ts';
import { personaSecrets } from './inspector/persona-secrets.ts';
import { inspectorRoutes } from './inspector/routes.ts';
import type { Persona } from './persona.ts';
import { ensurePki, type TestPki } from './pki.ts';
import { createMockRevocation, type MockRevocation } from './pki/revocation.ts';
import { everyone, writeWhole } from './pki/files.ts';
import { recorded, type Recorder } from './record.ts';
import { findSoftHsm } from './token/softhsm.ts';
import { tppRecord } from './seed/tpp-record.ts';
import { openSimulator, readParties } from './tpp/open-simulator.ts';
import { worldConfig, type Origins } from './world-config.ts';
import { defaultPorts, openListeners, type Listeners, type Ports } from './world-listeners.ts';

export type WorldOptions = {
  /** The folder everything is kept in. A second run with the same folder goes on where the first one stopped. */
  readonly home: string;
  readonly ports?: Partial<Ports>;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Sees every request to the issuer and the certificate endpoint with its answer. Tests only. */
  readonly record?: Recorder;
  readonly onHandover?: OnHandover;
  /** `postgres://…`; left out: a SQLite file in `home`. */
  readonly database?: string;
  /** Folder of persona files; left out: those that come with the mock world. */
  readonly personas?: string;
  /**
   * The profile names SoftHSM's module. Only for somebody who starts the app with the `environment` of `customers.tokensOf`: without it
   * the app would meet the tester's own tokens.
   */
  readonly tokens?: boolean;
  /** Where clients reach this world, when something stands in front of it; left out: where it listens. */
  readonly origins?: Origins;
  /** Changes of the configuration a test needs, e.g. a shorter flow. */
  readonly adjust?: (config: ServerConfig) => ServerConfig;
};

export type World = Origins & {
  readonly home: string;
  readonly pki: TestPki;
  readonly config: ServerConfig;
  readonly database: Database;
  readonly profileFile: string;
  /** Where it listens itself; the origins are where clients reach it. */
  readonly listensAt: Origins;
  /** What the customers' CA says about its certificates. */
  readonly revocation: MockRevocation;
  /** Everything that crossed the listeners, masked. */
  readonly inspector: Inspector;
  readonly personas: readonly { readonly persona: Persona; readonly certificate: PersonaCertificate }[];
  /** The same people with all they have; reloads, issues, renews and revokes. */
  readonly customers: Customers;
  /** Ends every connection and releases files and ports. */
  close(): Promise<void>;
};

/** Undoes what was started, latest first. */
type Undo = (() => Promise<void>)[];

async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function start(options: WorldOptions, undo: Undo): Promise<World> {
  const { home, clock = systemClock, log = pino({ level: 'silent' }) } = options;
  await mkdir(home, { recursive: true, mode: 0o700 });
  // TLS judges certificates by the machine's time, so they are made by it, whatever time the world shows.
  const pki = await ensurePki(join(home, 'pki'), systemClock, (message) => {
    log.warn(message);
  });
  const parties = await readParties(join(home, 'tpp-keys'), pki);

  const listeners: Listeners = await openListeners({ ...defaultPorts, ...options.ports }, pki);
  undo.push(() => listeners.close());
  const origins = options.origins ?? listeners.origins;
  // At this node's own address, whatever stands in front of it.
  const revocation = await createMockRevocation({
    dir: join(home, 'pki'),
    pki,
    clock,
    origin: listeners.origins.pages,
  });
  const customers = await Customers.open({
    home,
    folder: options.personas,
    pki,
    revocation,
    clock,
    tpps: parties.map(({ tpp }) => tpp.clientId),
  });

  const inspector = new Inspector({
    clock,
    secrets: () => personaSecrets(customers.list.map(({ persona }) => persona)),
  });

  const box = await openSecretBox(masterKeySource(process.env, join(home, 'master.key')));
  const database = await openDatabase(options.database ?? join(home, 'renkei.sqlite'), {
    onIdleError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
  undo.push(() => database.destroy());
  const standard = worldConfig(origins, pki, revocation.config);
  const config = options.adjust?.(standard) ?? standard;
  await customers.moveIn(
    database,
    config,
    parties.map(({ tpp, key }) => tppRecord(tpp, key, origins.tpp)),
  );

  const app = await buildApp({ config, database, box, clock, log });
  undo.push(() => app.close());
  const simulator = openSimulator({
    parties,
    origins,
    pki,
    clock,
    inspector,
    log: log.child({ part: 'tpp-simulator' }),
  });
  undo.push(() => simulator.close());
  const pages = browserPages({
    origin: origins.pages,
    launchPage: app.launchPage,
    onHandover: options.onHandover,
    log: log.child({ part: 'browser-pages' }),
  });
  const inspect = (place: Parameters<typeof inspected>[0], origin: string, handle: RequestListener) =>
    inspected(place, () => origin, inspector, handle);
  listeners.attach({
    issuer: inspect(
      'issuer',
      origins.issuer,
      recorded('issuer', () => origins.issuer, app.issuer, options.record),
    ),
    certificate: inspect(
      'certificate',
      origins.certificateOrigin,
      recorded('certificate', () => origins.certificateOrigin, app.certificate, options.record),
    ),
    mutual: inspect(
      'mutual',
      origins.mtlsOrigin,
      recorded('mutual', () => origins.mtlsOrigin, app.mutual, options.record),
    ),
    tpp: inspect('tpp', origins.tpp, simulator.handle),
    pages: inspect(
      'pages',
      origins.pages,
      revocation.before(inspectorRoutes({ inspector, origin: origins.pages, facts: () => reportFacts(clock) }, pages)),
    ),
  });

  const profileFile = join(home, 'profile.json');
  const softHsm = findSoftHsm();
  const profile = mockProfile({
    ...origins,
    caSha256: pki.serverCaSha256,
    certificateIssuers: [pki.clientIssuing.certificate.subjectName.getField('CN')[0] ?? ''],
    tokenModule: options.tokens === true && 'module' in softHsm ? softHsm.module : null,
  });
  await writeWhole(profileFile, `${JSON.stringify(profile, null, 2)}\n`, everyone);
  const listensAt = listeners.origins;
  return {
    ...origins,
    listensAt,
    home,
    pki,
    config,
    database,
    profileFile,
    revocation,
    inspector,
    get personas() {
      return customers.list;
    },
    customers,
    close: () => undoAll(undo),
  };
}

/** One machine's whole world: bank, authorization server, TPPs and certificates, all on loopback. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const undo: Undo = [];
  try {
    return await start(options, undo);
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}
