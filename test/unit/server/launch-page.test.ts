import { describe, expect, it } from 'vitest';
import { renderErrorPage } from '../../../server/authorization/error-page.ts';
import { deepLink, renderLaunchPage } from '../../../server/authorization/launch-page.ts';

const hostile = `"><script>alert(1)</script>&'`;
const config = {
  environment: 'test',
  scheme: 'renkei-mock',
  bank: {
    name: { ja: `成協信用組合${hostile}`, en: 'Seikyo' },
    support: {
      name: { ja: 'EBサポート', en: 'EB support' },
      phone: '0120-000-000',
      hours: { ja: '平日', en: 'weekdays' },
    },
  },
} as const;
const tpp = { clientId: 'mirai', name: { ja: `みらい${hostile}`, en: hostile }, company: hostile };
const requestUri = 'urn:ietf:params:oauth:request_uri:abcdefgh';

describe('the launch page', () => {
  it('writes names as text', () => {
    const { body, status } = renderLaunchPage(config, { tpp, requestUri, handover: `/handover${hostile}` });
    expect(status).toBe(200);
    expect(body).not.toContain('<script');
    expect(body).toContain('みらい&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;');
  });

  it('offers the deep link with who asks and the one-time reference only', () => {
    const { body } = renderLaunchPage(config, { tpp, requestUri });
    const link = deepLink('renkei-mock', 'mirai', requestUri);
    expect([...new URL(link).searchParams.keys()]).toEqual(['client_id', 'request_uri']);
    expect(body).toContain(`href="${link.replaceAll('&', '&amp;')}"`);
    expect(body).not.toContain('<form');
  });

  it('hands over by a form where the scheme may not be registered', () => {
    const { body } = renderLaunchPage(config, { tpp, requestUri, handover: '/handover' });
    expect(body).toContain('<form method="post" action="/handover">');
    expect(body).toContain(`name="request_uri" value="${requestUri}"`);
  });

  it('runs no script and cannot be framed', () => {
    const { headers } = renderLaunchPage(config, { tpp, requestUri });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('marks the test environment, and only that', () => {
    expect(renderLaunchPage(config, { tpp, requestUri }).body).toContain('テスト環境');
    expect(renderLaunchPage({ ...config, environment: 'production' }, { tpp, requestUri }).body).not.toContain(
      'テスト環境',
    );
  });

  it('names code and reference when something is wrong', () => {
    const { status, body } = renderErrorPage(config, 'authorization.tpp-suspended', '7K2M-94QD');
    expect(status).toBe(403);
    expect(body).toContain('authorization.tpp-suspended');
    expect(body).toContain('7K2M-94QD');
    expect(body).not.toContain('<script');
  });
});
