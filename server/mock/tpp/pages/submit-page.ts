import type { Submission } from '../../../bank/api/contract/submission.ts';
import type { ConnectedAccount } from '../connected.ts';
import type { RegisteredTpp } from '../registered.ts';
import type { BrowserSession } from '../sessions.ts';
import { accountName } from './connected-page.ts';
import { formToken } from './form.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { inYen } from './service-words.ts';
import { linkTabs } from './tabs.ts';

export type SubmitPage = {
  readonly tpp: RegisteredTpp;
  readonly session: BrowserSession;
  readonly account: ConnectedAccount;
  /** Names one submission, however often its form is sent. */
  readonly key: string;
  readonly day: string;
  readonly result: Submission | { readonly refused: string } | null;
};

const statusWords = {
  'waiting-for-approval': '承認待ち',
  approved: '承認済',
  returned: '差戻し',
  lapsed: '期限切れ',
} as const;

function resultOf(result: SubmitPage['result']): Html | null {
  if (result === null) return null;
  if ('refused' in result)
    return html`<section class="plain" role="status">
      <h2>受け付けられませんでした</h2>
      <pre tabindex="0" aria-label="銀行の答え">${result.refused}</pre>
    </section>`;
  const { report } = result;
  return html`<section class="plain" role="status">
    <h2>銀行が受け付けました: ${statusWords[result.status]}</h2>
    <p>${report.rows}件、合計${inYen(report.total)}、指定日 ${result.requestedOn.replaceAll('-', '/')}</p>
    <p class="note">お金はまだ動いていません。銀行の画面で承認されると、実行されます。</p>
    ${report.warnings.map(({ message }) => html`<p class="note">注意: ${message}</p>`)}
  </section>`;
}

/** 総合振込データ受付 with one row. */
export function submitPage({ tpp, session, account, key, day, result }: SubmitPage): string {
  return layout(
    tpp,
    '総合振込のデータを渡す',
    html`${linkTabs(tpp, null)}
      <section class="hero">
        <h1>総合振込のデータを渡す</h1>
        <p>${accountName(account)}から支払うデータを、銀行に渡します。</p>
        <form method="post" action="/submit/${tpp.clientId}/${account.id}" class="fields">
          ${formToken(session)}<input type="hidden" name="key" value="${key}" />
          <label>受取人(半角カナ)<input name="name" value="ｶ)ﾔﾏﾅﾐｺｳﾑﾃﾝ" maxlength="30" required /></label>
          <label
            >金額(円)<input name="amount" inputmode="numeric" pattern="[0-9]{1,10}" value="120000" required
          /></label>
          <label>指定日<input name="day" type="date" value="${day}" required /></label>
          <button type="submit" class="primary">データを渡す</button>
        </form>
        <p class="note">受取人の口座は、架空の銀行(0001-001 普通 1234567)です。</p>
      </section>
      ${resultOf(result)}
      <p><a href="/connected/${tpp.clientId}">連携中の口座に戻る</a></p>`,
  );
}
