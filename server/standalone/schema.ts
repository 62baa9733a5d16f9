import { z } from 'zod';
import { standardLimits } from '../bank/api/limits.ts';
import { revocationConfigSchema } from '../certificates/revocation-config.ts';
import { wordsSchema } from '../contract/catalogue.ts';
import { rateLimitsSchema } from '../http/rate-limit-config.ts';

const origin = z
  .url({ protocol: /^https$/, error: 'must be an https URL' })
  .refine(
    (text) => !URL.canParse(text) || new URL(text).origin === text,
    'must be an origin without path or final slash',
  );
const file = z.string().min(1).describe('a path, seen from the folder of this file');
const port = z.int().min(0).max(65_535).describe('0: any free one, told in the ready line');
const seconds = z.int().min(1).max(3_600);
const text = z.string().min(1).max(500);

const tls = z
  .strictObject({
    certificate: file.describe('PEM: the certificate and those above it'),
    key: file.describe('PEM; must not be readable by everybody'),
  })
  .describe('the server certificate of this origin');

const listener = { host: z.string().min(1).default('0.0.0.0').describe('address to listen on'), port };
const proxy = z
  .strictObject({ addresses: z.array(z.string()).min(1).describe('addresses or networks (`10.0.0.0/8`) of the proxy') })
  .describe('instead of `tls`: plain http, spoken by these proxies only, which end TLS');

const issuerListener = z
  .strictObject({ ...listener, tls: tls.optional(), behindProxy: proxy.optional() })
  .refine((one) => (one.tls === undefined) !== (one.behindProxy === undefined), {
    error: 'needs exactly one of `tls` and `behindProxy`',
  });

const fromEnvironment = z
  .strictObject({ environment: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })
  .describe('the name of an environment variable');

/** Everything a bank's server can be told, in one JSON file. `describe` is the configuration table of the README. */
export const settingsSchema = z.strictObject({
  environment: z.enum(['production', 'test']).default('production').describe('`test` puts a warning on every page'),
  issuer: origin.describe('origin of the authorization server'),
  certificateOrigin: origin.describe('origin that asks customers for their certificate; an own host or port'),
  mtlsOrigin: origin.describe('origin at which TPPs prove themselves by mutual TLS; an own host or port'),
  authorizationPage: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('the authorization endpoint as browsers see it; left out: `{issuer}/authorize`'),
  scheme: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]{2,40}$/)
    .describe('scheme of the deep link into the app'),
  minimumClient: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .describe('oldest app version that is served'),
  bank: z
    .strictObject({
      name: wordsSchema,
      support: z.strictObject({ name: wordsSchema, phone: text, hours: wordsSchema }),
    })
    .describe('name and support of the bank, Japanese and English'),
  intent: z
    .strictObject({ version: z.string().min(1).max(100), text: wordsSchema })
    .describe('the 意思確認; `{tpp}`, `{bank}` and `{company}` are filled in'),
  listeners: z.strictObject({
    issuer: issuerListener.describe('where the issuer listens'),
    certificate: z
      .strictObject({ ...listener, tls })
      .describe('where the certificate origin listens; TLS must reach this process'),
    mutual: z.strictObject({ ...listener, tls }).describe('where the mutual-TLS origin listens; likewise'),
    admin: z
      .strictObject({
        host: z
          .string()
          .min(1)
          .default('127.0.0.1')
          .describe('nobody is asked who he is: loopback or an inner network'),
        port,
      })
      .describe('health and metrics, plain http, for operators only'),
  }),
  clientCa: z.array(file).min(1).describe('PEM of the CAs that issue customers’ certificates, roots and intermediates'),
  revocation: revocationConfigSchema.describe(
    'where it is looked up whether a certificate was revoked: kind `none`, `crl`, `ocsp` or `both`; `crl.lists` are PEM files here',
  ),
  tppCa: z.array(file).default([]).describe('PEM of the CAs that issue TPPs’ certificates'),
  tppRevocation: revocationConfigSchema
    .default({ kind: 'none' })
    .describe('the same for TPPs’ certificates; `tppCa` must then have their intermediates, too'),
  database: z
    .union([z.string().min(1), fromEnvironment])
    .describe('`postgres://…` or a SQLite file, or the environment variable that says so'),
  databaseConnections: z.int().min(1).max(200).default(10).describe('PostgreSQL connections of this node'),
  key: z
    .union([fromEnvironment, z.strictObject({ file })])
    .default({ environment: 'RENKEI_KEY' })
    .describe('where the key comes from that encrypts all others: 32 bytes in base64'),
  flow: z
    .strictObject({ minutes: z.int().min(1).max(60), extensions: z.int().min(0).max(10) })
    .default({ minutes: 15, extensions: 2 })
    .describe('how long a flow lasts and how often that time is given again'),
  password: z
    .strictObject({ min: z.int().min(1), max: z.int().max(64), tries: z.int().min(1).max(20) })
    .default({ min: 6, max: 12, tries: 6 })
    .describe('ログインパスワード: length, wrong tries in a row until the lock'),
  pin: z
    .strictObject({ digits: z.int().min(4).max(12), tries: z.int().min(1).max(10) })
    .default({ digits: 4, tries: 3 })
    .describe('照会用暗証番号: digits, wrong tries until the account’s lock'),
  limits: rateLimitsSchema.optional().describe('requests in so many seconds, for each address, member and TPP'),
  keyRotationDays: z
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe('days for which one signing or cookie key is used; left out: 90'),
  refreshTokens: z
    .enum(['rotate', 'keep'])
    .optional()
    .describe('whether a refresh token is replaced at each use; left out: `rotate`'),
  resourceServers: z
    .array(
      z.strictObject({
        clientId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
        jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }),
      }),
    )
    .default([])
    .describe('resource servers of the bank’s own that may introspect access tokens'),
  api: z
    .strictObject({
      historyDays: z.int().min(1).max(3_700),
      rangeDays: z.int().min(1).max(3_700),
      leadDays: z.int().min(0).max(60),
      horizonDays: z.int().min(1).max(400),
    })
    .default(standardLimits)
    .describe(
      'days: how far back entries reach, how long one range is, and between which days ahead payments are taken',
    ),
  http: z
    .strictObject({
      headersSeconds: seconds
        .default(10)
        .describe('time in which all headers must be here; also for the TLS handshake'),
      requestSeconds: seconds.default(20).describe('time in which the whole request must be here'),
      keepAliveSeconds: seconds.default(5).describe('time that an idle connection is kept'),
      connections: z.int().min(1).max(100_000).default(2_000).describe('connections that one listener takes at once'),
    })
    .prefault({}),
  stopSeconds: seconds.default(25).describe('time that requests get to finish when the server stops'),
  log: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});
export type Settings = z.infer<typeof settingsSchema>;
