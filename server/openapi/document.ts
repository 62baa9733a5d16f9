import { sessionCookie } from '../links/session/cookie.ts';
import { detailsSchemaPath, type JsonSchema } from './schemas.ts';
import { apiOperations } from './api-operations.ts';
import { appOperations } from './app-operations.ts';
import { componentSchemas } from './components.ts';
import { linksOperations } from './links-operations.ts';
import type { Operation } from './operation.ts';

export type DocumentOrigins = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  readonly mtlsOrigin: string;
};

type OperationObject = Omit<Operation, 'path' | 'method'>;
type PathItem = Readonly<Record<string, OperationObject>>;

export type OpenApiDocument = {
  readonly openapi: '3.1.1';
  readonly jsonSchemaDialect: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
};

const description = [
  'What the customer’s app and the providers’ servers call. How a provider gets its access tokens is in the metadata of the',
  'authorization server (`/.well-known/oauth-authorization-server`): FAPI 2.0 with pushed and rich authorization requests.',
  `The \`authorization_details\` have a schema of their own at \`${detailsSchemaPath}\`.`,
].join(' ');

function securitySchemes(issuer: string): Readonly<Record<string, JsonSchema>> {
  return {
    dpop: {
      type: 'http',
      scheme: 'DPoP',
      description: 'An access token bound to a key, and a proof in the header `DPoP` (RFC 9449).',
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token bound to the certificate (RFC 8705).' },
    mutualTls: { type: 'mutualTLS', description: 'A client certificate, at the origin that asks for one.' },
    interaction: { type: 'apiKey', in: 'cookie', name: '_interaction', description: `Set by ${issuer}/authorize.` },
    linksSession: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'Set by `POST /links/sessions`.' },
  };
}

function pathsOf(operations: readonly Operation[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const { path, method, ...operation } of operations) (paths[path] ??= {})[method] = operation;
  return paths;
}

/** The OpenAPI 3.1 document, made of the schemas that the server parses and answers with. */
export function openApiDocument({ issuer, certificateOrigin, mtlsOrigin }: DocumentOrigins): OpenApiDocument {
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Renkei', version: '1.0.0', description },
    servers: [
      { url: issuer, description: 'With DPoP-bound access tokens, and for the app.' },
      { url: mtlsOrigin, description: 'With certificate-bound access tokens.' },
    ],
    paths: pathsOf([...appOperations(certificateOrigin), ...linksOperations, ...apiOperations]),
    components: { schemas: componentSchemas(), securitySchemes: securitySchemes(issuer) },
  };
}
