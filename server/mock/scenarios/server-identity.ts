import type { TestPki } from '../pki.ts';
import { issueLeaf } from '../pki/leaf.ts';
import { daysAfter, distinguishedName } from '../pki/x509.ts';

export const serverFaults = ['wrong-authority', 'expired', 'not-yet-valid', 'wrong-name'] as const;
export type ServerFault = (typeof serverFaults)[number];

/** PEM: what a listener shows in TLS. */
export type ServerIdentity = { readonly cert: string; readonly key: string };

/** A server certificate with one thing wrong. TLS judges it by the machine's time, so it is dated by that. */
export async function faultyServer(pki: TestPki, fault: ServerFault): Promise<ServerIdentity> {
  const now = pki.clock.now();
  const issuer = fault === 'wrong-authority' ? pki.other : pki.serverCa;
  const host = fault === 'wrong-name' ? 'elsewhere.example' : 'localhost';
  const dates = {
    expired: [-60, -30],
    'not-yet-valid': [30, 60],
    'wrong-authority': [-1, 90],
    'wrong-name': [-1, 90],
  } as const;
  const [from, to] = dates[fault];
  const leaf = await issueLeaf({
    subject: distinguishedName([['CN', host]]),
    issuer,
    notBefore: daysAfter(now, from),
    notAfter: daysAfter(now, to),
    usage: 'server',
    hosts: [{ type: 'dns', value: host }],
  });
  return { cert: `${leaf.certPem}\n${issuer.pem}`, key: leaf.keyPem };
}
