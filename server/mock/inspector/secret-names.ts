/** What kind of secret a value is: the word in its label. */
export type SecretKind =
  | 'access-token'
  | 'refresh-token'
  | 'id-token'
  | 'token'
  | 'assertion'
  | 'proof'
  | 'code'
  | 'verifier'
  | 'state'
  | 'nonce'
  | 'request'
  | 'interaction'
  | 'flow'
  | 'ticket'
  | 'grant'
  | 'sealed'
  | 'password'
  | 'pin'
  | 'number'
  | 'cookie'
  | 'cursor'
  | 'key'
  | 'form-token'
  | 'value';

/** Secrets that two messages of one flow share: the same label on both ties them together. */
export const tyingKinds: ReadonlySet<SecretKind> = new Set([
  'access-token',
  'refresh-token',
  'code',
  'state',
  'request',
  'interaction',
  'flow',
  'ticket',
  'grant',
] satisfies SecretKind[]);

/** Names are compared without case, `-` and `_`. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

const table: Readonly<Record<string, SecretKind>> = {
  access_token: 'access-token',
  refresh_token: 'refresh-token',
  id_token: 'id-token',
  id_token_hint: 'id-token',
  token: 'token',
  client_assertion: 'assertion',
  client_secret: 'password',
  assertion: 'assertion',
  request: 'assertion',
  response: 'assertion',
  code: 'code',
  code_verifier: 'verifier',
  state: 'state',
  nonce: 'nonce',
  request_uri: 'request',
  flow: 'flow',
  cid: 'flow',
  uid: 'interaction',
  ticket: 'ticket',
  grant_id: 'grant',
  grant: 'grant',
  sealed: 'sealed',
  proof: 'proof',
  dpop: 'proof',
  password: 'password',
  login_password: 'password',
  certificate_password: 'password',
  passphrase: 'password',
  secret: 'password',
  pin: 'pin',
  token_pin: 'pin',
  inquiry_pin: 'pin',
  account_number: 'number',
  number: 'number',
  payment_number: 'number',
  confirmation_number: 'number',
  customer_number: 'number',
  cursor: 'cursor',
  next: 'cursor',
  // Members of a private JWK (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
  d: 'key',
  k: 'key',
  p: 'key',
  q: 'key',
  dp: 'key',
  dq: 'key',
  qi: 'key',
  private_key: 'key',
  csrf: 'form-token',
  xsrf: 'form-token',
};

/** The one list of what is never kept: parameters of addresses and forms, members of JSON, by name. */
export const secretNames: ReadonlyMap<string, SecretKind> = new Map(
  Object.entries(table).map(([name, kind]) => [plainName(name), kind]),
);

/** Headers whose value is never kept as it is. */
export const secretHeaders: ReadonlyMap<string, SecretKind> = new Map([
  ['authorization', 'access-token'],
  ['proxy-authorization', 'password'],
  ['dpop', 'proof'],
  ['dpop-nonce', 'nonce'],
  ['cookie', 'cookie'],
  ['set-cookie', 'cookie'],
] as const);

/** Ids for the log, and nothing else. */
export const publicHeaders: ReadonlySet<string> = new Set(['x-request-id', 'traceparent', 'date', 'content-length']);

/** A header we have never heard of, but whose name says what is in it. */
export const suspiciousHeader = /token|secret|password|api-?key|credential|session/;

/** Values in the address's path: what follows this segment. */
export const secretSegments: ReadonlyMap<string, SecretKind> = new Map([
  ['interaction', 'interaction'],
  ['authorize', 'interaction'],
  ['grants', 'grant'],
] as const);

/** Members that are long and random by nature, and public. */
export const publicLongValues: ReadonlySet<string> = new Set(
  [
    'x',
    'y',
    'n',
    'kid',
    'x5c',
    'x5t',
    'x5t#S256',
    'jkt',
    'code_challenge',
    'account',
    'id',
    'accounts',
    'client_id',
  ].map(plainName),
);

/** Secrets that give themselves away wherever they stand. */
export const secretShapes: readonly (readonly [SecretKind, RegExp])[] = [
  ['key', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
  ['request', /urn:ietf:params:oauth:request_uri:[\w-]+/g],
  // JWS in compact form, signed or not, and JWE (RFC 7515 §7.1, RFC 7516 §7.1).
  ['sealed', /eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g],
  ['assertion', /eyJ[\w-]+\.[\w-]*\.[\w-]*/g],
  ['access-token', /(?<=\b(?:Bearer|DPoP) )[\w.~+/-]{16,}=*/g],
];
