import type Provider from 'oidc-provider';
import type { Grants } from '../consent/flow-deps.ts';
import { endOfDay } from '../links/term.ts';
import type { Clock } from '../clock.ts';
import { grantedDetail } from './details.ts';

/** Models of everything that is issued under a grant. */
const issued = ['AccessToken', 'AuthorizationCode', 'RefreshToken'] as const;

/** Seconds until a last day is over; at least one, because the library takes no less. */
export const secondsUntilEnd = (clock: Clock, endsOn: string): number =>
  Math.max(1, Math.floor((endOfDay(endsOn).getTime() - clock.now().getTime()) / 1000));

export function createGrants(provider: Provider, clock: Clock): Grants {
  return {
    async create({ memberId, clientId, request, permissions, endsOn }) {
      const grant = new provider.Grant({ accountId: memberId, clientId });
      if (request.scope !== '') grant.addOIDCScope(request.scope);
      grant.addRar(grantedDetail(permissions, endsOn));
      // The library has no setter for one grant's life; `expiration` reads this property.
      Object.assign(grant, { expiresIn: secondsUntilEnd(clock, endsOn) });
      return grant.save();
    },
    async destroy(grantId) {
      await Promise.all(issued.map((model) => provider[model].revokeByGrantId(grantId)));
      const grant = await provider.Grant.find(grantId);
      await grant?.destroy();
    },
  };
}
