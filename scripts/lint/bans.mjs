/**
 * A ban is a regular expression over an import's text with the reason. Regular expressions and not globs: globs with negation
 * let bad imports through. Imports inside the project are relative and carry `.ts`, so the text says where it leads.
 * @typedef {{ readonly regex: string, readonly message: string }} Ban
 * @typedef {{ readonly selector: string, readonly message: string }} SyntaxBan
 */

/** @param {string} packages @param {string} message @returns {Ban} */
const packageBan = (packages, message) => ({ regex: `^(${packages})(/|$)`, message });

/** Every package but these; a relative path starts with a dot. @param {string} allowed @param {string} message @returns {Ban} */
export const onlyPackages = (allowed, message) => ({ regex: `^(?!\\.)(?!(${allowed})(/|$))`, message });

/**
 * A relative path that climbs out of its own folder and then goes down into something else than allowed.
 * @param {string} allowed @param {string} message @returns {Ban}
 */
export const climbsOnlyTo = (allowed, message) => ({ regex: `^(\\.\\./)+(?!${allowed})[^.]`, message });

/** @param {string} trees @param {string} message @returns {Ban} */
export const noTree = (trees, message) => ({ regex: `^(\\./)?(\\.\\./)*(${trees})/`, message });

export const noTestTree = noTree('test|scripts', 'The product knows nothing of tests and scripts.');
export const noClientTree = noTree('src-main|src-renderer', 'The server knows nothing of the client.');
export const noRendererTree = noTree('src-renderer', 'The main process knows nothing of the renderer.');
export const serverContractOnly = {
  regex: '^(\\./)?(\\.\\./)*server/(?!contract/)',
  message: 'Of the server only its contract.',
};
export const mainContractOnly = {
  regex: '^(\\.\\./)+src-main/(?!contract/)',
  message: 'Of the main process only its contract.',
};
export const noShell = { regex: '^(\\.\\./)+(shell|preload)/', message: 'A feature does not know the shell.' };
export const noComposition = {
  regex: '^(\\.\\./)+(main|compose)\\.ts$',
  message: 'A feature does not know who composes it.',
};
export const noMock = { regex: '(^|/)mock/', message: "The mock world is no part of a bank's server." };
export const noElectron = packageBan('electron', 'Electron belongs to the shell, the preload script and adapters.');
export const noNode = packageBan('node:[a-z_/0-9]+', 'There is no Node here.');

/**
 * What exactly one file may use: the import ban and the ways around it by `require`, `import()` and member access.
 * @typedef {{ readonly file: string, readonly bans: readonly Ban[], readonly paths: readonly { name: string, importNames: string[], message: string }[], readonly syntax: readonly SyntaxBan[] }} Single
 */

/** @param {string} name @param {string} file @returns {Single} */
const singleModule = (name, file) => ({
  file,
  bans: [packageBan(name, `Only ${file} imports ${name}.`)],
  paths: [],
  syntax: [
    { selector: `ImportExpression[source.value="${name}"]`, message: `Only ${file} imports ${name}.` },
    {
      selector: `CallExpression[callee.name="require"][arguments.0.value="${name}"]`,
      message: `Only ${file} loads ${name}.`,
    },
  ],
});

/** @param {string} name @param {string} member @param {string} file @returns {Single} */
const singleElectronName = (name, member, file) => ({
  file,
  bans: [],
  paths: [{ name: 'electron', importNames: [name], message: `Only ${file} uses ${name}.` }],
  syntax: [{ selector: `MemberExpression[property.name="${member}"]`, message: `Only ${file} uses ${member}.` }],
});

/** @type {readonly Single[]} */
export const singles = [
  singleModule('pkcs11js', 'src-main/identity/token/module-process.ts'),
  singleModule('keytar', 'src-main/vault/keyring.ts'),
  singleElectronName('ipcMain', 'ipcMain', 'src-main/shell/ipc.ts'),
  singleElectronName('shell', 'openExternal', 'src-main/shell/browser.ts'),
];

const askTheClock = 'Ask the Clock.';

/**
 * The ways to learn the machine's time: `Date` read, called, taken apart or passed on, and the calendars of other APIs. Measuring how
 * long something took (`performance.now`) is fine: no decision of the bank hangs on it. `timeOrigin` would make a date of it.
 * @type {readonly SyntaxBan[]}
 */
export const noWallClock = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: askTheClock },
  { selector: 'MemberExpression[object.name="Date"][computed=true]', message: askTheClock },
  { selector: 'MemberExpression[property.name="Date"][object.name=/^(globalThis|global)$/]', message: askTheClock },
  { selector: 'VariableDeclarator[init.name="Date"]', message: askTheClock },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: askTheClock },
  { selector: 'CallExpression[callee.name="Date"]', message: askTheClock },
  { selector: 'MemberExpression[property.name="timeOrigin"]', message: askTheClock },
  { selector: 'MemberExpression[object.object.name="Temporal"][object.property.name="Now"]', message: askTheClock },
  {
    selector: 'CallExpression[callee.property.name=/^(format|formatToParts)$/][arguments.length=0]',
    message: askTheClock,
  },
];

/** @type {readonly SyntaxBan[]} */
export const noBridge = [
  { selector: 'MemberExpression[property.name="renkei"]', message: 'Only src-renderer/bridge touches window.renkei.' },
  { selector: 'MemberExpression[property.value="renkei"]', message: 'Only src-renderer/bridge touches window.renkei.' },
  {
    selector: 'ObjectPattern > Property[key.name="renkei"]',
    message: 'Only src-renderer/bridge touches window.renkei.',
  },
];

/** @type {readonly SyntaxBan[]} */
export const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Named exports only.' },
];
