import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { TppRecord } from '../bank/records.ts';
import { findTpp } from '../bank/tpps.ts';
import type { ResourceServer, ServerConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';
import { detailsType } from './details.ts';

type Keys = { readonly keys: readonly Readonly<Record<string, unknown>>[] };

/** An Ed25519 key signs under two names (`EdDSA`, and `Ed25519` of RFC 9864): which one the TPP uses is its own affair. */
const publicKey = ({ alg, ...key }: Readonly<Record<string, unknown>>) =>
  key['kty'] === 'OKP' || alg === undefined ? key : { ...key, alg };

const jwks = ({ keys }: Keys) => (keys.length === 0 ? {} : { jwks: { keys: keys.map(publicKey) } });

/** FAPI 2.0 Security Profile 5.3.2.2-8. Plain http is for a test bank's TPPs on the same machine, and for nobody else. */
function checkRedirectUri(uri: string, environment: ServerConfig['environment']): void {
  const { protocol, hostname } = new URL(uri);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(environment === 'test' && protocol === 'http:' && isLoopback))
    throw new Error(`a redirect URI must be https: ${uri}`);
}

/** A TPP as an OAuth client of FAPI 2.0: confidential, PAR, and tokens that are bound to it one way or the other. */
export function clientMetadata(tpp: TppRecord, environment: ServerConfig['environment']): AdapterPayload {
  const { authentication = { method: 'private_key_jwt' }, tokenBinding = 'dpop', signedMessages = false } = tpp;
  for (const uri of tpp.redirectUris) checkRedirectUri(uri, environment);
  return {
    client_id: tpp.clientId,
    client_name: tpp.name.ja,
    application_type: 'web',
    redirect_uris: [...tpp.redirectUris],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    response_modes: signedMessages ? ['jwt', 'query.jwt'] : ['query', 'jwt', 'query.jwt'],
    token_endpoint_auth_method: authentication.method,
    ...(authentication.method === 'tls_client_auth' ? { tls_client_auth_subject_dn: authentication.subject } : {}),
    ...jwks(tpp.jwks),
    dpop_bound_access_tokens: tokenBinding === 'dpop',
    tls_client_certificate_bound_access_tokens: tokenBinding === 'mtls',
    require_pushed_authorization_requests: true,
    require_signed_request_object: signedMessages,
    authorization_details_types: [detailsType],
  };
}

/** A resource server asks about tokens and gets none. */
const resourceServerMetadata = (server: ResourceServer): AdapterPayload => ({
  client_id: server.clientId,
  application_type: 'web',
  redirect_uris: [],
  grant_types: [],
  response_types: [],
  token_endpoint_auth_method: 'private_key_jwt',
  ...jwks(server.jwks),
});

/** Clients are the bank's TPPs. A suspended one does not exist here: it can ask for nothing and renew nothing. */
export function createClientAdapter(
  database: Database,
  { environment, resourceServers = [] }: Pick<ServerConfig, 'environment' | 'resourceServers'>,
): Adapter {
  const readOnly = () => Promise.reject(new Error('clients are registered with the bank'));
  const none = () => Promise.resolve(undefined);
  return {
    async find(id) {
      const server = resourceServers.find(({ clientId }) => clientId === id);
      if (server !== undefined) return resourceServerMetadata(server);
      const tpp = await findTpp(database, id);
      return tpp === undefined || tpp.suspended ? undefined : clientMetadata(tpp, environment);
    },
    findByUid: none,
    findByUserCode: none,
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}
