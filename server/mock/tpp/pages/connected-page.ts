import type { Connected, ConnectedAccount, Entry } from '../connected.ts';
import type { RegisteredTpp } from '../registered.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

const yen = new Intl.NumberFormat('ja-JP');
const day = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });

const types = { ordinary: '普通', current: '当座', savings: '貯蓄', time: '定期' } as const;

const services: Readonly<Record<string, string>> = {
  balance: '残高照会',
  transactions: '入出金明細照会',
  'incoming-transfers': '振込入金明細照会',
  activity: '取引状況照会',
  'bulk-transfer': '総合振込データ受付',
  payroll: '給与・賞与振込データ受付',
  'direct-debit': '口座振替データ受付',
  'tax-payment': '税金・各種料金払込',
};

function entryRow(entry: Entry): Html {
  const sign = entry.amount < 0 ? 'out' : 'in';
  const amount = `${entry.amount < 0 ? '-' : '+'}${yen.format(Math.abs(entry.amount))}`;
  return html`<tr>
    <td>${entry.date.replaceAll('-', '/')}</td>
    <td>${entry.description}${entry.transferFrom ? html` <span class="from">${entry.transferFrom}</span>` : null}</td>
    <td class="money" data-sign="${sign}">${amount}円</td>
  </tr>`;
}

function accountCard(account: ConnectedAccount): Html {
  return html`<article class="account" data-account="${account.id}">
    <header>
      <h3>${account.branch.ja} ${types[account.type]} 末尾${account.last3}</h3>
      <p class="balance">
        ${account.balance === null ? '残高は許可されていません' : `${yen.format(account.balance)}円`}
      </p>
    </header>
    ${
      account.entries === null
        ? html`<p class="note">入出金明細は取り込んでいません。</p>`
        : html`<table>
            <caption>
              最近の入出金
            </caption>
            <thead>
              <tr>
                <th scope="col">日付</th>
                <th scope="col">内容</th>
                <th scope="col">金額</th>
              </tr>
            </thead>
            <tbody>
              ${account.entries.map(entryRow)}
            </tbody>
          </table>`
    }
  </article>`;
}

/** What the customer came for: his accounts, in the TPP's books. */
export function connectedPage(tpp: RegisteredTpp, connected: Connected): string {
  return layout(
    tpp,
    '連携中の口座',
    html`<section class="hero hero--done">
        <p class="hero__tagline">連携が完了しました</p>
        <h1>連携中の口座 ${connected.accounts.length}件</h1>
        <p>
          ${connected.until === null ? '' : `${day.format(new Date(connected.until))}まで有効です。`}取り込む内容:
          ${connected.services.map((service) => services[service] ?? service).join('、')}
        </p>
        <form method="post" action="/refresh/${tpp.clientId}">
          <button type="submit" class="secondary">最新の情報を読み込む</button>
        </form>
      </section>
      <section class="accounts" aria-label="口座の一覧">${connected.accounts.map(accountCard)}</section>
      <p><a href="${tpp.path}">口座連携の画面に戻る</a></p>`,
  );
}
