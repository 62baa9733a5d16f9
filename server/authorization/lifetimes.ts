import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../clock.ts';
import { grantedDetailSchema } from './details.ts';
import { secondsUntilEnd } from './grants.ts';
import { accessTokenSeconds } from './resources.ts';

/** FAPI 2.0 Security Profile 5.3.2.1-11. */
const codeSeconds = 60;

/** How long things live, in seconds. Nothing that is issued under a link outlives its last day (30, 90, 180 or 365 days). */
export function lifetimes(clock: Clock): NonNullable<Configuration['ttl']> {
  const untilEnd = (context: KoaContextWithOIDC): number => {
    const detail = grantedDetailSchema.safeParse(context.oidc.entities.Grant?.rar?.[0]);
    return detail.success ? secondsUntilEnd(clock, detail.data.until) : 1;
  };
  return {
    AccessToken: (context) => Math.min(accessTokenSeconds, untilEnd(context)),
    AuthorizationCode: (context) => Math.min(codeSeconds, untilEnd(context)),
    ClientCredentials: (_context, token) => token.resourceServer?.accessTokenTTL ?? 60,
    IdToken: 300,
    // Longer than a flow with all its extensions: the flow's own end rules, and says so properly.
    Interaction: 3600,
    Session: 3600,
    Grant: 86_400,
    RefreshToken: untilEnd,
  };
}
