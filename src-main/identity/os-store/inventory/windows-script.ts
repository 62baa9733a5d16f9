/**
 * Lists CurrentUser\My: each certificate's bytes as decimal numbers, and whether a key belongs to it (a property of the entry; the
 * key itself is not opened, so no smart card is asked for). Nothing is put into this text. It uses no .NET method, so that it
 * runs in PowerShell's constrained language mode, too, which companies impose by AppLocker; and its output is plain ASCII, so that
 * the console's code page does not matter.
 */
const script = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$list = @(Get-ChildItem -Path 'Cert:\\CurrentUser\\My' | ForEach-Object {
  @{ der = ($_.RawData -join ','); key = $_.HasPrivateKey }
})
ConvertTo-Json -InputObject $list -Compress
`;

/** For `-EncodedCommand`: Base64 of UTF-16LE. */
export const encodedScript = Buffer.from(script, 'utf16le').toString('base64');
