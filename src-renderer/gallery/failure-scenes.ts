import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { View } from '../../src-main/contract/views.ts';
import { failed } from './view.ts';
import { ways } from './ways.ts';

/** After these the request is dead: the TPP cannot be told. */
const dead: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authorization.timed-out',
  'authorization.used',
  'authorization.cannot-return',
  'request.not-found',
  'link.invalid',
]);

/** These come before the server has said who the TPP is: nobody is told, and the rail names nobody. */
const early: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authorization.invalid',
  'authorization.expired',
  'authorization.unknown-tpp',
  'link.invalid',
]);

const codes = Object.keys(ways) as FailureCode[];

export const failureSceneName = (code: FailureCode): string => `failure-${code.replace('.', '-')}`;

/** One screen for each code of the contract: total, because `ways` is. */
export const failureScenes: Readonly<Record<string, View>> = Object.fromEntries(
  codes.map((code) => {
    const recovery = ways[code];
    const over = dead.has(code) || early.has(code);
    const again = !over && (recovery === 'retry' || recovery === 'choose-again');
    const shown = failed(code, recovery, again, { canReturn: !over });
    return [failureSceneName(code), early.has(code) ? { ...shown, tpp: null } : shown];
  }),
);
