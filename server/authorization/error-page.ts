import type { ServerConfig } from '../config.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { escapeHtml } from '../http/html.ts';
import { problemTable } from '../http/problem-table.ts';
import type { LaunchPage } from './launch-page.ts';
import { renderPage, supportLine } from './page.ts';

type Text = { readonly ja: string; readonly en: string };

const other: Text = {
  ja: '手続きを始められませんでした',
  en: 'The procedure could not be started',
};

const nothingPassed: Text = {
  ja: '口座の情報はどこにも渡していません。',
  en: 'Nothing about your accounts was passed on.',
};

/** Only one flow per request: whether that one has passed anything on is not known here. */
const elsewhere: Text = {
  ja: '開いたアプリの画面で続けてください。',
  en: 'Go on in the app that was opened.',
};

/** What happened, for the reasons that a browser can meet; everything else has the general sentence. */
const happened: Partial<Readonly<Record<ProblemCode, Text>>> = {
  'authorization.expired': { ja: 'この手続きの期限が過ぎました', en: 'This request has expired' },
  'authorization.used': { ja: 'この手続きはすでに開かれています', en: 'This request has already been opened' },
  'authorization.timed-out': { ja: 'この手続きの時間が過ぎました', en: 'This procedure has timed out' },
  'authorization.unknown-tpp': { ja: '登録されていない連携先です', en: 'This provider is not registered' },
  'authorization.tpp-suspended': { ja: 'この連携先は停止中です', en: 'This provider is suspended' },
};

/** An error an ordinary browser meets. Nothing that the browser sent is repeated on it. */
export function renderErrorPage(
  config: Pick<ServerConfig, 'environment' | 'bank'>,
  code: ProblemCode,
  reference: string,
): LaunchPage {
  const text = happened[code] ?? other;
  const lead = code === 'authorization.used' ? elsewhere : nothingPassed;
  return renderPage(config, {
    status: problemTable[code].status,
    title: `${text.ja} – ${config.bank.name.ja}`,
    kind: 'error',
    body: `<header><h1>${text.ja}</h1><p class="lead">${lead.ja}</p></header>
<section class="note"><h2>次にすること</h2><ol><li>連携先の画面に戻り、もう一度始めてください。</li>
<li>同じことが続くときは、お問い合わせください。<br>${supportLine(config, 'ja')}</li></ol></section>
<p class="note">エラーコード <span class="code">${escapeHtml(code)}</span> 受付番号 <span class="code">${escapeHtml(reference)}</span></p>
<section class="en" lang="en"><h2>${text.en}</h2>
<p>${lead.en} Go back to the provider's page and start again.
If it happens again, contact us: ${supportLine(config, 'en')}</p></section>`,
  });
}
