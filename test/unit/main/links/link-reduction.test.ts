import { beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../../../server/contract/catalogue.ts';
import type { LinkView } from '../../../../server/contract/links.ts';
import type { HttpAnswer } from '../../../../src-main/consent/http.ts';
import type { View } from '../../../../src-main/contract/views.ts';
import type { LinksDesk } from '../../../../src-main/links/links-desk.ts';
import { standingOf, takenOut } from '../../../../src-main/links/reduction.ts';
import { away, DeskStage, first, link, listed, opened, second, session, words } from '../../../support/desk-stage.ts';
import { json, problem, type ScriptedHttp } from '../../../support/scripted-http.ts';

const balance = (...accounts: string[]) =>
  ({ id: 'balance', kind: 'inquiry', label: words('残高照会'), accounts }) as const;
const payroll = (...accounts: string[]) =>
  ({ id: 'payroll', kind: 'update', label: words('給与・賞与振込データ受付'), accounts }) as const;

const whole = link({
  services: [balance(first.id, second.id), payroll(first.id)],
  accounts: [first, second],
  allowed: ['revoke', 'reduce'],
});
const kept: Permission[] = [{ service: 'balance', accounts: [first.id] }];
const less = link({ services: [balance(first.id)], accounts: [first], reducedAt: '2026-11-22T10:00:00Z' });
const taken = { services: [balance(second.id), payroll(first.id)], accounts: [first, second] };
/** Somebody else was there before, and took something else. */
const otherwise: LinkView = {
  ...whole,
  services: [balance(first.id, second.id)],
  reducedAt: '2026-11-22T09:59:00Z',
};
const over: LinkView = {
  ...whole,
  status: 'ended',
  ended: { reason: 'revoked', by: 'admin', at: '2026-11-22T09:59:00Z' },
  allowed: [],
};

describe('what has become of a link', () => {
  it.each([
    ['nothing happened', null, whole, 'as-shown'],
    ['what was sent has not arrived', kept, whole, 'as-shown'],
    ['what was sent has arrived', kept, less, 'as-sent'],
    ['in another order it is the same', null, { ...whole, services: whole.services.toReversed() }, 'as-shown'],
    ['something else was taken out', kept, otherwise, 'changed'],
    ['the same was taken out, but not from here', null, less, 'changed'],
    ['it has ended', null, over, 'changed'],
    ['what was sent has arrived, and then it ended', kept, { ...over, services: less.services }, 'changed'],
  ] as const)('%s', (_what, sent, now, standing) => {
    expect(standingOf(whole, sent, now)).toBe(standing);
  });

  it('what was taken out is named by 業務 and account', () => {
    expect(takenOut(whole, less)).toEqual(taken);
    expect(takenOut(whole, whole)).toEqual({ services: [], accounts: [] });
  });
});

describe('taking something out of a link', () => {
  let stage: DeskStage;
  let http: ScriptedHttp;
  let desk: LinksDesk;
  beforeEach(async () => {
    stage = await DeskStage.open();
    ({ http, desk } = stage);
    await stage.logIn(link({ allowed: ['revoke', 'reduce'] }));
  });
  const start = async (now: LinkView = whole): Promise<View> => {
    http.will(json(200, now));
    return await desk.startReduction(link().id);
  };
  const reduce = (): Promise<View> => desk.reduce(link().id, kept);
  const reductions = () => http.sent.filter(({ url }) => url.endsWith('/reduction'));

  it('begins with the link as it is now, and sends what stays, once, however often the button is pressed', async () => {
    expect((await start()).screen).toMatchObject({ kind: 'link-reduction', link: whole });
    http.will(json(200, less));
    const [view] = await Promise.all([reduce(), reduce()]);
    expect(view.screen).toMatchObject({ kind: 'link', link: less, just: { kind: 'reduced', taken } });
    expect(reductions().map(({ method, body }) => [method, body])).toEqual([['POST', { permissions: kept }]]);
    expect(await reduce()).toMatchObject({ screen: { kind: 'link' } });
    expect(reductions()).toHaveLength(1);
    http.will(listed([less]));
    await desk.list();
    http.will(json(200, less));
    expect((await desk.show(less.id)).screen).toMatchObject({ kind: 'link', just: null });
  });

  it('is only for a link of which something can be taken', async () => {
    expect(await start({ ...whole, allowed: ['revoke'] })).toMatchObject({
      screen: { kind: 'link' },
      notice: { code: 'flow.not-allowed' },
    });
    expect(await reduce()).toMatchObject({ screen: { kind: 'link' } });
    expect(reductions()).toEqual([]);
  });

  it('is not done from another link’s screen', async () => {
    await start();
    expect(await desk.reduce('link-fedcba9876543210', kept)).toMatchObject({ screen: { kind: 'link-reduction' } });
    expect(reductions()).toEqual([]);
  });

  it.each(['request.invalid', 'flow.conflict'] as const)(
    'refused with %s because it was changed meanwhile: shown as it is now, to choose anew',
    async (code) => {
      await start();
      http.will(problem({ code }), json(200, otherwise));
      expect(await reduce()).toMatchObject({
        screen: { kind: 'link-reduction', link: otherwise },
        notice: { code: 'flow.conflict', reference: 'SRV0-0001' },
      });
    },
  );

  it('refused because somebody has ended the link: shown as ended', async () => {
    await start();
    http.will(problem({ code: 'flow.not-allowed' }), json(200, over));
    expect(await reduce()).toMatchObject({
      screen: { kind: 'link', link: { status: 'ended' }, just: null },
      notice: { code: 'flow.conflict' },
    });
  });

  it('refused although nothing has changed: the choice stays, with the reason', async () => {
    await start();
    http.will(problem({ code: 'request.invalid' }), json(200, whole));
    expect(await reduce()).toMatchObject({
      screen: { kind: 'link-reduction', link: whole },
      notice: { code: 'request.invalid' },
    });
  });

  it('any other refusal is said above the choice', async () => {
    await start();
    http.will(problem({ code: 'request.too-many' }));
    expect(await reduce()).toMatchObject({
      screen: { kind: 'link-reduction', link: whole },
      notice: { code: 'request.too-many' },
    });
  });

  it('a session that is over: the reason, and a new login on request', async () => {
    await start();
    http.will(problem({ code: 'authorization.timed-out' }));
    expect((await reduce()).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'authorization.timed-out' },
      canRetry: true,
    });
  });

  it('more time changes nothing of the choice', async () => {
    const before = await start();
    http.will(opened);
    const after = await desk.extend({ session, revision: 2 });
    expect(after.screen).toEqual(before.screen);
  });

  describe('without a network', () => {
    const sentAway = async (...answers: HttpAnswer[]): Promise<View> => {
      await start();
      http.will(away());
      expect(await reduce()).toMatchObject({
        connection: 'offline',
        screen: { kind: 'link-reduction', link: whole },
      });
      return await stage.back(opened, ...answers);
    };

    it('what had arrived is shown as done, and not sent again', async () => {
      expect(await sentAway(json(200, less))).toMatchObject({
        connection: 'online',
        notice: null,
        screen: { kind: 'link', link: less, just: { kind: 'reduced', taken } },
      });
      expect(reductions()).toHaveLength(1);
    });

    it('what had not is there to be sent again', async () => {
      expect(await sentAway(json(200, whole))).toMatchObject({
        connection: 'online',
        notice: null,
        screen: { kind: 'link-reduction', link: whole },
      });
      http.will(json(200, less));
      expect((await reduce()).screen).toMatchObject({ kind: 'link', just: { kind: 'reduced' } });
      expect(reductions()).toHaveLength(2);
    });

    it('a link that somebody changed meanwhile is shown as it is now', async () => {
      expect(await sentAway(json(200, otherwise))).toMatchObject({
        screen: { kind: 'link-reduction', link: otherwise },
        notice: { code: 'flow.conflict' },
      });
    });

    it('ended from here: shown as ended, and nobody else is said to have been first', async () => {
      await start();
      http.will(away());
      await desk.revoke(link().id);
      expect(await stage.back(opened, json(200, over))).toMatchObject({
        screen: { kind: 'link', link: { status: 'ended' } },
        notice: null,
      });
    });
  });
});
