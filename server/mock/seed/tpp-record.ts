import type { TppRecord } from '../../bank/records.ts';
import { callbackPath, registeredProof, type RegisteredTpp } from '../tpp/registered.ts';
import { pretendLogo } from './pretend-logo.ts';
import type { TppKey } from '../tpp/keys.ts';

/** What the bank has on file for a pretend TPP in this run (its simulator may have moved to another port). */
export function tppRecord(tpp: RegisteredTpp, key: TppKey, simulator: string): TppRecord {
  return {
    clientId: tpp.clientId,
    name: tpp.name,
    company: tpp.company,
    registration: tpp.registration,
    logo: pretendLogo(tpp.accent),
    redirectUris: [`${simulator}${callbackPath(tpp)}`],
    services: tpp.services,
    fixedServices: tpp.fixedServices,
    linkDays: tpp.linkDays,
    suspended: tpp.suspended,
    jwks: { keys: [key.publicJwk] },
    ...registeredProof(tpp),
  };
}
