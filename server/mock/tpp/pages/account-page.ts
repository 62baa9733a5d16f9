import type { AccountDetail } from '../connected.ts';
import type { RegisteredTpp } from '../registered.ts';
import { balanceChart, dailyBalances } from './chart.ts';
import { accountName, entryTable } from './connected-page.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { inYen } from './service-words.ts';
import { linkTabs } from './tabs.ts';

/** One account: balance, its movement, and the entries page by page. */
export function accountPage(tpp: RegisteredTpp, { account, balance, page, recent }: AccountDetail): string {
  const here = `/accounts/${tpp.clientId}/${account.id}`;
  return layout(
    tpp,
    accountName(account),
    html`${linkTabs(tpp, null)}
      <section class="hero">
        <h1>${accountName(account)}</h1>
        <p class="note">${account.holder}</p>
        <p class="balance balance--big">${balance === null ? '残高は許可されていません' : inYen(balance)}</p>
        ${recent === null ? null : balanceChart(dailyBalances(recent))}
      </section>
      <section class="plain">
        ${
          page === null
            ? html`<p class="note">入出金明細は許可されていません。</p>`
            : html`${entryTable(`入出金明細(${page.from.replaceAll('-', '/')}から${page.to.replaceAll('-', '/')}まで)`, page.entries)}
                <nav class="paging" aria-label="明細のページ">
                  ${recent === null ? html`<a href="${here}">最初のページ</a>` : null}
                  ${
                    page.next === null
                      ? html`<span class="note">これより古い明細はありません。</span>`
                      : html`<a href="${here}?cursor=${page.next}">次のページ(古い明細)</a>`
                  }
                </nav>`
        }
      </section>
      <p><a href="/connected/${tpp.clientId}">連携中の口座に戻る</a></p>`,
  );
}
