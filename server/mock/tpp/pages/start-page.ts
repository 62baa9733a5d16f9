import type { RegisteredTpp } from '../registered.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

type Other = Pick<RegisteredTpp, 'path' | 'name'>;

/** Where the customer's journey begins. */
export function startPage(tpp: RegisteredTpp, others: readonly Other[], connected: boolean): string {
  return layout(
    tpp,
    '口座連携',
    html`<section class="hero">
        <p class="hero__tagline">${tpp.tagline.ja}</p>
        <h1>銀行口座の連携</h1>
        <p>
          成協信用組合の口座をつなぐと、残高と入出金明細を自動で取り込みます。連携の手続きは、成協信用組合のアプリで行います。
        </p>
        <form method="post" action="/connect/${tpp.clientId}">
          <button type="submit" class="primary">銀行口座を連携する</button>
        </form>
        <p class="note" lang="en">
          Connect your bank accounts. The bank's own app asks for your consent; this service never sees your password.
        </p>
        ${connected ? html`<p><a href="/connected/${tpp.clientId}">連携中の口座を見る</a></p>` : null}
      </section>
      <section class="plain">
        <h2>連携先の金融機関</h2>
        <ul class="banks">
          <li><strong>成協信用組合</strong><span>法人インターネットバンキング(電子証明書方式)</span></li>
        </ul>
      </section>
      <aside class="plain">
        <h2>テスト用の別のサービス</h2>
        <ul class="links">
          ${others.map((other) => html`<li><a href="${other.path}">${other.name.ja}</a></li>`)}
        </ul>
      </aside>`,
  );
}
