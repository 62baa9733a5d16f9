import Router from '@koa/router';
import { signatureAlgorithms } from '../../authorization/algorithms.ts';
import { detailsType } from '../../authorization/details.ts';
import { resourceOf } from '../../authorization/resources.ts';
import { serviceRecord } from '../catalogue.ts';
import { accountTypes, serviceIds } from '../../contract/catalogue.ts';

const path = '/.well-known/oauth-protected-resource/resources/v1';

export const resourceMetadataUrl = (issuer: string): string => `${issuer}${path}`;

/** What a client that only knows the resource API needs to get a token for it (RFC 9728). */
export function resourceMetadata(issuer: string, bankName: string): Router {
  const router = new Router();
  router.get(path, (context) => {
    context.body = {
      resource: resourceOf(issuer),
      authorization_servers: [issuer],
      bearer_methods_supported: ['header'],
      resource_name: bankName,
      resource_documentation: `${issuer}/openapi.json`,
      authorization_details_types_supported: [detailsType],
      dpop_signing_alg_values_supported: signatureAlgorithms,
      tls_client_certificate_bound_access_tokens: true,
      account_types_supported: accountTypes,
      services_supported: serviceIds.map(serviceRecord).map(({ id, kind, label }) => ({ id, kind, label })),
    };
  });
  return router;
}
