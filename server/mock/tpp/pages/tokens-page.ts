import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Tokens } from '../oauth-client.ts';
import type { RegisteredTpp } from '../registered.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { linkTabs } from './tabs.ts';

/** Enough to tell two apart, far too little to use one. */
const masked = (token: string): string => `${token.slice(0, 4)}••••••••(${String(token.length)}文字)`;
const thumbprint = (token: string): string => createHash('sha256').update(token).digest('base64url');

const time = (date: Date): string => date.toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo' });

const fact = (name: string, value: string): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** The subject is what the bank calls the customer. */
const hidden = new Set(['sub', 'nonce', 'at_hash', 'c_hash', 's_hash', 'sid', 'jti']);
const claims = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        hidden.has(name) && typeof value === 'string'
          ? masked(value)
          : ['exp', 'iat', 'auth_time', 'nbf'].includes(name) && typeof value === 'number'
            ? `${String(value)} (${time(new Date(value * 1000))})`
            : value,
      ]),
    ),
    null,
    2,
  );

const jwt = (token: string): Html =>
  html`<pre tabindex="0" aria-label="IDトークンの見出し">${claims({ ...decodeProtectedHeader(token) })}</pre>
    <pre tabindex="0" aria-label="IDトークンの中身">${claims(decodeJwt(token))}</pre>`;

/** The tokens of the link that stands: what can be said of them without showing them. */
export function tokensPage(tpp: RegisteredTpp, tokens: Tokens, now: Date): string {
  const { accessToken, refreshToken, idToken, binding, scope, expiresAt, grantId, authorizationDetails } = tokens;
  const seconds = Math.round((expiresAt.getTime() - now.getTime()) / 1000);
  const isDpop = binding.kind === 'dpop';
  return layout(
    tpp,
    'トークン',
    html`${linkTabs(tpp, 'tokens')}
      <section class="hero">
        <h1>トークン</h1>
        <p>このサービスが預かっているトークンです。値そのものは表示しません。</p>
      </section>
      <section class="plain">
        <h2>アクセストークン</h2>
        <dl class="facts">
          ${fact('値', masked(accessToken))} ${fact('SHA-256', thumbprint(accessToken))}
          ${fact('種類', isDpop ? '中身の見えない文字列(DPoP)' : '中身の見えない文字列(Bearer、証明書に結合)')}
          ${fact(isDpop ? '結び付いた鍵(jkt)' : '結び付いた証明書(x5t#S256)', binding.thumbprint)}
          ${fact('期限', `${time(expiresAt)} ${seconds > 0 ? `(あと${String(seconds)}秒)` : '(切れています)'}`)}
          ${fact('scope', scope === '' ? '(なし)' : scope)}
        </dl>
      </section>
      <section class="plain">
        <h2>リフレッシュトークン</h2>
        <dl class="facts">
          ${refreshToken === undefined ? fact('値', 'このサービスは預かりません。期限が切れたら、もう一度許可をお願いします。') : fact('値', masked(refreshToken))}
          ${grantId === undefined ? null : fact('連携の名前(grant_id)', masked(grantId))}
        </dl>
      </section>
      <section class="plain">
        <h2>許可された内容(authorization_details)</h2>
        <pre tabindex="0" aria-label="許可された内容">${JSON.stringify(authorizationDetails, null, 2)}</pre>
      </section>
      <section class="plain">
        <h2>IDトークン</h2>
        ${idToken === undefined ? html`<p class="note">受け取っていません。</p>` : jwt(idToken)}
      </section>`,
  );
}
