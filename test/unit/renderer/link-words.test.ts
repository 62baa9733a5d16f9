import { describe, expect, it } from 'vitest';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { linksScenes } from '../../../src-renderer/gallery/links-scenes.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import {
  adviceOn,
  afterWhose,
  fits,
  saysMore,
  standingOf,
  statusTag,
  updatesFirst,
  versionName,
} from '../../../src-renderer/screens/links/link-words.ts';

function linksOf(scene: string): readonly LinkView[] {
  const screen = linksScenes[scene]?.screen;
  if (screen?.kind !== 'links') throw new Error(`no list in ${scene}`);
  return screen.links;
}

const links = linksOf('links-list');

describe('a link in words', () => {
  it('stands, waits, is held or is over, and the tag says which', () => {
    expect(links.map((link) => [standingOf(link), statusTag(link, ja.links).text])).toEqual([
      ['active', '連携中'],
      ['active', '連携中'],
      ['pending', '開始待ち'],
      ['suspended', '停止中'],
      ['ended', '期限切れ'],
      ['ended', '解除済'],
    ]);
  });

  it('counts among those that go on whatever has not ended', () => {
    expect(links.filter((link) => fits(link, 'standing')).map(standingOf)).toEqual([
      'active',
      'active',
      'pending',
      'suspended',
    ]);
  });

  it('says why it ended only where the tag does not', () => {
    const reasons = links.flatMap(({ ended }) => (ended === null ? [] : [[ended.reason, saysMore(ended)]]));
    expect(reasons).toEqual([
      ['expired', false],
      ['revoked', true],
    ]);
  });

  it('is followed by advice that can be followed now', () => {
    expect(links.map(adviceOn)).toEqual(['renew', 'renew', null, null, 'again', 'again']);
  });

  it('is said to be whose, unless it is one’s own', () => {
    const [own] = links;
    const [, others] = linksOf('links-list-admin');
    if (own === undefined || others === undefined) throw new Error('two links are needed');
    expect(afterWhose(own, '許可した内容です。', ja)).toBe('許可した内容です。');
    expect(afterWhose(others, '許可した内容です。', ja)).toBe('口座 民さんの連携です。許可した内容です。');
  });

  it('names 更新系 first when something is about to stop, and keeps the order otherwise', () => {
    const [standing] = links;
    expect(updatesFirst(standing?.services ?? []).map(({ id }) => id)).toEqual(['payroll', 'balance', 'transactions']);
  });

  it('reads a version that is a day as a day, and any other as the bank wrote it', () => {
    const date = (day: string): string => `day ${day}`;
    expect(versionName('2026-04-01', date)).toBe('day 2026-04-01');
    expect(versionName('2026-04', date)).toBe('2026-04');
    expect(versionName('third edition', date)).toBe('third edition');
  });
});

describe('the invented links', () => {
  const all = Object.values(linksScenes).flatMap(({ screen }) =>
    screen.kind === 'links' ? screen.links : 'link' in screen ? [screen.link] : [],
  );

  it('can be reduced where more than one account in one 業務 is left of them, as the server says', () => {
    for (const { id, status, services, allowed } of all) {
      const places = services.flatMap(({ accounts }) => accounts).length;
      expect(allowed.includes('reduce'), id).toBe(status !== 'ended' && places > 1);
    }
  });

  it('are permitted before anything else happens to them', () => {
    for (const link of all) {
      const later = [
        link.startedAt,
        link.lastUsedAt,
        link.reducedAt,
        link.ended?.at ?? null,
        `${link.endsOn}T15:00:00Z`,
      ];
      for (const at of later) if (at !== null) expect(at > link.decidedAt, link.id).toBe(true);
    }
  });
});
