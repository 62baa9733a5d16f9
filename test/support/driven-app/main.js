// What Playwright is given to start instead of the project's folder: the same app, held back until Playwright is there.
//
// Playwright starts Electron and attaches to it at the same time. A window that is made, or goes to its page, between its commands
// swallows the answer to one of them, and `_electron.launch` then waits for it to the end of its time, with the window on the
// screen (microsoft/playwright#29386). Its own loader, which would hold the app back, is not used with an executable of one's own.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { app } = require('electron');

const root = resolve(__dirname, '..', '..', '..');
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

const ready = app.whenReady();
const driven = new Promise((go) => {
  // Playwright calls it when it has attached, whether there is one or not.
  globalThis.__playwright_run = () => go();
});
app.whenReady = () => driven.then(() => ready);

app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(root);
require(resolve(root, manifest.main));
