import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src-main/consent/recoveries.ts';
import { logoSchema } from '../../../server/contract/snapshot.ts';
import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../../src-renderer/bridge/view-types.ts';
import { acts } from '../../../src-renderer/gallery/acts.ts';
import { failureSceneName } from '../../../src-renderer/gallery/failure-scenes.ts';
import { logo } from '../../../src-renderer/gallery/logo.ts';
import { pinAccounts } from '../../../src-renderer/gallery/people.ts';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { consentOfRenewal, servicesNone } from '../../../src-renderer/gallery/steps.ts';
import { ways } from '../../../src-renderer/gallery/ways.ts';
import { formatDate } from '../../../src-renderer/i18n/format.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import { namePartsOf } from '../../../src-renderer/i18n/name-parts.ts';
import { piecesOf } from '../../../src-renderer/i18n/readings.ts';
import { differenceOf } from '../../../src-renderer/screens/consent/difference.ts';
import { parted } from '../../../src-renderer/screens/inquiry-pin-result/parted.ts';
import { everything, isEverything } from '../../../src-renderer/screens/services/selection.ts';

/** Of the screen, or of the notice above it. */
function codeOf(view: View | undefined): FailureCode | undefined {
  return view?.screen.kind === 'failed' ? view.screen.failure.code : view?.notice?.code;
}

describe('the gallery', () => {
  it('has a screen for every failure, with the way out that the main process names', () => {
    for (const code of Object.keys(ja.failures) as FailureCode[]) {
      expect(ways[code]).toBe(failureOf(code, 'r').recovery);
      const name = failureSceneName(code);
      expect(scenes[name], name).toBeDefined();
      if (name.startsWith('failure-')) expect(codeOf(scenes[name])).toBe(code);
    }
  });

  it('does something only in scenes that there are', () => {
    expect(Object.keys(acts).filter((name) => !(name in scenes))).toEqual([]);
  });

  it('shows a logo that the contract lets through', () => {
    expect(logoSchema.safeParse(logo).success).toBe(true);
    expect(logoSchema.safeParse('data:image/svg+xml;base64,AAAA').success).toBe(false);
  });
});

describe('readings', () => {
  it('leave the text as it is, take the longest word, and are kana', () => {
    const text = '照会用暗証番号の登録が済んでいない口座。API連携先へ';
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ reading }) => reading !== null)).toEqual([
      { text: '照会用暗証番号', reading: 'しょうかいようあんしょうばんごう' },
      { text: '登録', reading: 'とうろく' },
      { text: '口座', reading: 'こうざ' },
      { text: '連携先', reading: 'れんけいさき' },
    ]);
    expect(piecesOf('')).toEqual([]);
    for (const { reading } of piecesOf(JSON.stringify(ja))) expect(reading ?? '').toMatch(/^[ぁ-ん・]*$/);
  });
});

describe('a name', () => {
  it('may break between its words, not before a single character and not within カタカナ', () => {
    expect(namePartsOf('全国医療福祉関係従事者信用組合連合会東日本統括本部')).toEqual([
      '全国',
      '医療',
      '福祉',
      '関係',
      '従事者',
      '信用組合',
      '連合会',
      '東日本',
      '統括',
      '本部',
    ]);
    expect(namePartsOf('クラウド会計みらい')).toEqual(['クラウド', '会計', 'みらい']);
    expect(namePartsOf('Cloud Kaikei Mirai')).toEqual(['Cloud ', 'Kaikei ', 'Mirai']);
    expect(namePartsOf('')).toEqual([]);
  });
});

describe('years', () => {
  it('are shown by era when wanted', () => {
    expect(formatDate('2026-10-06', 'ja', 'japanese')).toBe('令和8年10月6日');
    expect(formatDate('2019-04-30', 'ja', 'japanese')).toBe('平成31年4月30日');
    expect(formatDate('2026-10-06', 'en', 'japanese')).toBe('6 October 2026 (Reiwa 8)');
    expect(formatDate('2019-04-30', 'en', 'japanese')).toBe('30 April 2019 (Heisei 31)');
  });
});

describe('the difference to a link that stands', () => {
  const consent = consentOfRenewal as StepOf<'consent'>;
  const short = (changes: readonly { id: string; accounts: readonly { last3: string }[] }[]): string[] =>
    changes.map(({ id, accounts }) => `${id} ${accounts.map(({ last3 }) => last3).join(' ')}`);

  it('names what is added, removed and kept, by 業務 and account', () => {
    const difference = differenceOf(consent);
    expect(short(difference?.added ?? [])).toEqual(['balance 448', 'bulk-transfer 012']);
    expect(short(difference?.removed ?? [])).toEqual(['incoming-transfers 012 448']);
    expect(short(difference?.kept ?? [])).toEqual(['balance 012', 'transactions 012 448']);
  });

  it('is not guessed when the server does not say what is permitted now', () => {
    expect(differenceOf({ ...consent, existing: { endsOn: '2026-07-20' } })).toBeNull();
    expect(differenceOf({ ...consent, existing: null })).toBeNull();
  });
});

describe('the result of 手順3', () => {
  it('keeps what is registered and what is not apart, what can be tried again first', () => {
    const { now, registered, missing } = parted([
      ...pinAccounts,
      ...pinAccounts.slice(0, 1).map((entry) => ({ ...entry, state: 'registered-now' as const })),
    ]);
    expect(now).toHaveLength(1);
    expect(registered.map(({ state }) => state)).toEqual(['registered-now', 'registered']);
    expect(missing.map(({ state }) => state)).toEqual(['unregistered', 'unregistered', 'locked']);
  });
});

describe('choosing all', () => {
  it('takes every account that may be chosen and no other', () => {
    const { services } = servicesNone as StepOf<'services'>;
    const all = everything(services);
    expect(isEverything(all, services)).toBe(true);
    expect(isEverything(new Map(), services)).toBe(false);
    expect(all.get('balance')?.size).toBe(3);
    expect(all.get('payroll')?.size).toBe(2);
  });
});
