/** Why the APIs for TPPs refuse. Their callers are TPPs, so these codes are apart from the ones a customer's app gets. */
export const accessCodes = [
  'token.missing',
  'token.invalid',
  'token.proof-invalid',
  'token.certificate-mismatch',
  'access.ended',
  'access.service-not-granted',
  'access.account-not-granted',
  'access.no-longer-possible',
  'access.scope-missing',
  'grant.not-yours',
  'grant.not-found',
  'request.invalid',
  'request.not-found',
  'request.method-not-allowed',
  'request.not-json',
  'request.too-large',
  'range.reversed',
  'range.in-the-future',
  'range.too-early',
  'range.too-long',
  'cursor.invalid',
  'submission.key-missing',
  'submission.key-reused',
  'submission.rows-refused',
] as const;
export type AccessCode = (typeof accessCodes)[number];

type Entry = {
  readonly status: number;
  readonly title: string;
  /** RFC 6750 §3.1 and RFC 9449 §7.1; `null` where the token is not what is wrong, or was not given at all. */
  readonly error: 'invalid_token' | 'invalid_dpop_proof' | 'insufficient_scope' | null;
};

const other = (status: number, title: string): Entry => ({ status, title, error: null });
const noToken = (title: string): Entry => ({ status: 401, title, error: 'invalid_token' });
const tooLittle = (title: string): Entry => ({ status: 403, title, error: 'insufficient_scope' });

export const accessTable: Readonly<Record<AccessCode, Entry>> = {
  'token.missing': other(401, 'An access token that is bound to its sender is required'),
  'token.invalid': noToken('The access token is not valid here'),
  'token.proof-invalid': { status: 401, title: 'The DPoP proof is not valid', error: 'invalid_dpop_proof' },
  'token.certificate-mismatch': noToken('The access token belongs to another certificate'),
  'access.ended': noToken('The link between customer and provider has ended'),
  'access.service-not-granted': tooLittle('The customer has not allowed this service'),
  'access.account-not-granted': tooLittle('The customer has not allowed this service on this account'),
  'access.no-longer-possible': tooLittle('It was allowed, but customer, provider or account may no longer use it'),
  'access.scope-missing': tooLittle('The access token lacks the scope for this'),
  'grant.not-yours': other(403, 'The grant was given to another provider'),
  'grant.not-found': other(404, 'There is no such grant'),
  'request.invalid': other(400, 'The request is malformed'),
  'request.not-found': other(404, 'There is nothing here'),
  'request.method-not-allowed': other(405, 'Not with this method'),
  'request.not-json': other(415, 'The body must be application/json'),
  'request.too-large': other(413, 'The request is too large'),
  'range.reversed': other(400, 'The range ends before it begins'),
  'range.in-the-future': other(400, 'The range ends after today'),
  'range.too-early': other(400, 'The range begins before the first day that can be asked for'),
  'range.too-long': other(400, 'The range is too long for one request'),
  'cursor.invalid': other(400, 'The cursor is not one of this request'),
  'submission.key-missing': other(400, 'An Idempotency-Key is required'),
  'submission.key-reused': other(422, 'The Idempotency-Key was used for other data'),
  'submission.rows-refused': other(422, 'The data was not accepted'),
};

export type RefusalMore = {
  /** Says more to the TPP's engineers: which parameter, which limit. Never anything of the customer's. */
  readonly detail?: string;
  /** Further members of the problem body (RFC 9457 §3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
};

export class AccessRefusal extends Error {
  readonly code: AccessCode;
  readonly more: RefusalMore;

  constructor(code: AccessCode, more: string | RefusalMore = {}) {
    super(code);
    this.name = 'AccessRefusal';
    this.code = code;
    this.more = typeof more === 'string' ? { detail: more } : more;
  }
}
