import { html, type Html } from '../../tpp/pages/html.ts';
import type { Entry, KeptMessage } from '../contract.ts';
import { frame } from './frame.ts';
import { grade, partyWords, placeWords, shortAddress, targetWords, timeOfDay } from './words.ts';

function body({ body: kept }: KeptMessage): Html {
  if (kept === null) return html`<p class="note">本文はありません。</p>`;
  const about = html`<p class="note">${kept.type === '' ? '種類の指定なし' : kept.type}・${kept.bytes}バイト</p>`;
  return kept.text === null
    ? html`${about}
        <p class="note">ページ・長い本文・JSONでもフォームでもない本文は、記録していません。</p>`
    : html`${about}
        <pre tabindex="0">${kept.text.replaceAll('&', '\n&')}</pre>`;
}

const message = (title: string, kept: KeptMessage): Html =>
  html`<section class="message">
    <h2>${title}</h2>
    <dl class="headers">
      ${kept.headers.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${body(kept)}
  </section>`;

const fact = (name: string, value: string | Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** One exchange with everything that is kept of it. */
export function detailPage(entry: Entry): string {
  return frame(
    `通信 ${String(entry.id)}`,
    html`<p><a href="/inspector">一覧に戻る</a></p>
      <h1 class="address"><b>${entry.method}</b> ${shortAddress(entry.url)}</h1>
      <dl class="facts" data-grade="${grade(entry.status)}">
        ${fact('応答', entry.status === null ? `なし(${entry.failure ?? ''})` : String(entry.status))}
        ${entry.problem === null ? null : fact('コード', entry.problem.code)}
        ${entry.problem?.reference == null ? null : fact('照会番号', entry.problem.reference)}
        ${fact('だれから', `${partyWords[entry.from]} → ${targetWords[entry.to]}`)}
        ${fact('見た場所', placeWords[entry.place])} ${entry.tpp === null ? null : fact('TPP', entry.tpp)}
        ${fact('時刻', `${timeOfDay(entry.at)}(サーバーの時計)、開始から${String(Math.round(entry.sinceStart))} ms`)}
        ${fact('かかった時間', `${String(entry.duration)} ms`)}
        ${entry.flow === null ? null : fact('流れ', html`<a href="/inspector?flow=${entry.flow}">流れ${entry.flow}をすべて見る</a>`)}
        ${entry.trace === null ? null : fact('要求の番号', html`<code>${entry.trace}</code>`)}
        ${fact('アドレス', html`<code>${entry.url}</code>`)}
      </dl>
      ${message('要求', entry.request)} ${message('応答', entry.response)}`,
  );
}
