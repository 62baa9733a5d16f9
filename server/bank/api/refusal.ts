/** Why the resource API refuses. Its callers are TPPs, so these codes are apart from the ones a customer's app gets. */
export const accessCodes = [
  'token.missing',
  'token.invalid',
  'token.proof-invalid',
  'access.ended',
  'access.not-granted',
  'request.invalid',
  'request.not-found',
] as const;
export type AccessCode = (typeof accessCodes)[number];

type Entry = {
  readonly status: number;
  readonly title: string;
  /** RFC 6750 §3.1 and RFC 9449 §7.1; `null` where the token is not what is wrong, or was not given at all. */
  readonly error: 'invalid_token' | 'invalid_dpop_proof' | 'insufficient_scope' | null;
};

export const accessTable: Readonly<Record<AccessCode, Entry>> = {
  'token.missing': { status: 401, title: 'A DPoP-bound access token is required', error: null },
  'token.invalid': { status: 401, title: 'The access token is not valid here', error: 'invalid_token' },
  'token.proof-invalid': { status: 401, title: 'The DPoP proof is not valid', error: 'invalid_dpop_proof' },
  'access.ended': { status: 401, title: 'The link between customer and provider has ended', error: 'invalid_token' },
  'access.not-granted': { status: 403, title: 'The customer has not allowed this', error: 'insufficient_scope' },
  'request.invalid': { status: 400, title: 'The request is malformed', error: null },
  'request.not-found': { status: 404, title: 'There is nothing here', error: null },
};

export class AccessRefusal extends Error {
  readonly code: AccessCode;

  constructor(code: AccessCode, detail?: string) {
    super(detail ?? code);
    this.name = 'AccessRefusal';
    this.code = code;
  }
}
