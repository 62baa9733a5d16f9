import { describe, expect, it } from 'vitest';
import type { Screen, StepView, View } from '../../../src-main/contract/views.ts';
import { bankOf, isKnownView } from '../../../src-renderer/bridge/unknown-view.ts';
import { isCutOff } from '../../../src-renderer/components/cut-off.ts';
import { noticeTone, showsReference, triesText } from '../../../src-renderer/components/notice-tone.ts';
import { railSteps } from '../../../src-renderer/components/rail-steps.ts';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { en } from '../../../src-renderer/i18n/en.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import { sentences } from '../../../src-renderer/i18n/texts.ts';
import { failureActions } from '../../../src-renderer/screens/failure/failure-actions.ts';

function scene(name: string): View {
  const found = scenes[name];
  if (found === undefined) throw new Error(`no scene ${name}`);
  return found;
}

describe('the gallery', () => {
  it('shows every kind of screen and step, and each is known', () => {
    const kinds: Record<Screen['kind'] | StepView['kind'], true> = {
      waiting: true,
      opening: true,
      login: true,
      'reading-certificates': true,
      certificates: true,
      'token-pin': true,
      'token-removed': true,
      proving: true,
      step: true,
      'links-password': true,
      links: true,
      link: true,
      'link-reduction': true,
      'link-receipt': true,
      done: true,
      failed: true,
      certificate: true,
      password: true,
      services: true,
      inquiryPin: true,
      inquiryPinResult: true,
      consent: true,
      stopped: true,
    };
    const shown = Object.values(scenes).flatMap(({ screen }) =>
      screen.kind === 'step' ? [screen.kind, screen.snapshot.step.kind] : [screen.kind],
    );
    // 手順1-① is a screen of its own before the step is ever shown.
    expect(Object.keys(kinds).filter((kind) => !shown.some((one) => one === kind))).toEqual(['certificate']);
    expect(
      Object.entries(scenes)
        .filter(([, view]) => !isKnownView(view))
        .map(([name]) => name),
    ).toEqual(['update']);
  });

  it('takes a step from the future for unknown', () => {
    const view = structuredClone(scene('services'));
    if (view.screen.kind === 'step') Object.assign(view.screen.snapshot.step, { kind: 'hologram' });
    expect(isKnownView(view)).toBe(false);
  });
});

describe('a view of another contract', () => {
  it('still names its bank, where that stands as it does today, and nothing else is taken for one', () => {
    const { bank } = scene('update');
    expect(bankOf(scene('update'))).toEqual(bank);
    const strange = [
      null,
      'view',
      {},
      { bank: {} },
      { bank: { ...bank, name: 'bank' } },
      { bank: { name: bank.name } },
    ];
    expect(strange.map(bankOf)).toEqual(strange.map(() => null));
  });
});

describe('without a server', () => {
  it('a step waits, and what needs no server goes on', () => {
    const sending = ['services-offline', 'consent-offline', 'links-reduce-offline'].map((name) =>
      isCutOff(scene(name)),
    );
    expect(sending).toEqual([true, true, true]);
    const offline = (name: string): View => ({ ...scene(name), connection: 'offline' });
    expect(isCutOff(offline('links-password'))).toBe(true);
    const others = ['waiting', 'failed-offline', 'done-permitted', 'stopped', 'links-one'].map((name) =>
      isCutOff(offline(name)),
    );
    expect([...others, isCutOff(scene('services'))]).toEqual([false, false, false, false, false, false]);
  });
});

describe('sentences', () => {
  it('are joined as the language joins them, and what is missing leaves no gap', () => {
    expect([sentences(['あ。', 'い。', null], ja), sentences(['A.', '', 'B.'], en)]).toEqual(['あ。い。', 'A. B.']);
  });
});

const states = (view: View, last = null as Parameters<typeof railSteps>[1]): string =>
  railSteps(view, last)
    .map(({ state }) => state)
    .join(' ');

describe('the thread', () => {
  it('follows the server in a step and passes through what was skipped', () => {
    const view = scene('consent-renewal');
    expect(states(view)).toBe('done skipped done done current');
    expect(railSteps(view, null).map(({ past }) => past)).toEqual([true, true, true, true, false]);
  });

  it('stands at the login before the first snapshot and nowhere while waiting', () => {
    expect(states(scene('certificates'))).toBe('current todo todo todo todo');
    expect(railSteps(scene('opening'), null)[0]).toMatchObject({ state: 'current', part: null });
    expect(railSteps(scene('token-pin'), null)[0]).toMatchObject({ state: 'current', part: 'token' });
    expect(states(scene('waiting'))).toBe('todo todo todo todo todo');
  });

  it('reaches the TPP only after 許可, and breaks where the flow ended', () => {
    const at = scene('services');
    const last = at.screen.kind === 'step' ? at.screen.snapshot : null;
    expect(states(scene('done-permitted'), last)).toBe('done done done done done');
    expect(states(scene('done-cancelled'), last)).toBe('done cancelled todo todo todo');
    expect(states(scene('done-refused'), last)).toBe('done refused todo todo todo');
    expect(states(scene('done-failed'), last)).toBe('done failed todo todo todo');
    expect(states(scene('failed-revoked'))).toBe('failed todo todo todo todo');
    expect(states(scene('failure-authorization-timed-out'), last)).toBe('done failed todo todo todo');
    expect(states(scene('stopped'))).toBe('failed todo todo todo todo');
  });
});

describe('a failure', () => {
  it('breaks nothing before anything had begun', () => {
    const early = ['failed-offline', 'failed-link'].map((name) => states(scene(name)));
    expect(early).toEqual(early.map(() => 'todo todo todo todo todo'));
  });

  it('that the customer decided himself is called what it is', () => {
    expect(states(scene('failure-authorization-cancelled'))).toBe('cancelled todo todo todo todo');
    expect(states(scene('failure-authorization-refused'))).toBe('refused todo todo todo todo');
  });
});

describe('a refusal', () => {
  it('counts tries in the words of what would be locked', () => {
    const failure = { code: 'pin.wrong', recovery: 'retry', reference: 'r', triesLeft: 2 } as const;
    expect(triesText(failure, ja)).toBe(ja.tries.pin(2));
    expect(triesText({ ...failure, triesLeft: 0 }, ja)).toBeNull();
  });

  it('shows its number only where a customer cannot help himself', () => {
    const failure = { recovery: 'retry', reference: 'r' } as const;
    expect(showsReference({ ...failure, code: 'login.wrong-password' })).toBe(false);
    expect(showsReference({ ...failure, code: 'environment.server-error' })).toBe(true);
    expect([noticeTone('flow.conflict'), noticeTone('pin.wrong'), noticeTone('pin.locked')]).toEqual([
      'plain',
      'warn',
      'danger',
    ]);
  });

  it('warns of the last try more than of one before', () => {
    expect([5, 2, 1].map((left) => noticeTone('login.wrong-password', left))).toEqual(['warn', 'warn', 'danger']);
    expect(ja.tries.login(2)).not.toContain('次に');
    expect(ja.tries.login(1)).toContain('次に間違えると');
  });

  it('offers what helps first and always a way out', () => {
    expect(failureActions({ recovery: 'choose-again', canReturn: true, canRetry: true })).toEqual([
      'choose-again',
      'return',
      'close',
    ]);
    expect(failureActions({ recovery: 'contact-admin', canReturn: true, canRetry: true })[0]).toBe('return');
    expect(failureActions({ recovery: 'retry', canReturn: false, canRetry: false })).toEqual(['close']);
  });
});
