import {
  climbsOnlyTo,
  mainContractOnly,
  noBridge,
  noClientTree,
  noComposition,
  noDefaultExport,
  noElectron,
  noMock,
  noNode,
  noRendererTree,
  noShell,
  noTestTree,
  noWallClock,
  onlyPackages,
  serverContractOnly,
  singles,
} from './bans.mjs';

/**
 * @typedef {import('./bans.mjs').Ban} Ban
 * @typedef {import('./bans.mjs').SyntaxBan} SyntaxBan
 * @typedef {{ name: string, files: string[], ignores?: string[], bans: readonly Ban[], syntax?: readonly SyntaxBan[] }} Zone
 */

const serverCoreIgnores = ['server/contract/**', 'server/mock/**', 'server/main.ts', 'server/clock.ts'];
const serverBans = [noTestTree, noElectron, noClientTree];
const rendererBans = [noTestTree, noElectron, noNode, mainContractOnly, serverContractOnly];
const featureBans = [noTestTree, noRendererTree, noShell, noComposition, serverContractOnly];
const features = 'src-main/{identity,keypad,consent,links,vault,diagnostics,policy,tester}/**/*.ts';
/** Adapters to what only Electron can reach. */
const electronAdapters = ['src-main/identity/os-store/**/*.ts', 'src-main/identity/token/**/*.ts'];

/**
 * Who may import whom. No file lies in two zones: of two configurations for one rule only the later one counts.
 * @type {readonly Zone[]}
 */
const zones = [
  {
    name: 'renderer',
    files: ['src-renderer/**/*.{ts,tsx}'],
    ignores: ['src-renderer/bridge/**'],
    bans: rendererBans,
    syntax: noBridge,
  },
  { name: 'renderer-bridge', files: ['src-renderer/bridge/**/*.{ts,tsx}'], bans: rendererBans },
  {
    name: 'main-contract',
    files: ['src-main/contract/**/*.ts'],
    bans: [
      onlyPackages('zod', 'The contract imports zod and nothing else.'),
      climbsOnlyTo('server/contract/', 'The contract imports its own files and the server contract only.'),
    ],
  },
  { name: 'main-features', files: [features], ignores: electronAdapters, bans: [...featureBans, noElectron] },
  { name: 'main-electron-adapters', files: electronAdapters, bans: featureBans },
  {
    name: 'main-shell',
    files: ['src-main/shell/**/*.ts', 'src-main/*.ts'],
    bans: [noTestTree, noRendererTree, serverContractOnly],
  },
  {
    name: 'preload',
    files: ['src-main/preload/**/*.ts'],
    bans: [
      onlyPackages('electron', 'A sandboxed preload script has electron and nothing else.'),
      climbsOnlyTo('contract/', 'The preload script imports of the contract only.'),
    ],
  },
  {
    name: 'server-core',
    files: ['server/**/*.ts'],
    ignores: serverCoreIgnores,
    bans: [...serverBans, noMock],
    syntax: noWallClock,
  },
  { name: 'server-clock', files: ['server/clock.ts'], bans: [...serverBans, noMock] },
  { name: 'server-mock', files: ['server/mock/**/*.ts', 'server/main.ts'], bans: serverBans, syntax: noWallClock },
  {
    name: 'server-contract',
    files: ['server/contract/**/*.ts'],
    bans: [
      onlyPackages('zod', 'The server contract imports zod and nothing else.'),
      { regex: '^\\.\\./', message: 'The server contract imports its own files only.' },
    ],
  },
];

/**
 * @param {Zone} zone
 * @param {readonly import('./bans.mjs').Single[]} forbidden
 * @returns {import('eslint').Linter.RulesRecord}
 */
const rulesOf = (zone, forbidden) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: forbidden.flatMap(({ paths }) => paths),
      patterns: [...zone.bans, ...forbidden.flatMap(({ bans }) => bans)],
    },
  ],
  'no-restricted-syntax': [
    'error',
    ...noDefaultExport,
    ...(zone.syntax ?? []),
    ...forbidden.flatMap(({ syntax }) => syntax),
  ],
});

/** The zone of each file that alone may use something. @type {Record<string, string>} */
const zoneOfSingle = {
  'src-main/identity/token/module-process.ts': 'main-electron-adapters',
  'src-main/vault/keyring.ts': 'main-features',
  'src-main/shell/ipc.ts': 'main-shell',
  'src-main/shell/browser.ts': 'main-shell',
};

/**
 * ESLint configurations: one per zone, and one for each file that alone may use something.
 * @type {import('eslint').Linter.Config[]}
 */
export const zoneConfigs = zones.flatMap((zone) => {
  const own = singles.filter(({ file }) => zoneOfSingle[file] === zone.name);
  return [
    {
      name: `zone/${zone.name}`,
      files: zone.files,
      ignores: [...(zone.ignores ?? []), ...own.map(({ file }) => file)],
      rules: rulesOf(zone, singles),
    },
    ...own.map(({ file }) => ({
      name: `zone/${zone.name}/${file}`,
      files: [file],
      rules: rulesOf(
        zone,
        singles.filter((single) => single.file !== file),
      ),
    })),
  ];
});
