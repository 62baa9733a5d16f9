import { importCommands } from '../customers/import-commands.ts';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { findTpp } from '../../bank/tpps.ts';
import type { Database } from '../../storage/database.ts';
import type { PersonaCertificate } from '../certificates.ts';
import type { MockClock } from '../clock/mock-clock.ts';
import type { Persona } from '../persona.ts';
import type { TestPki } from '../pki.ts';
import { accountSeeds } from '../seed/accounts.ts';
import type { Device } from '../device/device.ts';
import type { Switchboard } from '../scenarios/switchboard.ts';
import { tokenFolder } from '../token/make-token.ts';
import { softHsmEnvironment } from '../token/softhsm.ts';
import type { RegisteredTpp } from '../tpp/registered.ts';
import type { Origins } from '../world-config.ts';
import { controlApp, type ControlActions } from './control-app.ts';
import type { PersonaView, WorldInfo } from './contract.ts';
import { ControlRefusal } from './refusal.ts';
import { announceWorld } from './world-file.ts';

export type ControlOptions = {
  readonly url: string;
  readonly home: string;
  readonly token: string;
  readonly database: Database;
  readonly clock: MockClock;
  readonly switchboard: Switchboard;
  readonly device: Device;
  readonly origins: Origins;
  readonly pki: TestPki;
  readonly personas: () => readonly { readonly persona: Persona; readonly certificate: PersonaCertificate }[];
  readonly tpps: () => readonly RegisteredTpp[];
  readonly folders: WorldInfo['folders'];
  readonly actions?: ControlActions;
  readonly wentBack: () => Promise<void>;
  readonly log: Logger;
};

export type Control = {
  readonly handle: RequestListener;
  close(): Promise<void>;
};

const missing = (): never => {
  throw new ControlRefusal('unavailable', 'this world was started without it');
};

const noActions: ControlActions = {
  reload: () => Promise.resolve().then(missing),
  certificate: () => Promise.resolve().then(missing),
  makeToken: () => Promise.resolve().then(missing),
};

/** Puts the control API together and tells where it is. */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { url, home, token, database, clock, switchboard, device, personas, log } = options;
  const handle = controlApp({
    url,
    token,
    database,
    clock,
    switchboard,
    device,
    world: () => worldInfo(options),
    personas: () => personas().map(({ persona, certificate }) => personaView(home, persona, certificate)),
    actions: options.actions ?? noActions,
    wentBack: options.wentBack,
    log,
  });
  const withdraw = await announceWorld(home, { url, token, pid: process.pid });
  return { handle, close: withdraw };
}

async function worldInfo({ home, origins, url, pki, database, tpps, folders }: ControlOptions): Promise<WorldInfo> {
  // As the bank has them now: a scenario may have changed more than the files say.
  const records = await Promise.all(tpps().map(({ clientId }) => findTpp(database, clientId)));
  return {
    home,
    ...origins,
    control: url,
    ca: pki.serverCaFile,
    profile: join(home, 'profile.json'),
    folders,
    tpps: tpps().flatMap(({ clientId, path }) => {
      const record = records.find((one) => one?.clientId === clientId);
      if (record === undefined) return [];
      const { name, suspended, fixedServices } = record;
      return [{ clientId, name, path, suspended, fixedServices }];
    }),
  };
}

const personaView = (home: string, persona: Persona, { file, password }: PersonaCertificate): PersonaView => ({
  id: persona.id,
  name: persona.name,
  company: persona.contract.company,
  role: persona.role,
  story: persona.story,
  loginPassword: persona.loginPassword,
  certificate: { file, password, importCommands: importCommands(file, password) },
  accounts: pinsOf(persona),
  tokens: persona.tokens.map(({ label, pin, locked }) => ({ label, pin, locked })),
  tokenConfiguration: softHsmEnvironment(tokenFolder(home, persona.id)).SOFTHSM2_CONF,
});

/** Seeding needs a day and a limit, which the PINs do not depend on. */
const pinsOf = (persona: Persona): { last3: string; pin: string | null }[] =>
  accountSeeds(persona, new Date(0), 3).map(({ last3, pin }) => ({ last3, pin }));
