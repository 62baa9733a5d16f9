import { CRLDistributionPoints, InfoAccess, type Certificate, type GeneralName } from 'pkijs';

const distributionPoints = '2.5.29.31';
const authorityInformation = '1.3.6.1.5.5.7.1.1';
const ocsp = '1.3.6.1.5.5.7.48.1';
/** uniformResourceIdentifier in a GeneralName (RFC 5280 §4.2.1.6). */
const uri = 6;

/** More than any CA publishes; what is beyond is not looked at. */
const most = 4;

const extension = (certificate: Certificate, id: string): unknown =>
  certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;

const addressOf = ({ type, value }: GeneralName): string[] =>
  type === uri && typeof value === 'string' ? [value] : [];

/** Where the certificate says its CA's complete revocation list is; lists of only some reasons or of others are left out. */
export function listAddresses(certificate: Certificate): string[] {
  const points = extension(certificate, distributionPoints);
  if (!(points instanceof CRLDistributionPoints)) return [];
  return points.distributionPoints
    .filter(({ reasons, cRLIssuer }) => reasons === undefined && cRLIssuer === undefined)
    .flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? distributionPoint.flatMap(addressOf) : []))
    .slice(0, most);
}

/** Where the certificate says its OCSP responder is. */
export function responderAddresses(certificate: Certificate): string[] {
  const access = extension(certificate, authorityInformation);
  if (!(access instanceof InfoAccess)) return [];
  return access.accessDescriptions
    .filter(({ accessMethod }) => accessMethod === ocsp)
    .flatMap(({ accessLocation }) => addressOf(accessLocation))
    .slice(0, most);
}

/**
 * An address out of a certificate, if it leads to a host the bank has named. The certificate is anybody's until its chain is
 * checked, and even a CA does not decide whom the server calls.
 */
export function allowedAddress(text: string, hosts: readonly string[]): string | undefined {
  if (text.length > 500 || !URL.canParse(text)) return undefined;
  const { protocol, host, username, password, href } = new URL(text);
  const plain = (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
  return plain && hosts.includes(host) ? href : undefined;
}

export const allowedAddresses = (texts: readonly string[], hosts: readonly string[]): string[] =>
  texts.flatMap((text) => allowedAddress(text, hosts) ?? []);
