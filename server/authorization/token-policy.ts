import type { AccessToken, Client, ClientCredentials, KoaContextWithOIDC, RefreshToken } from 'oidc-provider';
import { findTpp } from '../bank/tpps.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { standingLink } from '../links/standing.ts';
import type { Database } from '../storage/database.ts';
import { resourceOf } from './resources.ts';

type Token = AccessToken | ClientCredentials | RefreshToken;

export type TokenPolicyDeps = { readonly config: ServerConfig; readonly database: Database; readonly clock: Clock };

/** Only the TPP a token was given to may give it back (RFC 7009 §2.1). */
export const mayRevoke = (_context: KoaContextWithOIDC, client: Client, token: Token): boolean =>
  token.clientId === client.clientId;

/**
 * Who may look at a token (RFC 7662 §4): the TPP it was given to, and a registered resource server at access tokens for it. Where
 * the link has ended, or the TPP is suspended, the token is not active, whatever its own dates say.
 */
export const mayIntrospect =
  ({ config, database, clock }: TokenPolicyDeps) =>
  async (_context: KoaContextWithOIDC, client: Client, token: Token): Promise<boolean> => {
    const { clientId } = token;
    if (clientId === undefined) return false;
    const isServer = config.resourceServers?.some((server) => server.clientId === client.clientId) === true;
    const isReadable = token.kind === 'AccessToken' && 'aud' in token && token.aud === resourceOf(config.issuer);
    if (clientId !== client.clientId && !(isServer && isReadable)) return false;
    const tpp = await findTpp(database, clientId);
    if (tpp === undefined || tpp.suspended) return false;
    if (token.kind === 'ClientCredentials') return true;
    const grantId = 'grantId' in token ? token.grantId : undefined;
    return grantId !== undefined && (await standingLink(database, grantId, clientId, clock.now())) !== undefined;
  };
