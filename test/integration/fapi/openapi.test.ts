import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemCodes } from '../../../server/contract/problem.ts';
import { serviceIds } from '../../../server/contract/catalogue.ts';
import type { Exchange } from '../../../server/mock/record.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { contractCheck } from '../../support/fapi/contract-check.ts';
import { obtainTokens } from '../../support/fapi/grant.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import type { OpenApiDocument } from '../../../server/openapi/document.ts';
import { LinksClient } from '../../support/links-client.ts';
import { databases } from '../../support/postgres.ts';

const reference = z.strictObject({ $ref: z.string() });
const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/), z.strictObject({ schema }));
const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  description: z.string().min(1),
  required: z.boolean(),
  schema,
});
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.strictObject({ description: z.string(), required: z.boolean(), schema })).optional(),
  content: content.optional(),
});
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  parameters: z.array(z.union([parameter, reference])).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), response),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  servers: z.array(z.strictObject({ url: z.url() })).optional(),
});
/** OpenAPI 3.1 §4.8, as far as this document goes. Strict: a word that the specification does not have is a mistake. */
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  jsonSchemaDialect: z.literal('https://json-schema.org/draft/2020-12/schema'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url(), description: z.string() })).min(1),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation)),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z]+$/), schema),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['http', 'mutualTLS', 'apiKey', 'oauth2']) })),
  }),
});

const [sqlite] = databases;

describe('the OpenAPI document', () => {
  let bench: Bench;
  let document: OpenApiDocument;
  beforeAll(async () => {
    if (sqlite === undefined) throw new Error('no database');
    bench = await openBench(sqlite);
    document = (await bench.plain.get(`${bench.world.issuer}/openapi.json`)).body as OpenApiDocument;
  });
  afterAll(() => bench.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, found]) => ({ path, method, ...found })),
    );

  it('is built as the specification says', () => {
    expect(documentSchema.safeParse(document).error).toBeUndefined();
  });

  it('names each operation once, and declares the parameters of its path', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, parameters = [] } of operations()) {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
      const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect([path, declared.sort()]).toEqual([path, inPath.sort()]);
    }
  });

  it('uses security schemes that are there, and protects everything a TPP calls', () => {
    const known = Object.keys(document.components.securitySchemes);
    for (const { path, security } of operations()) {
      for (const name of (security ?? []).flatMap((each) => Object.keys(each))) expect(known).toContain(name);
      if (/^\/(resources|grants)\//.test(path))
        expect([path, security]).toEqual([path, [{ dpop: [] }, { mutualTls: [], bearer: [] }]]);
      // Everything about links needs the session but the opening of one.
      if (/^\/links(?:\/|$)/.test(path) && path !== '/links/sessions')
        expect([path, security]).toEqual([path, [{ linksSession: [] }]]);
    }
  });

  it('has no reference that leads nowhere, and every schema is one (JSON Schema 2020-12)', () => {
    const ajv = new Ajv2020({ strict: false });
    formats(ajv);
    ajv.addSchema({ $id: 'document', ...document });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(20);
    for (const found of new Set(references)) {
      expect(found).toMatch(/^#\/components\/schemas\//);
      expect(() => ajv.compile({ $ref: `document${found}` })).not.toThrow();
    }
    for (const [name, each] of Object.entries(document.components.schemas)) {
      expect([name, ajv.validateSchema(each)]).toEqual([name, true]);
      expect(
        references.filter((found) => found.endsWith(`/${name}`)).length + (name.endsWith('Access') ? 1 : 0),
      ).toBeGreaterThan(0);
    }
  });

  it('describes every 業務, every command and every problem code of the server', () => {
    const text = JSON.stringify(document);
    for (const service of serviceIds)
      expect(Object.keys(document.paths).some((path) => path.includes(`/{id}/${service}`))).toBe(true);
    for (const code of problemCodes) expect(text).toContain(`"${code}"`);
    for (const command of ['submit-password', 'choose-services', 'permit', 'cancel'])
      expect(text).toContain(`"${command}"`);
  });

  it('names the origins of this server', () => {
    expect(document.servers.map(({ url }) => url)).toEqual([bench.world.issuer, bench.world.mtlsOrigin]);
    expect(document.paths['/certificate']?.['post']?.servers).toEqual([{ url: bench.world.certificateOrigin }]);
  });

  it('is held against a whole grant: the check has something to look at', async () => {
    const tpp = await TestTpp.register(bench.world);
    const tokens = await obtainTokens(tpp);
    await tpp.call('GET', '/resources/v1/accounts', tokens.access_token);
    await tpp.close();
    const links = await LinksClient.loggedIn(bench.world, 'kanri-hanako');
    const [link] = (await links.list()).links;
    await links.receipt(link?.id ?? '');
    await links.revoke(link?.id ?? '');
    expect((await links.get('/links/nothing')).status).toBe(404);
    await links.send({ kind: 'close' });
    expect((await links.get('/links')).status).toBe(410);
    await links.close();
    expect(bench.recorded.flatMap(bench.contract.complaints)).toEqual([]);
    expect([...bench.contract.seen.keys()]).toEqual(
      expect.arrayContaining([
        ...['readInteraction 200', 'sendCommand 200', 'presentCertificate 200', 'listAccounts 200'],
        ...['openLinksSession 201', 'sendLinksCommand 200', 'sendLinksCommand 204', 'listLinks 200', 'listLinks 410'],
        ...['readReceipt 200', 'revokeLink 200', 'readLink 404'],
      ]),
    );
  });

  describe('an answer that is not as the document says is found', () => {
    const honest = (): Exchange => {
      const found = bench.recorded.find(({ url }) => url.endsWith('/resources/v1/accounts'));
      if (found === undefined) throw new Error('nothing recorded');
      return found;
    };
    const changed = (body: (parsed: { accounts: Record<string, unknown>[] }) => unknown): Exchange => ({
      ...honest(),
      responseBody: JSON.stringify(body(JSON.parse(honest().responseBody) as { accounts: Record<string, unknown>[] })),
    });

    it.each([
      ['another member', () => changed((body) => ({ ...body, more: 1 }))],
      ['a member less', () => changed(() => ({}))],
      [
        'an account number',
        () => changed(({ accounts }) => ({ accounts: accounts.map((each) => ({ ...each, number: '1234567' })) })),
      ],
      ['another status', () => ({ ...honest(), status: 418 })],
      ['another content type', () => ({ ...honest(), responseHeaders: { 'content-type': 'text/html' } })],
      [
        'a problem with a code that is not for this operation',
        () => ({
          ...honest(),
          status: 401,
          responseHeaders: { 'content-type': 'application/problem+json', 'www-authenticate': 'DPoP' },
          responseBody: JSON.stringify({
            type: 'urn:renkei:problem:grant.not-found',
            title: 'x',
            status: 401,
            code: 'grant.not-found',
            reference: 'x',
          }),
        }),
      ],
      [
        'a refusal without its challenge',
        () => ({
          ...honest(),
          status: 401,
          responseHeaders: { 'content-type': 'application/problem+json' },
          responseBody: JSON.stringify({
            type: 'urn:renkei:problem:token.missing',
            title: 'x',
            status: 401,
            code: 'token.missing',
            reference: 'x',
          }),
        }),
      ],
      ['an operation that does not exist', () => ({ ...honest(), url: `${bench.world.issuer}/resources/v1/loans` })],
    ] as const)('%s', (_name, exchange) => {
      expect(contractCheck(document).complaints(honest())).toEqual([]);
      expect(contractCheck(document).complaints(exchange()).length).toBeGreaterThan(0);
    });
  });
});
