import type { Connected, ConnectedAccount, Entry } from '../connected.ts';
import type { RegisteredTpp } from '../registered.ts';
import type { BrowserSession } from '../sessions.ts';
import { buttonForm } from './form.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { accountTypeWords, inYen, longDay, serviceWord } from './service-words.ts';
import { linkTabs } from './tabs.ts';

export const accountName = ({ branch, type, last3 }: ConnectedAccount): string =>
  `${branch.ja} ${accountTypeWords[type]} 末尾${last3}`;

export function entryRow(entry: Entry): Html {
  const sign = entry.amount < 0 ? 'out' : 'in';
  return html`<tr>
    <td>${entry.date.replaceAll('-', '/')}</td>
    <td>${entry.description}${entry.transferFrom ? html` <span class="from">${entry.transferFrom}</span>` : null}</td>
    <td class="money" data-sign="${sign}">${entry.amount < 0 ? '-' : '+'}${inYen(Math.abs(entry.amount))}</td>
  </tr>`;
}

export const entryTable = (caption: string, entries: readonly Entry[]): Html =>
  html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">日付</th>
        <th scope="col">内容</th>
        <th scope="col">金額</th>
      </tr>
    </thead>
    <tbody>
      ${entries.map(entryRow)}
    </tbody>
  </table>`;

const updates = ['bulk-transfer', 'payroll', 'direct-debit', 'tax-payment'];

const accountCard = ({ clientId }: RegisteredTpp, account: ConnectedAccount): Html =>
  html`<article class="account" data-account="${account.id}">
    <header>
      <h2><a href="/accounts/${clientId}/${account.id}">${accountName(account)}</a></h2>
      <p class="balance">${account.balance === null ? '残高は許可されていません' : inYen(account.balance)}</p>
    </header>
    ${
      account.entries === null
        ? html`<p class="note">入出金明細は取り込んでいません。</p>`
        : entryTable('最近の入出金', account.entries)
    }
    ${
      account.services.includes('bulk-transfer')
        ? html`<p><a href="/submit/${clientId}/${account.id}">総合振込のデータを渡す</a></p>`
        : null
    }
  </article>`;

/** What the customer came for: his accounts, in the TPP's books. */
export function connectedPage(tpp: RegisteredTpp, session: BrowserSession, connected: Connected): string {
  const isUpdating = connected.services.some((service) => updates.includes(service));
  return layout(
    tpp,
    '連携中の口座',
    html`${linkTabs(tpp, 'connected')}
      <section class="hero hero--done">
        <p class="hero__tagline">連携が完了しました</p>
        <h1>連携中の口座 ${connected.accounts.length}件</h1>
        <p>
          ${connected.until === null ? '' : `${longDay(connected.until)}まで有効です。`}${isUpdating ? '使える業務' : '取り込む内容'}:
          ${connected.services.map(serviceWord).join('、')}
        </p>
        ${connected.narrowed ? html`<p role="status">お客さまが連携の範囲を減らしたため、使えなくなった業務と口座は表示していません。</p>` : null}
        <div class="actions">
          ${buttonForm(session, `/refresh/${tpp.clientId}`, '最新の情報を読み込む')}
          ${buttonForm(session, `/connect/${tpp.clientId}`, '連携を更新する')}
          ${buttonForm(session, `/give-back/${tpp.clientId}`, '連携をやめる', 'quiet')}
        </div>
        <p class="note">更新の手続きが終わるまで、今の連携はそのまま使えます。</p>
      </section>
      <section class="accounts" aria-label="口座の一覧">
        ${connected.accounts.map((account) => accountCard(tpp, account))}
      </section>
      <p><a href="${tpp.path}">口座連携の画面に戻る</a></p>`,
  );
}
