import Router from '@koa/router';
import { resourceMetadata } from '../bank/api/resource-metadata.ts';
import type { ServerConfig } from '../config.ts';
import { openApiDocument } from './document.ts';
import { detailsSchema, detailsSchemaPath } from './schemas.ts';

/** What is published about the APIs. All of it is the same for everybody. */
export function documentRoutes({ issuer, certificateOrigin, mtlsOrigin, bank }: ServerConfig): Router {
  const router = new Router();
  const document = openApiDocument({ issuer, certificateOrigin, mtlsOrigin });
  const details = detailsSchema(issuer);
  router.get('/openapi.json', (context) => {
    context.body = document;
  });
  router.get(detailsSchemaPath, (context) => {
    context.type = 'application/schema+json';
    context.body = details;
  });
  router.use(resourceMetadata(issuer, bank.name.en).routes());
  return router;
}
