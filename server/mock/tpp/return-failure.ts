import * as oauth from 'openid-client';

/** The steps a customer can leave, as the server names them in `error_description`. */
export const leftSteps = ['certificate', 'password', 'services', 'inquiryPinResult', 'inquiryPin', 'consent'] as const;
export type LeftStep = (typeof leftSteps)[number];

/** Why a customer came back, or did not get away, without a connection. */
export type ReturnFailure =
  | { readonly kind: 'refused'; readonly step: LeftStep | null }
  | { readonly kind: 'bad-state' }
  /** A form that was not filled in on our own page. */
  | { readonly kind: 'bad-form' }
  | { readonly kind: 'bad-response'; readonly detail: string }
  | { readonly kind: 'oauth'; readonly error: string; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string };

export function leftStep(description: string | undefined): LeftStep | null {
  return leftSteps.find((step) => description !== undefined && new RegExp(`\\b${step}\\b`).test(description)) ?? null;
}

/** Sorts what openid-client throws; anything else is a fault of this program and is thrown on. */
export function returnFailure(error: unknown): ReturnFailure {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? { kind: 'refused', step: leftStep(error.error_description) }
      : { kind: 'oauth', error: error.error, detail: error.error_description ?? '' };
  }
  if (error instanceof oauth.ResponseBodyError) {
    return { kind: 'oauth', error: error.error, detail: error.error_description ?? '' };
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return { kind: 'oauth', error: 'invalid_token', detail: `HTTP ${String(error.status)}` };
  }
  if (error instanceof oauth.ClientError) {
    return { kind: 'bad-response', detail: error.code ?? error.message };
  }
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return { kind: 'unreachable', detail: error.cause instanceof Error ? error.cause.message : '' };
  }
  throw error;
}
