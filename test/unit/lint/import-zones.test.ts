import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

/** Only the rules that keep the zones apart: they need no types, so a planted file need not exist. */
const zoneRules = ['no-restricted-imports', 'no-restricted-syntax'];
const root = join(import.meta.dirname, '..', '..', '..');

let eslint: ESLint;

beforeAll(() => {
  eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => zoneRules.includes(ruleId),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  });
});

async function reported(file: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  const fatal = result?.messages.find((message) => message.fatal === true);
  if (!result || fatal) throw new Error(`${file} was not linted: ${fatal?.message ?? 'ignored'}`);
  return result.messages.map(({ ruleId }) => ruleId ?? 'none');
}

const from = (path: string): string => `import '${path}';`;

const planted: readonly (readonly [file: string, text: string])[] = [
  // The renderer sees the contract and nothing else.
  ['src-renderer/App.tsx', from('electron')],
  ['src-renderer/App.tsx', from('node:fs')],
  ['src-renderer/App.tsx', from('../src-main/shell/window.ts')],
  ['src-renderer/screens/login/login.tsx', from('../../../src-main/keypad/pad.ts')],
  ['src-renderer/screens/login/login.tsx', from('../../../server/consent/machine.ts')],
  ['src-renderer/App.tsx', from('../test/support/world.ts')],
  ['src-renderer/App.tsx', 'export const call = window.renkei.call;'],
  ['src-renderer/App.tsx', "export const call = globalThis['renkei'];"],
  ['src-renderer/stores/view-store.ts', 'const { renkei } = window; export const bridge = renkei;'],
  // Contracts are leaves.
  ['src-main/contract/calls.ts', from('../shell/ipc.ts')],
  ['src-main/contract/calls.ts', from('../policy/profile.ts')],
  ['src-main/contract/calls.ts', from('electron')],
  ['src-main/contract/calls.ts', from('../../server/bank/records.ts')],
  ['server/contract/command.ts', from('../bank/records.ts')],
  ['server/contract/command.ts', from('../../src-main/contract/calls.ts')],
  ['server/contract/command.ts', from('koa')],
  // A feature does not know who puts it together.
  ['src-main/consent/flow.ts', from('../shell/browser.ts')],
  ['src-main/consent/flow.ts', from('../compose.ts')],
  ['src-main/consent/flow.ts', from('../main.ts')],
  ['src-main/consent/flow.ts', from('electron')],
  ['src-main/consent/deep/er.ts', from('../../shell/browser.ts')],
  ['src-main/consent/flow.ts', from('../../server/consent/machine.ts')],
  ['src-main/keypad/pad.ts', from('../../src-renderer/keypad/keypad.tsx')],
  ['src-main/identity/os-store/os-store-login.ts', from('../../shell/window.ts')],
  ['src-main/main.ts', from('../test/support/tour.ts')],
  ['src-main/main.ts', from('../src-renderer/App.tsx')],
  ['src-main/shell/window.ts', from('../../scripts/world/world.ts')],
  // The preload script is a bridge and nothing else.
  ['src-main/preload/preload.ts', from('node:fs')],
  ['src-main/preload/preload.ts', from('../shell/ipc.ts')],
  ['src-main/preload/preload.ts', from('zod')],
  // The server knows no client, and a bank's server no mock world.
  ['server/consent/machine.ts', from('../../src-main/contract/views.ts')],
  ['server/consent/machine.ts', from('../mock/persona.ts')],
  ['server/app.ts', from('./mock/world.ts')],
  ['server/app.ts', from('electron')],
  ['server/mock/world.ts', from('../../src-main/policy/profile.ts')],
  ['server/mock/world.ts', from('../../test/support/world.ts')],
  ['server/consent/machine.ts', 'export const t = Date.now();'],
  ['server/consent/machine.ts', 'export const t = new Date();'],
  ['server/mock/world.ts', 'export const t = Date();'],
  ['server/mock/world.ts', 'export const now = Date.now;'],
  ['server/consent/machine.ts', "export const t = Date['now']();"],
  ['server/consent/machine.ts', 'export const t = new globalThis.Date();'],
  ['server/consent/machine.ts', 'const Day = Date; export const t = new Day();'],
  ['server/consent/machine.ts', 'export const t = performance.timeOrigin;'],
  ['server/consent/machine.ts', 'export const t = Temporal.Now.instant();'],
  ['server/links/term.ts', 'export const t = new Intl.DateTimeFormat().format();'],
  // One importing file each.
  ['src-main/identity/token/token.ts', from('pkcs11js')],
  ['src-main/shell/window.ts', from('keytar')],
  ['src-main/vault/vault.ts', "export const load = () => import('keytar');"],
  ['src-main/identity/token/token.ts', "export const p = require('pkcs11js');"],
  ['server/bank/seed.ts', from('keytar')],
  ['src-main/shell/window.ts', "import { ipcMain } from 'electron'; export const y = ipcMain;"],
  ['src-main/main.ts', "import { shell } from 'electron'; export const y = shell;"],
  ['src-main/main.ts', "import * as electron from 'electron'; export const y = electron;"],
  ['src-main/shell/browser.ts', "import { ipcMain } from 'electron'; export const y = ipcMain;"],
  ['src-main/shell/ipc.ts', "import { shell } from 'electron'; export const y = shell.openExternal;"],
  // Named exports.
  ['src-main/consent/flow.ts', 'export default 1;'],
  ['test/support/world.ts', 'const a = 1; export { a as default };'],
];

