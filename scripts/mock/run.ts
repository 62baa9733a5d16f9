import { ControlRefused } from '../../server/mock/control/control-client.ts';
import { Obstacle, runMain, say } from '../prepare/say.mjs';
import { readArguments } from './arguments.ts';
import { findCommand, isNoWorld } from './commands.ts';
import { play } from './play.ts';
import { usage } from './usage.ts';

const isMisuse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/** `npm run mock -- …`. Status 1: it was refused or a flow failed; the reason is on standard error. */
async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  // `clock advance -1d`: a minus and a digit is a length of time and no option.
  const options = readArguments(args.flatMap((word) => (/^-\d/.test(word) ? ['--', word] : [word])));
  const name = options.words[0] ?? '';
  if (name === 'run') return play(options);
  const command = findCommand(name);
  if (command === undefined) throw new Obstacle(`There is no command ${name}.\n\n${usage}`);
  await command(options, (value, text) => {
    process.stdout.write(`${options.json ? JSON.stringify(value) : text}\n`);
  });
  return 0;
}

runMain(async () => {
  try {
    return await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof ControlRefused) {
      if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(error.problem)}\n`);
      say(error.message);
      if (error.problem.reason !== undefined) say(error.problem.reason.ja);
      return 1;
    }
    if (isNoWorld(error)) throw new Obstacle(`${error.message}. Start it with npm start or npm run server.`);
    if (isMisuse(error)) throw new Obstacle(`${String(error instanceof Error ? error.message : error)}\n\n${usage}`);
    throw error;
  }
});
