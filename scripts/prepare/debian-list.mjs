/**
 * The Debian packages a fresh machine needs, each with its reason. Names are those of Debian 12; `alternatives` are the
 * names later releases use.
 * @type {readonly { name: string, why: string, alternatives?: readonly string[] }[]}
 */
export const debianPackages = [
  { name: 'xvfb', why: 'a display for the tour and the end-to-end tests' },
  { name: 'xauth', why: 'asked for by programs that start displays' },
  { name: 'libgtk-3-0', why: 'Electron: window tool-kit', alternatives: ['libgtk-3-0t64'] },
  { name: 'libnss3', why: 'Electron: TLS and the certificate store' },
  { name: 'libnss3-tools', why: 'tests: certutil, modutil and pk12util' },
  { name: 'libasound2', why: 'Electron is linked to it', alternatives: ['libasound2t64'] },
  { name: 'libgbm1', why: 'Electron: graphics buffers' },
  { name: 'libxss1', why: 'Electron is linked to it' },
  { name: 'fonts-noto-cjk', why: 'Japanese glyphs outside the bundled font' },
  { name: 'dbus-x11', why: 'a session bus for the keyring where there is no desktop' },
  { name: 'gnome-keyring', why: 'tests: a Secret Service for keytar' },
  { name: 'libsecret-1-dev', why: 'builds keytar' },
  { name: 'build-essential', why: 'builds keytar and pkcs11js; tests: modules with faults' },
  { name: 'python3', why: 'node-gyp, which builds the native modules' },
  { name: 'pkg-config', why: 'finds libsecret when keytar is built', alternatives: ['pkgconf'] },
  { name: 'postgresql', why: 'tests: the database for more than one server node; the tests start one of their own' },
  { name: 'softhsm2', why: 'tests: hardware tokens made of files' },
  { name: 'opensc', why: 'tests: pkcs11-tool puts certificates on them' },
  { name: 'poppler-utils', why: 'tests: reads the text and fonts of a PDF the app has made' },
  { name: 'chromium', why: "tests: the tester's ordinary browser" },
];
