// What the official default_app.asar does for `electron <folder>`, in short: the development runtime comes without one.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { app } = require('electron');

const given = process.argv.slice(1);
const folder = given.find((argument) => !argument.startsWith('-'));

if (given.includes('--version') || given.includes('-v')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (folder === undefined) {
  process.stderr.write('usage: electron <folder of the app>\n');
  process.exit(2);
}

// Apps ask this to tell a development start from a packaged one.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

const path = resolve(folder);
const manifest = JSON.parse(readFileSync(resolve(path, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(path);
require(resolve(path, manifest.main));
