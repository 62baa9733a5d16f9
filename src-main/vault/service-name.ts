import type { Profile } from '../policy/profile.ts';

/**
 * The name under which one bank's secrets lie, e.g. `Renkei production auth.bank.example`. The environment stands in it: what a
 * test wrote is never taken for the real thing.
 */
export const serviceName = ({ environment, issuer }: Pick<Profile, 'environment' | 'issuer'>): string =>
  `Renkei ${environment} ${new URL(issuer).host}`;
