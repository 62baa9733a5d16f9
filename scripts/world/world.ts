import { join } from 'node:path';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { worldDir } from '../prepare/paths.mjs';
import { Obstacle, say } from '../prepare/say.mjs';
import { startGroup } from '../processes/process-group.ts';
import { appArguments } from './app-arguments.ts';
import { tokenStart } from './locked-token.ts';
import { ensurePrivateHome, homeOf, privateEnvironment } from './private-home.ts';
import type { ReadyPersona } from './ready.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

/** The running mock world of one persona, and how the app is started in it. */
export type World = {
  readonly server: ServerProcess;
  readonly persona: ReadyPersona;
  readonly home: string;
  readonly userData: string;
  /** The bank profile the app is started with. */
  readonly profile: string;
  readonly tokenEnvironment: Readonly<Record<string, string>>;
  readonly appArguments: readonly string[];
  readonly appEnvironment: NodeJS.ProcessEnv;
};

/** Goes through all of the steps 1 to 5. */
const usualPersona = 'keiri-taro';

const choosePersona = (personas: readonly ReadyPersona[], wanted: string | undefined): ReadyPersona => {
  // With persons of one's own the usual one need not be there.
  const usual = personas.find(({ id }) => id === usualPersona) ?? personas[0];
  const found = wanted === undefined ? usual : personas.find(({ id }) => id === wanted);
  if (found) return found;
  throw new Obstacle(`--persona must be one of: ${personas.map(({ id }) => id).join(', ')}`);
};

const passMs = 30_000;

/**
 * A second start with the link passes it to the running app through the single-instance lock, and ends: what the operating
 * system does with a link whose scheme is registered.
 */
const passLink = async (electron: ElectronRuntime, args: readonly string[], env: NodeJS.ProcessEnv, link: string) => {
  const second = startGroup(electron.executable, [...args, link], { env, stdio: 'ignore' });
  const limit = setTimeout(() => void second.stop(), passMs);
  const status = await second.ended;
  clearTimeout(limit);
  await second.stop();
  if (status !== 0) say(`The link could not be passed to the app (status ${String(status)}).`);
};

export const startWorld = async (
  electron: ElectronRuntime,
  options: {
    readonly persona?: string | undefined;
    readonly personas?: string | undefined;
    readonly tpps?: string | undefined;
    readonly traffic?: string;
  },
): Promise<World> => {
  let pass: ((link: string) => Promise<void>) | undefined;
  const onHandover = (link: string): void => {
    pass?.(link).catch((error: unknown) => say(`The link could not be passed to the app: ${String(error)}`));
  };
  const { traffic, personas, tpps } = options;
  const server = await startServer({ onHandover, traffic, personas, tpps });
  try {
    const persona = choosePersona(server.ready.personas, options.persona);
    const home = homeOf(persona);
    await ensurePrivateHome(home, persona, electron);
    const userData = join(worldDir(), 'user-data');
    const { profile, env: tokenEnvironment } = await tokenStart(server.ready.profile, persona);
    const args = appArguments({ profile, userData });
    const env = { ...privateEnvironment(home), ...tokenEnvironment };
    pass = (link) => passLink(electron, args, env, link);
    return { server, persona, home, userData, profile, tokenEnvironment, appArguments: args, appEnvironment: env };
  } catch (error) {
    await server.stop();
    throw error;
  }
};
