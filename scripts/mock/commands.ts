import { z } from 'zod';
import {
  actionResultSchema,
  activeScenarioSchema,
  auditListSchema,
  clockSchema,
  flowListSchema,
  personaListSchema,
  reloadResultSchema,
  scenarioListSchema,
  tokenResultSchema,
  worldSchema,
  type ClockRequest,
  type WorldFile,
} from '../../server/mock/control/contract.ts';
import { askControl, NoWorld } from '../../server/mock/control/control-client.ts';
import { scenarioViews } from '../../server/mock/control/scenario-view.ts';
import { readWorldFile } from '../../server/mock/control/world-file.ts';
import { rows } from '../../server/mock/scenarios/rows.ts';
import { worldDir } from '../prepare/paths.mjs';
import { Obstacle } from '../prepare/say.mjs';
import type { Options } from './arguments.ts';
import {
  showActive,
  showAudit,
  showClock,
  showFlows,
  showMadeToken,
  showPersonas,
  showRows,
  showScenarios,
  showTpps,
} from './show.ts';

const noContent = z.undefined();

/** `null`: none runs. */
const findWorld = (): Promise<WorldFile | null> => readWorldFile(worldDir());

/** @throws {Obstacle} where none runs. */
export async function runningWorld(): Promise<WorldFile> {
  const world = await findWorld();
  if (world === null)
    throw new Obstacle(`No mock world runs in ${worldDir()}. Start it with npm start or npm run server.`);
  return world;
}

type Print = (value: unknown, text: string) => void;
type InWorld = (world: WorldFile, options: Options, print: Print) => Promise<void>;
/** @throws {Obstacle} where it needs a running world and there is none. */
type Command = (options: Options, print: Print) => Promise<void>;

const wordAfter = ({ words }: Options, place: number, what: string): string => {
  const word = words[place];
  if (word === undefined) throw new Obstacle(`Say ${what}. \`npm run mock -- --help\` lists the commands.`);
  return word;
};

function clockRequest(options: Options): ClockRequest {
  switch (options.words[1]) {
    case 'set':
      return { set: wordAfter(options, 2, 'a time') };
    case 'advance':
      return { advance: wordAfter(options, 2, 'a length of time') };
    case 'freeze':
      return { frozen: true };
    case 'resume':
      return { frozen: false };
    default:
      throw new Obstacle('clock: set, advance, freeze, resume or reset');
  }
}

const clock: InWorld = async (world, options, print) => {
  const what = options.words[1];
  const now =
    what === undefined
      ? await askControl(world, 'GET', '/mock/clock', clockSchema)
      : what === 'reset'
        ? await askControl(world, 'DELETE', '/mock/clock', clockSchema)
        : await askControl(world, 'PUT', '/mock/clock', clockSchema, clockRequest(options));
  print(now, showClock(now));
};

const on: InWorld = async (world, options, print) => {
  wordAfter(options, 1, 'which scenario');
  const { personas, tpps, parameters } = options;
  const scope = personas === undefined && tpps === undefined ? {} : { scope: { personas, tpps } };
  for (const id of options.words.slice(1)) {
    const body = { ...(parameters === undefined ? {} : { parameters }), ...scope };
    const active = await askControl(
      world,
      'PUT',
      `/mock/scenarios/${encodeURIComponent(id)}`,
      activeScenarioSchema,
      body,
    );
    print(active, showActive(active));
  }
};

const off: InWorld = async (world, options, print) => {
  wordAfter(options, 1, 'which scenario');
  for (const id of options.words.slice(1)) {
    await askControl(world, 'DELETE', `/mock/scenarios/${encodeURIComponent(id)}`, noContent);
    print({ off: id }, `${id} is off`);
  }
};

/** The files of persons and of TPPs belong together: whichever word is said, both are read again. */
const reload: InWorld = async (world, _options, print) => {
  const result = await askControl(world, 'POST', '/mock/personas/reload', reloadResultSchema);
  print(result, result.message);
};

const tpps: InWorld = async (world, options, print) => {
  if (options.words[1] === 'reload') return reload(world, options, print);
  const { tpp, tpps: list } = await askControl(world, 'GET', '/mock/world', worldSchema);
  print({ tpps: list }, showTpps(tpp, list));
};

const personas: InWorld = async (world, options, print) => {
  if (options.words[1] === 'reload') return reload(world, options, print);
  const list = await askControl(world, 'GET', '/mock/personas', personaListSchema);
  print(list, showPersonas(list));
};

const certificate: InWorld = async (world, options, print) => {
  const action = wordAfter(options, 1, 'issue, renew or revoke');
  const persona = wordAfter(options, 2, 'whose certificate');
  const { serial } = options;
  const body = { persona, ...(serial === undefined ? {} : { serial }) };
  const path = `/mock/certificates/${encodeURIComponent(action)}`;
  const result = await askControl(world, 'POST', path, actionResultSchema, body);
  print(result, result.message);
};

const token: InWorld = async (world, options, print) => {
  const persona = wordAfter(options, 1, 'whose token');
  const { algorithm } = options;
  const body = { persona, ...(algorithm === undefined ? {} : { algorithm }) };
  const result = await askControl(world, 'POST', '/mock/tokens', tokenResultSchema, body);
  print(result, showMadeToken(result, persona));
};

const inWorld: Readonly<Record<string, InWorld>> = {
  on,
  off,
  reset: async (world, _options, print) => {
    await askControl(world, 'DELETE', '/mock/scenarios', noContent);
    print({ reset: true }, 'every scenario is off');
  },
  clock,
  personas,
  tpps,
  certificate,
  token,
  flows: async (world, _options, print) => {
    const list = await askControl(world, 'GET', '/mock/flows', flowListSchema);
    print(list, showFlows(list));
  },
  audit: async (world, { after, limit }, print) => {
    const query = new URLSearchParams({ ...(after ? { after } : {}), ...(limit ? { limit } : {}) });
    const list = await askControl(world, 'GET', `/mock/audit?${query.toString()}`, auditListSchema);
    print(list, showAudit(list));
  },
};

/** What there is to know without a world; of a running one, what is on as well. */
const anywhere: Readonly<Record<string, Command>> = {
  scenarios: async (_options, print) => {
    const world = await findWorld();
    const catalogue = { scenarios: scenarioViews([]) };
    const list =
      world === null
        ? catalogue
        : await askControl(world, 'GET', '/mock/scenarios', scenarioListSchema).catch((error: unknown) => {
            // One that was killed leaves its file behind.
            if (isNoWorld(error)) return catalogue;
            throw error;
          });
    print(list, showScenarios(list.scenarios));
  },
  rows: (_options, print) => {
    print({ rows }, showRows({ rows: [...rows] }));
    return Promise.resolve();
  },
};

/** `undefined`: there is no such command. */
export function findCommand(name: string): Command | undefined {
  if (Object.hasOwn(anywhere, name)) return anywhere[name];
  const command = Object.hasOwn(inWorld, name) ? inWorld[name] : undefined;
  if (command === undefined) return undefined;
  return async (options, print) => {
    await command(await runningWorld(), options, print);
  };
}

export const isNoWorld = (error: unknown): error is NoWorld => error instanceof NoWorld;
