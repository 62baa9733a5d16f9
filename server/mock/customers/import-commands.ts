/** How a `.p12` file comes into a store elsewhere, one line to paste for each system. */
export type ImportCommands = {
  /** PowerShell: the store of the current user, as Windows' own dialog does it. */
  readonly windows: string;
  /** Terminal: the login keychain. */
  readonly macos: string;
  /** Shell: the NSS database that Chromium-based programs use (`libnss3-tools`). */
  readonly linux: string;
};

const powershell = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const shell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Passwords of test certificates are no secrets: they stand in the persona files. */
export function importCommands(file: string, password: string): ImportCommands {
  const secret = `(ConvertTo-SecureString -String ${powershell(password)} -AsPlainText -Force)`;
  return {
    windows: `Import-PfxCertificate -FilePath ${powershell(file)} -CertStoreLocation Cert:\\CurrentUser\\My -Password ${secret}`,
    macos: `security import ${shell(file)} -f pkcs12 -P ${shell(password)} -k ~/Library/Keychains/login.keychain-db`,
    linux: `pk12util -d sql:$HOME/.pki/nssdb -i ${shell(file)} -W ${shell(password)}`,
  };
}
