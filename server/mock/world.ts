import { mkdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { randomBytes } from 'node:crypto';
import { buildApp, type App } from '../app.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { masterKeySource, openSecretBox } from '../keys/master-key.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { mockProfile } from './bank-profile.ts';
import { createMockClock, type MockClock } from './clock/mock-clock.ts';
import { createDevice } from './device/device.ts';
import { openControl } from './control/open-control.ts';
import { peopleActions } from './control/people-actions.ts';
import { browserPages, type OnHandover } from './browser-pages.ts';
import type { PersonaCertificate } from './certificates.ts';
import { Customers } from './customers/customers.ts';
import { reportFacts } from './inspector/facts.ts';
import type { ReportFacts } from './inspector/report.ts';
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
import { createGate } from './scenarios/gate.ts';
import { liveConfig } from './scenarios/live-settings.ts';
import { createSwitchboard, undoLeftovers, type Switchboard } from './scenarios/switchboard.ts';
import { reload, type Reloaded } from './reload.ts';
import { openSimulator, type OpenSimulator } from './tpp/open-simulator.ts';
import { Providers } from './tpp/providers.ts';
import { readWorldFiles } from './world-files.ts';
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
  /** Folder of files of pretend TPPs; left out: those that come with the mock world. */
  readonly tpps?: string;
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
  /** The same people with all they have; issues, renews and revokes. */
  readonly customers: Customers;
  /** The pretend TPPs. */
  readonly providers: Providers;
  /** The world's time; everything but TLS and what TPPs sign goes by it. */
  readonly clock: MockClock;
  readonly switchboard: Switchboard;
  /** The control API; its token is in `control.json`. */
  readonly control: string;
  /** Reads the files of persons and TPPs again. @throws FileProblems or ScenariosOn; nothing has changed then. */
  reload(): Promise<Reloaded>;
  /** Ends every connection and releases files and ports. */
  close(): Promise<void>;
};

/** Undoes what was started, latest first. */
type Undo = (() => Promise<void>)[];

async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function start(options: WorldOptions, undo: Undo): Promise<World> {
  const { home, log = pino({ level: 'silent' }) } = options;
  const clock = createMockClock(options.clock ?? systemClock);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const files = await readWorldFiles(options);
  // TLS judges certificates by the machine's time, so they are made by it, whatever time the world shows.
  const pki = await ensurePki(join(home, 'pki'), systemClock, (message) => {
    log.warn(message);
  });

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
  const customers = await Customers.open({ home, pki, revocation, clock }, files.personas);
  const providers = new Providers({ home, pki, clock, simulator: origins.tpp });

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
  const { config, settings } = liveConfig(options.adjust?.(standard) ?? standard);
  const undone = await undoLeftovers({ home, database, revocation });
  if (undone > 0) log.warn({ undone }, 'took back what scenarios of an earlier run had left');
  await providers.replace(database, await providers.equip(files.tpps));
  await customers.moveIn(database, config);

  const build = (): Promise<App> => buildApp({ config, database, box, clock, log });
  let app = await build();
  undo.push(() => app.close());
  const refreshServer = async (): Promise<void> => {
    const before = app;
    app = await build();
    await before.close();
  };
  const gate = createGate(database, log.child({ part: 'scenarios' }));
  const device = createDevice();
  const switchboard = createSwitchboard({
    home,
    database,
    clock,
    pki,
    revocation,
    gate,
    device,
    settings,
    personas: () => customers.list.map(({ persona }) => persona),
    tpps: () => providers.list.map(({ tpp }) => tpp.clientId),
    tries: { password: config.password.tries, pin: config.pin.tries },
    showCertificate: (listener, identity) => {
      listeners.showCertificate(listener, identity);
    },
    refreshServer,
  });
  undo.push(() => switchboard.reset());
  const simulator = openSimulator({ origins, pki, clock, inspector, log: log.child({ part: 'tpp-simulator' }) });
  undo.push(() => simulator.close());
  const show: OpenSimulator['show'] = (parties) => simulator.show(parties);
  show(providers.list);
  const reloadFiles = (): Promise<Reloaded> =>
    switchboard.whileOff(() => reload({ folders: options, database, customers, providers, show }));
  const control = await openControl({
    url: listeners.control,
    home,
    token: randomBytes(32).toString('base64url'),
    database,
    clock,
    switchboard,
    device,
    origins,
    pki,
    personas: () => customers.list,
    tpps: () => providers.list.map(({ tpp }) => tpp),
    folders: { personas: options.personas ?? null, tpps: options.tpps ?? null },
    wentBack: refreshServer,
    actions: peopleActions(customers, reloadFiles),
    log: log.child({ part: 'control' }),
  });
  undo.push(() => control.close());
  const pages = browserPages({
    origin: origins.pages,
    launchPage: (request) => app.launchPage(request),
    onHandover: options.onHandover,
    log: log.child({ part: 'browser-pages' }),
  });
  // What a report says was switched on.
  const facts = (): ReportFacts =>
    reportFacts(clock, () =>
      switchboard.active().map(({ scenario, parameters }) => `${scenario.id} ${JSON.stringify(parameters)}`),
    );
  // The inspector stands outermost: it sees what a scenario answers, delays or cuts, too.
  const inspect = (place: Parameters<typeof inspected>[0], origin: string, handle: RequestListener): RequestListener =>
    inspected(place, () => origin, inspector, handle);
  const serve = (name: 'issuer' | 'certificate' | 'mutual', origin: string): RequestListener =>
    inspect(
      name,
      origin,
      recorded(
        name,
        () => origin,
        gate.before(name, (request, response) => {
          app[name](request, response);
        }),
        options.record,
      ),
    );
  listeners.attach({
    issuer: serve('issuer', origins.issuer),
    certificate: serve('certificate', origins.certificateOrigin),
    mutual: serve('mutual', origins.mtlsOrigin),
    tpp: inspect('tpp', origins.tpp, gate.before('tpp', simulator.handle)),
    pages: inspect(
      'pages',
      origins.pages,
      revocation.before(inspectorRoutes({ inspector, origin: origins.pages, facts }, gate.before('pages', pages))),
    ),
    control: control.handle,
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
    providers,
    clock,
    switchboard,
    control: listeners.control,
    reload: reloadFiles,
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
