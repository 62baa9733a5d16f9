import * as oauth from 'openid-client';
import { describe, expect, it } from 'vitest';
import { accountTypes } from '../../../server/contract/catalogue.ts';
import { handoverLink } from '../../../server/mock/handover.ts';
import { askedBy, authorizationDetails } from '../../../server/mock/tpp/asked.ts';
import { failurePage } from '../../../server/mock/tpp/pages/failure-page.ts';
import { startPage } from '../../../server/mock/tpp/pages/start-page.ts';
import { readTpps } from '../../../server/mock/tpp/registered.ts';
import { Sessions } from '../../../server/mock/tpp/sessions.ts';
import { leftStep, returnFailure } from '../../../server/mock/tpp/return-failure.ts';

describe('the TPP simulator', () => {
  it('shows what a server says without letting it write HTML', async () => {
    const [tpp] = await readTpps();
    if (!tpp) throw new Error('no TPP');
    const page = failurePage(tpp, new Sessions().create(), {
      kind: 'oauth',
      error: 'x',
      detail: '<script>alert("1")</script>',
    });
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });

  it('leaves out of its request what limits nothing: no box ticked, or every kind of account', () => {
    const asked = (form: string) =>
      JSON.parse(authorizationDetails(askedBy(new URLSearchParams(form)))) as readonly unknown[];
    const type = 'corporate_account_access';
    const everyKind = accountTypes.map((kind) => `account-type=${kind}`).join('&');
    expect(asked('')).toEqual([{ type }]);
    expect(asked(everyKind)).toEqual([{ type }]);
    expect(asked(`service=balance&${everyKind}`)).toEqual([{ type, services: ['balance'] }]);
    expect(asked('account-type=current&account-type=ordinary')).toEqual([
      { type, account_types: ['current', 'ordinary'] },
    ]);
    expect(asked('service=everything&account-type=loan')).toEqual([{ type }]);
  });

  it.each(['/', '/zandaka-memo'])('asks at %s about kinds of account apart from 業務', async (path) => {
    const tpps = await readTpps();
    const tpp = tpps.find((each) => each.path === path);
    if (!tpp) throw new Error('no TPP');
    const page = startPage({ tpp, others: [], session: new Sessions().create(), fault: null });
    const groups = [...page.matchAll(/<legend>([^<]+)<\/legend>([\s\S]*?)<\/fieldset>/g)];
    const ticked = (group: string) => [...group.matchAll(/name="([^"]+)" value="([^"]+)" checked/g)];
    expect(groups.map(([, legend]) => legend)).toEqual([
      ...(tpp.fixedServices ? [] : ['使いたい業務']),
      '使いたい口座の種類',
    ]);
    expect(ticked(groups.at(-1)?.[2] ?? '').map(([, name, value]) => [name, value])).toEqual(
      accountTypes.map((kind) => ['account-type', kind]),
    );
  });

  it('names the step that was left', () => {
    expect(leftStep('the customer left at inquiryPinResult')).toBe('inquiryPinResult');
    expect(leftStep('the customer left at inquiryPin')).toBe('inquiryPin');
    expect(leftStep('something else')).toBeNull();
    expect(leftStep(undefined)).toBeNull();
  });

  it('sorts failures, and does not hide its own mistakes among them', () => {
    const denied = new URLSearchParams({ error: 'access_denied', error_description: 'left at services' });
    expect(returnFailure(new oauth.AuthorizationResponseError('x', { cause: denied }))).toEqual({
      kind: 'refused',
      step: 'services',
    });
    expect(returnFailure(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))).toEqual({
      kind: 'unreachable',
      detail: 'ECONNREFUSED',
    });
    expect(() => returnFailure(new RangeError('a bug'))).toThrow('a bug');
  });
});

describe('the hand-over of a link', () => {
  const uri = 'urn:ietf:params:oauth:request_uri:8N2rT-xq_0aQ';
  it('builds the deep link with nothing but the two parameters', () => {
    const form = new URLSearchParams({ client_id: 'kaikei-mirai', request_uri: uri, extra: 'x' });
    const link = new URL(handoverLink(form) ?? '');
    expect(link.protocol).toBe('renkei-mock:');
    expect(Object.fromEntries(link.searchParams)).toEqual({ client_id: 'kaikei-mirai', request_uri: uri });
  });

  it.each([
    [{ client_id: 'a b', request_uri: uri }],
    [{ client_id: 'kaikei-mirai' }],
    [{ client_id: 'kaikei-mirai', request_uri: 'https://example.com/' }],
    [{ client_id: 'kaikei-mirai', request_uri: `${uri} --inspect` }],
  ])('refuses %o', (form) => {
    expect(handoverLink(new URLSearchParams(Object.entries(form)))).toBeNull();
  });
});
