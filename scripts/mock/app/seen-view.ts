import type { Expectation } from '../../../server/mock/run/script.ts';
import type { View } from '../../../src-main/contract/views.ts';

export type Opened = string | null;

/** What the window would show, and where the browser was sent, in the words of an expectation. */
export function viewFacts(
  { screen, notice, keyring }: View,
  opened: Opened,
): { readonly [K in keyof Expectation]: unknown } {
  const snapshot = screen.kind === 'step' ? screen.snapshot : null;
  const url = opened === null ? null : new URL(opened);
  return {
    screen: screen.kind,
    step: screen.kind === 'login' ? 'certificate' : (snapshot?.step.kind ?? null),
    code: codeOf(screen) ?? notice?.code ?? null,
    triesLeft: (screen.kind === 'failed' ? screen.failure.triesLeft : notice?.triesLeft) ?? null,
    outcome: screen.kind === 'done' ? screen.outcome : null,
    handedBack: screen.kind === 'done' ? screen.handedBack : null,
    leftOut: screen.kind === 'certificates' ? screen.leftOut.map(({ reason }) => reason) : [],
    keyring: keyring?.kind ?? null,
    receipt: screen.kind === 'done' ? (screen.receipt?.kept ?? null) : null,
    returned: url === null ? null : (url.searchParams.get('error') ?? 'code'),
    left: /at step: (\w+)/.exec(url?.searchParams.get('error_description') ?? '')?.[1] ?? null,
    existing: snapshot?.step.kind === 'consent' ? snapshot.step.existing !== null : null,
    skipped: (snapshot?.progress ?? []).filter(({ state }) => state === 'skipped').map(({ place }) => place),
  };
}

function codeOf(screen: View['screen']): string | null {
  if (screen.kind === 'failed') return screen.failure.code;
  if (screen.kind === 'step' && screen.snapshot.step.kind === 'stopped') return screen.snapshot.step.code;
  if (screen.kind === 'certificates') return screen.modulesMissing[0]?.code ?? null;
  if (screen.kind === 'token-pin' && screen.retry) return 'token.pin-wrong';
  return screen.kind === 'token-removed' ? 'token.removed' : null;
}

/** A failure or a notice that nobody has expected. */
export function viewTrouble({ screen, notice }: View): string | null {
  if (screen.kind === 'failed') return `the app failed: ${screen.failure.code}`;
  return notice === null ? null : `the app said: ${notice.code}`;
}
