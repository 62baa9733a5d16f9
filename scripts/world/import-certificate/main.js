// Puts one .p12 file into the NSS store below $HOME by the same code the app's browser part uses to read it.
const { app } = require('electron');

const { RENKEI_CERTIFICATE: certificate, RENKEI_CERTIFICATE_PASSWORD: password } = process.env;

app.whenReady().then(() => {
  if (certificate === undefined || password === undefined) return app.exit(2);
  app.importCertificate({ certificate, password }, (result) => {
    if (result !== 0) process.stderr.write(`importCertificate answered ${String(result)}\n`);
    app.exit(result === 0 ? 0 : 1);
  });
});
