// Puts .p12 files into the NSS store below $HOME by the same code the app's browser part uses to read it.
const { app } = require('electron');

const { RENKEI_CERTIFICATES: list, RENKEI_CERTIFICATE_PASSWORD: password } = process.env;

const importOne = (certificate) =>
  new Promise((resolve) => {
    app.importCertificate({ certificate, password }, (result) => {
      if (result !== 0) process.stderr.write(`importCertificate answered ${String(result)} for ${certificate}\n`);
      resolve(result);
    });
  });

app.whenReady().then(async () => {
  if (list === undefined || password === undefined) return app.exit(2);
  for (const certificate of JSON.parse(list)) if ((await importOne(certificate)) !== 0) return app.exit(1);
  return app.exit(0);
});
