import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { inspectedFetch } from '../inspector/inspected-fetch.ts';
import type { Inspector } from '../inspector/inspector.ts';
import type { TestPki } from '../pki.ts';
import type { Leaf } from '../pki/leaf.ts';
import type { Origins } from '../world-config.ts';
import { certificateThumbprint, ensureTppCertificate } from './certificate.ts';
import { noteExchange } from './journal.ts';
import { ensureTppKey, type TppKey } from './keys.ts';
import { oauthClient } from './oauth-client.ts';
import { readTpps, type RegisteredTpp } from './registered.ts';
import { buildSimulator } from './simulator.ts';
import { trustedFetch, type TrustedFetch } from './trusted-fetch.ts';

/** A pretend TPP with what it proves itself by. */
export type TppParty = { readonly tpp: RegisteredTpp; readonly key: TppKey; readonly certificate: Leaf };

/** Reads the pretend TPPs and their keys and certificates; makes what is missing. `dir`: where these are kept. */
export async function readParties(dir: string, pki: TestPki): Promise<readonly TppParty[]> {
  return Promise.all(
    (await readTpps()).map(async (tpp) => ({
      tpp,
      key: await ensureTppKey(dir, tpp.clientId),
      certificate: await ensureTppCertificate(join(dir, 'certificates'), pki, tpp),
    })),
  );
}

export type OpenSimulatorOptions = {
  readonly parties: readonly TppParty[];
  readonly origins: Origins;
  readonly pki: TestPki;
  readonly clock: Clock;
  readonly inspector: Inspector;
  readonly log: Logger;
};

export type OpenSimulator = { readonly handle: RequestListener; close(): Promise<void> };

/** The pretend TPPs, ready to be served. Each has connections of its own, and one shows its certificate on them if it works so. */
export function openSimulator({ parties, origins, pki, clock, inspector, log }: OpenSimulatorOptions): OpenSimulator {
  // The simulator sends its browser here and not to the issuer's own endpoint, whose test certificate would raise a warning.
  const browserPage = `${origins.pages}/authorize`;
  const { issuer, mtlsOrigin, tpp: simulator } = origins;
  const ca = pki.serverCa.pem;
  const opened: TrustedFetch[] = [];
  const open = (tpp: RegisteredTpp, certificate: Leaf | null): TrustedFetch => {
    const shown = certificate === null ? {} : { cert: certificate.certPem, key: certificate.keyPem };
    const trusted = trustedFetch(ca, { connect: { ca, ...shown } });
    opened.push(trusted);
    return inspectedFetch(trusted, inspector, tpp.clientId, noteExchange);
  };
  const tpps = parties.map(({ tpp, key, certificate }) => {
    const bare = open(tpp, null);
    const trusted = tpp.tokenBinding === 'mtls' ? open(tpp, certificate) : bare;
    const thumbprint = certificateThumbprint(certificate);
    const client = oauthClient({
      issuer,
      mtlsOrigin,
      browserPage,
      simulator,
      tpp,
      key,
      certificateThumbprint: thumbprint,
      trusted,
      clock,
    });
    return { tpp, client, bare, issuer, simulator };
  });
  return {
    handle: buildSimulator({ origin: simulator, authorizationPage: browserPage, tpps, clock, inspector, log }),
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}