const good: readonly (readonly [file: string, text: string])[] = [
  ['src-renderer/App.tsx', from('../src-main/contract/views.ts')],
  ['src-renderer/App.tsx', from('../server/contract/snapshot.ts')],
  ['src-renderer/screens/login/login.tsx', from('../../components/button.tsx')],
  ['src-renderer/App.tsx', from('react')],
  ['src-renderer/bridge/window-bridge.ts', 'export const bridge = window.renkei;'],
  ['src-main/contract/calls.ts', from('../../server/contract/command.ts')],
  ['src-main/contract/calls.ts', from('./views.ts')],
  ['src-main/contract/calls.ts', from('zod')],
  ['server/contract/command.ts', from('./catalogue.ts')],
  ['src-main/consent/flow.ts', from('../contract/views.ts')],
  ['src-main/consent/flow.ts', from('../../server/contract/reply.ts')],
  ['src-main/consent/flow.ts', from('../policy/profile.ts')],
  ['src-main/identity/os-store/os-store-login.ts', from('electron')],
  ['src-main/shell/ipc.ts', "import { ipcMain } from 'electron'; export const y = ipcMain;"],
  ['src-main/shell/browser.ts', "import { shell } from 'electron'; export const y = shell.openExternal;"],
  ['src-main/identity/token/module-process.ts', from('pkcs11js')],
  ['src-main/vault/keyring.ts', from('keytar')],
  ['src-main/compose.ts', from('./shell/browser.ts')],
  ['src-main/preload/preload.ts', from('../contract/call-names.ts')],
  ['server/app.ts', from('./consent/machine.ts')],
  ['server/mock/world.ts', from('../app.ts')],
  ['server/main.ts', from('./mock/world.ts')],
  ['server/clock.ts', 'export const now = () => new Date();'],
  ['server/consent/machine.ts', 'export const at = (text: string) => new Date(text);'],
  ['server/links/term.ts', 'export const t = (at: Date) => new Intl.DateTimeFormat().format(at);'],
  ['server/operations/observe.ts', 'export const begun = performance.now();'],
  ['vitest.config.ts', 'export default {};'],
];

describe('import zones', () => {
  it.each(planted)('%s must not: %s', async (file, text) => {
    expect(await reported(file, text)).not.toEqual([]);
  });

  it.each(good)('%s may: %s', async (file, text) => {
    expect(await reported(file, text)).toEqual([]);
  });
});
