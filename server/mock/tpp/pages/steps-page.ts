import type { Step } from '../journal.ts';
import type { RegisteredTpp } from '../registered.ts';
import type { KeptMessage } from '../../inspector/contract.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { linkTabs } from './tabs.ts';

const titles: readonly (readonly [RegExp, string])[] = [
  [/\/\.well-known\//, 'サーバーの案内を読む(discovery)'],
  [/\/request$/, '要求を預ける(PAR)'],
  [/\/token$/, 'トークンを求める'],
  [/\/jwks$/, '署名の鍵を読む'],
  [/\/resources\/v1\/accounts$/, '口座の一覧を読む'],
  [/\/balance$/, '残高を読む'],
  [/\/transactions/, '入出金明細を読む'],
  [/\/submissions$/, 'データを渡す'],
  [/\/grants\//, '連携を返す'],
];

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const titleOf = (step: Step): string => {
  switch (step.kind) {
    case 'redirect':
      return 'ブラウザーを銀行へ送る';
    case 'return':
      return 'ブラウザーが戻ってくる';
    case 'exchange':
      return titles.find(([pattern]) => pattern.test(pathOf(step.entry.url)))?.[1] ?? 'その他の要求';
  }
};

/** One parameter a line, so that each can be read. */
const unfolded = (text: string): string => text.replaceAll(/[?&]/g, '\n  $&');

/** The same of a form, decoded: what is asked for is JSON in there. */
const formText = (text: string): string =>
  [...new URLSearchParams(text)].map(([name, value]) => `&${name}=${value}`).join('\n  ');

const block = (label: string, text: string): Html =>
  html`<p class="note">${label}</p>
    <pre tabindex="0" aria-label="${label}">${text}</pre>`;

const shownHeaders = new Set([
  'authorization',
  'dpop',
  'content-type',
  'location',
  'www-authenticate',
  'idempotency-key',
]);

const messageText = ({ headers, body }: KeptMessage): string =>
  [
    ...headers.filter(([name]) => shownHeaders.has(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`),
    ...(body?.text == null ? [] : ['', body.type.includes('form') ? formText(body.text) : body.text]),
  ].join('\n');

function stepItem(step: Step): Html {
  if (step.kind !== 'exchange')
    return html`<li class="step">
      <h2>${titleOf(step)}</h2>
      ${block('アドレス', unfolded(step.url))}
    </li>`;
  const { entry } = step;
  return html`<li class="step" data-refused="${entry.status === null || entry.status >= 400 ? 'yes' : 'no'}">
    <h2>${titleOf(step)} <span class="status">${entry.status ?? '応答なし'}</span></h2>
    <details>
      <summary><code>${entry.method} ${pathOf(entry.url)}</code></summary>
      ${block('要求', `${entry.method} ${unfolded(entry.url)}\n${messageText(entry.request)}`)}
      ${block('応答', `HTTP ${String(entry.status ?? '')} ${entry.failure ?? ''}\n${messageText(entry.response)}`)}
    </details>
  </li>`;
}

/** What went over the wire between this TPP and the bank, in order. Masked. */
export const stepList = (steps: readonly Step[]): Html =>
  steps.length === 0
    ? html`<p class="note">まだ何もやりとりしていません。</p>`
    : html`<ol class="steps">
        ${steps.map(stepItem)}
      </ol>`;

export function stepsPage(tpp: RegisteredTpp, steps: readonly Step[]): string {
  return layout(
    tpp,
    'やりとり',
    html`${linkTabs(tpp, 'steps')}
      <section class="hero">
        <h1>銀行とのやりとり</h1>
        <p>
          いちばん新しい手続きで、このサービスと銀行が送り合ったものです。秘密の値は札に置き換えています。同じ札は同じ値です。
        </p>
      </section>
      <section class="plain">${stepList(steps)}</section>
      <p><a href="${tpp.path}">口座連携の画面に戻る</a></p>`,
  );
}
