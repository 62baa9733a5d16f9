import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { mockTokenModule } from '../../server/mock/bank-profile.ts';
import { softHsmModule } from '../../server/mock/token/softhsm.ts';
import { FaultHsm } from '../../test/support/fault-hsm.ts';
import { say } from '../prepare/say.mjs';
import type { ReadyPersona } from './ready.ts';

/** What the app is started with so that it meets a person's tokens. */
export type TokenStart = { readonly profile: string; readonly env: Readonly<Record<string, string>> };

const profileSchema = z.looseObject({ tokenModules: z.array(z.unknown()) });

/**
 * SoftHSM never locks a PIN. For somebody whose token is locked a wrapper that does is built (a C compiler is needed) and put in front
 * of it, in a profile of his own; without a compiler the token is an ordinary one, and that is said.
 */
export const tokenStart = async (profile: string, persona: ReadyPersona): Promise<TokenStart> => {
  const env = persona.tokenEnvironment;
  const configuration = env['SOFTHSM2_CONF'];
  if (configuration === undefined || !persona.tokens.some(({ locked }) => locked)) return { profile, env };
  const folder = dirname(configuration);
  try {
    const wrapped = { folder, module: softHsmModule(), env: { SOFTHSM2_CONF: configuration } };
    const fault = await FaultHsm.over(wrapped);
    await fault.reset();
    await fault.set('tries', 0);
    const given = profileSchema.parse(JSON.parse(await readFile(profile, 'utf8')));
    // Beside the world's own, where the app looks for the control API.
    const file = join(dirname(profile), `profile-${persona.id}.json`);
    await writeFile(file, JSON.stringify({ ...given, tokenModules: [mockTokenModule(fault.module)] }, null, 2));
    return { profile: file, env: fault.env };
  } catch (error) {
    say(`The token is not locked, because the wrapper could not be built (gcc): ${String(error)}`);
    return { profile, env };
  }
};
