import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { inspectedFetch } from '../inspector/inspected-fetch.ts';
import type { Inspector } from '../inspector/inspector.ts';
import type { TestPki } from '../pki.ts';
import type { Leaf } from '../pki/leaf.ts';
import type { Origins } from '../world-config.ts';
import { certificateThumbprint } from './certificate.ts';
import type { FaultParts } from './commit-fault.ts';
import { noteExchange } from './journal.ts';
import { oauthClient } from './oauth-client.ts';
import type { TppParty } from './providers.ts';
import type { RegisteredTpp } from './registered.ts';
import { buildSimulator } from './simulator.ts';
import { trustedFetch, type TrustedFetch } from './trusted-fetch.ts';

export type OpenSimulatorOptions = {
  readonly origins: Origins;
  readonly pki: TestPki;
  readonly clock: Clock;
  readonly inspector: Inspector;
  readonly log: Logger;
};

export type OpenSimulator = {
  readonly handle: RequestListener;
  /** These have a web site from now on. Parties that stay keep sessions, tokens and connections. */
  show(parties: readonly TppParty[]): void;
  close(): Promise<void>;
};

/** The pretend TPPs, ready to be served. Each has connections of its own, and one shows its certificate on them if it works so. */
export function openSimulator({ origins, pki, clock, inspector, log }: OpenSimulatorOptions): OpenSimulator {
  // The simulator sends its browser here and not to the issuer's own endpoint, whose test certificate would raise a warning.
  const browserPage = `${origins.pages}/authorize`;
  const { issuer, mtlsOrigin, tpp: simulator } = origins;
  const ca = pki.serverCa.pem;
  const opened: TrustedFetch[] = [];
  const open = (tpp: RegisteredTpp, certificate: Leaf | null): TrustedFetch => {
    const shown = certificate === null ? {} : { cert: certificate.certPem, key: certificate.keyPem };
    const trusted = trustedFetch(ca, { connect: { ca, ...shown } });
    // Open to the end, also of a TPP that is gone: an exchange under way ends by what the bank says, not by a cut.
    opened.push(trusted);
    return inspectedFetch(trusted, inspector, tpp.clientId, noteExchange);
  };
  const partsOf = ({ tpp, key, certificate }: TppParty): FaultParts => {
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
  };
  let shown = new Map<TppParty, FaultParts>();
  const sites = buildSimulator({ origin: simulator, authorizationPage: browserPage, clock, inspector, log });
  return {
    handle: sites.handle,
    show: (parties) => {
      shown = new Map(parties.map((party) => [party, shown.get(party) ?? partsOf(party)]));
      sites.show([...shown.values()]);
    },
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}
