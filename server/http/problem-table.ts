import type { ProblemCode } from '../contract/problem.ts';

type Entry = { readonly status: number; readonly title: string };

/** HTTP status and RFC 9457 title of every code. The words a customer reads live with the app. */
export const problemTable: Readonly<Record<ProblemCode, Entry>> = {
  'certificate.none': { status: 401, title: 'No client certificate was presented' },
  'certificate.expired': { status: 403, title: 'The certificate has expired' },
  'certificate.not-yet-valid': { status: 403, title: 'The certificate is not valid yet' },
  'certificate.revoked': { status: 403, title: 'The certificate has been revoked' },
  'certificate.status-unknown': { status: 503, title: 'Whether the certificate is revoked cannot be found out' },
  'certificate.wrong-usage': { status: 403, title: 'The certificate is not meant for client authentication' },
  'certificate.wrong-issuer': { status: 403, title: 'The certificate was issued by somebody else' },
  'certificate.not-this-user': { status: 403, title: 'The certificate is registered for nobody' },
  'login.wrong-password': { status: 403, title: 'The password is wrong' },
  'login.locked': { status: 403, title: 'The ID is locked' },
  'login.password-expired': { status: 403, title: 'The password has expired' },
  'login.out-of-hours': { status: 503, title: 'Outside service hours' },
  'login.emergency-stop': { status: 503, title: 'The service has been stopped' },
  'login.not-permitted': { status: 403, title: 'This user may not do this' },
  'pin.wrong': { status: 403, title: 'The inquiry PIN is wrong' },
  'pin.locked': { status: 403, title: 'The inquiry PIN of this account is locked' },
  'pin.none-on-file': { status: 403, title: 'No inquiry PIN is on file for this account' },
  'pin.account-not-eligible': { status: 403, title: 'This account cannot be used for this' },
  'authorization.invalid': { status: 400, title: 'The authorization request is invalid' },
  'authorization.expired': { status: 400, title: 'The authorization request has expired or is unknown' },
  'authorization.used': { status: 400, title: 'The authorization request has been used already' },
  'authorization.unknown-tpp': { status: 400, title: 'The third-party provider is unknown' },
  'authorization.tpp-suspended': { status: 403, title: 'The third-party provider is suspended' },
  'authorization.nothing-selected': { status: 422, title: 'Nothing was selected' },
  'authorization.timed-out': { status: 410, title: 'The procedure has timed out' },
  'flow.conflict': { status: 409, title: 'The procedure has moved on meanwhile' },
  'flow.not-allowed': { status: 409, title: 'Not allowed at this point of the procedure' },
  'request.invalid': { status: 400, title: 'The request is malformed' },
  'request.too-large': { status: 413, title: 'The request is too large' },
  'request.not-found': { status: 404, title: 'There is nothing here' },
  'environment.app-too-old': { status: 426, title: 'This version of the app is too old' },
  'environment.server-error': { status: 500, title: 'The server failed' },
};
