import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { TppRecord } from '../bank/records.ts';
import { findTpp } from '../bank/tpps.ts';
import type { Database } from '../storage/database.ts';
import { detailsType } from './details.ts';

/** A TPP as an OAuth client: FAPI 2.0, private_key_jwt, DPoP. */
export function clientMetadata(tpp: TppRecord): AdapterPayload {
  return {
    client_id: tpp.clientId,
    client_name: tpp.name.ja,
    application_type: 'web',
    redirect_uris: [...tpp.redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: tpp.jwks.keys.map((key) => ({ ...key })) },
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
    authorization_details_types: [detailsType],
  };
}

/** Clients are the bank's TPPs. A suspended one does not exist here: it can ask for nothing and renew nothing. */
export function createClientAdapter(database: Database): Adapter {
  const readOnly = () => Promise.reject(new Error('clients are registered with the bank'));
  const none = () => Promise.resolve(undefined);
  return {
    async find(id) {
      const tpp = await findTpp(database, id);
      return tpp === undefined || tpp.suspended ? undefined : clientMetadata(tpp);
    },
    findByUid: none,
    findByUserCode: none,
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}
