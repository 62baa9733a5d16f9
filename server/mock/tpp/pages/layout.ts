import type { RegisteredTpp } from '../registered.ts';
import { asText, html, type Html } from './html.ts';

/** One page of a pretend TPP's own web site: its brand, not the bank's. */
export function layout(tpp: RegisteredTpp, title: string, content: Html): string {
  return asText(
    html`<!doctype html>
      <html lang="ja">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>${title} | ${tpp.name.ja}</title>
          <link rel="stylesheet" href="/style.css" />
          <link rel="icon" href="data:," />
        </head>
        <body data-accent="${tpp.accent}">
          <aside class="test-strip" aria-label="テスト環境">
            <strong>テスト環境</strong> 実在のサービス・口座にはつながりません <span lang="en">Test environment</span>
          </aside>
          <header class="brand">
            <a class="brand__name" href="${tpp.path}"
              ><span class="brand__mark" aria-hidden="true"></span>${tpp.name.ja}</a
            >
            <nav aria-label="メニュー">
              <span>仕訳</span><span>請求書</span><span aria-current="page">口座連携</span><span>レポート</span>
            </nav>
          </header>
          <main>${content}</main>
          <footer><p>${tpp.company} ・ 電子決済等代行業者 ${tpp.registration}(架空)</p></footer>
        </body>
      </html> `,
  );
}
