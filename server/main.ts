import { parseArgs } from 'node:util';
import { auditCommand } from './commands/audit.ts';
import { bankCommand } from './commands/bank.ts';
import { keysCommand } from './commands/keys.ts';
import { serveBank } from './commands/serve.ts';
import { unlockCommand } from './commands/unlock.ts';
import { Misused, usage } from './commands/usage.ts';

type Run = (args: readonly string[]) => Promise<number>;

/** Loaded only when it is asked for: a bank's installation has no such folder. */
async function serveMock(folders: { personas?: string | undefined; tpps?: string | undefined }): Promise<number> {
  const mock = await import('./mock/serve.ts');
  await mock.serveMock(process.env, folders);
  return 0;
}

const serve: Run = (args) => {
  const options = { config: { type: 'string' }, personas: { type: 'string' }, tpps: { type: 'string' } } as const;
  const { config, ...folders } = parseArgs({ args: [...args], options }).values;
  if (config === undefined) return serveMock(folders);
  const [own] = Object.keys(folders);
  if (own !== undefined) throw new Misused(`--${own} is for the mock world, which has no --config`);
  return serveBank(config, process.env);
};

const personas: Run = async (args) => (await import('./mock/files-command.ts')).personasCommand(args);
const tpps: Run = async (args) => (await import('./mock/files-command.ts')).tppsCommand(args);

const help: Run = () => {
  process.stdout.write(usage);
  return Promise.resolve(0);
};

const commands: Readonly<Record<string, Run>> = {
  serve,
  audit: auditCommand,
  bank: bankCommand,
  keys: keysCommand,
  personas,
  tpps,
  unlock: unlockCommand,
  help,
};

function run(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (args.includes('--help') || args.includes('-h')) return help([]);
  // Options alone are for the server.
  if (first === undefined || first.startsWith('-')) return serve(args);
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (command === undefined) throw new Misused(`there is no command ${first}`);
  return command(args.slice(1));
}

const isMisuse = (error: unknown): boolean =>
  error instanceof Misused ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`renkei server: ${error instanceof Error ? error.message : String(error)}\n`);
  if (isMisuse(error)) process.stderr.write('`npm run server -- --help` says how it is used.\n');
  process.exitCode = 1;
}
// The channel to a launcher would keep this process alive.
if (process.connected) process.disconnect();
