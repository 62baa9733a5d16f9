import { html, type Html } from '../../tpp/pages/html.ts';
import { parties, type Entries, type Entry, type Query } from '../contract.ts';
import { frame } from './frame.ts';
import { grade, partyWords, shortAddress, targetWords, timeOfDay } from './words.ts';

const statuses = [
  ['', 'すべて'],
  ['2xx', '2xx 成功'],
  ['3xx', '3xx 移動'],
  ['4xx', '4xx 断られた'],
  ['5xx', '5xx サーバーの障害'],
  ['none', '応答なし'],
] as const;

const option = (value: string, label: string, chosen: string): Html =>
  value === chosen
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;

function row(entry: Entry): Html {
  const address = shortAddress(entry.url);
  return html`<tr data-grade="${grade(entry.status)}">
    <td class="id"><a href="/inspector/entries/${entry.id}">${entry.id}</a></td>
    <td class="time">${timeOfDay(entry.at)}</td>
    <td class="who">
      ${partyWords[entry.from]} →
      ${targetWords[entry.to]}${entry.tpp === null ? null : html`<br /><small>${entry.tpp}</small>`}
    </td>
    <td class="address"><b>${entry.method}</b> <code>${address}</code></td>
    <td class="status">
      ${entry.status ?? '応答なし'}${entry.problem === null ? null : html`<br /><code>${entry.problem.code}</code>`}
    </td>
    <td class="took">${entry.duration} ms</td>
    <td class="took">
      ${entry.flow === null ? null : html`<a href="/inspector?flow=${entry.flow}">流れ${entry.flow}</a>`}
    </td>
  </tr>`;
}

const search = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      name === 'after' || name === 'before' || name === 'limit' ? [] : [[name, String(value)]],
    ),
  ).toString();

/** The time line, newest first. */
export function listPage({ entries, kept, dropped, newest }: Entries, query: Query): string {
  const filtered = search(query);
  const oldest = entries[0]?.id;
  return frame(
    '通信の記録',
    html`<header class="top">
        <div>
          <h1>通信の記録</h1>
          <p class="note">
            アプリ・ブラウザー・TPPとサーバーの間のすべての要求と応答です。<span lang="en">Inspector</span>
          </p>
        </div>
        <nav class="exports" aria-label="書き出し">
          <a href="/inspector/report.md?${filtered}">不具合の報告</a>
          <a href="/inspector/export.har?${filtered}">HARファイル</a>
          <form method="post" action="/inspector/clear"><button class="quiet">記録を消す</button></form>
        </nav>
      </header>
      <form class="filter" method="get" action="/inspector" role="search">
        <label class="wide"
          >ことば<input type="search" name="text" value="${query.text ?? ''}" maxlength="200"
        /></label>
        <label
          >だれから<select name="party">
            ${option('', 'すべて', query.party ?? '')}${parties.map((party) => option(party, partyWords[party], query.party ?? ''))}
          </select></label
        >
        <label
          >応答<select name="status">
            ${statuses.map(([value, label]) => option(value, label, query.status ?? ''))}
          </select></label
        >
        <label>コード<input name="code" value="${query.code ?? ''}" maxlength="100" /></label>
        <label>TPP<input name="tpp" value="${query.tpp ?? ''}" maxlength="64" /></label>
        <label class="short"
          >流れ<input name="flow" inputmode="numeric" pattern="[0-9]*" value="${query.flow ?? ''}"
        /></label>
        <label class="check">
          ${
            query.both === '1'
              ? html`<input type="checkbox" name="both" value="1" checked />`
              : html`<input type="checkbox" name="both" value="1" />`
          }TPPの側で見たものも出す</label
        >
        <div class="buttons">
          <button type="submit">絞り込む</button>
          <a href="/inspector">条件を消す</a>
        </div>
      </form>
      <section id="list" data-newest="${newest}" aria-labelledby="found">
        <p class="found">
          <strong id="found">${entries.length}件</strong>
          <span>記録 ${kept}件${dropped === 0 ? '' : `(古い${String(dropped)}件は消えました)`}</span>
          <span data-live aria-live="polite"></span>
        </p>
        ${
          entries.length === 0
            ? html`<p class="empty">当てはまる通信はありません。</p>`
            : html`<div class="scroll" tabindex="0" role="region" aria-label="通信の一覧">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">番号</th>
                      <th scope="col">時刻</th>
                      <th scope="col">だれから</th>
                      <th scope="col">要求</th>
                      <th scope="col">応答</th>
                      <th scope="col">時間</th>
                      <th scope="col">流れ</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${[...entries].reverse().map(row)}
                  </tbody>
                </table>
              </div>`
        }
        ${
          entries.length === (query.limit ?? 200) && oldest !== undefined
            ? html`<p><a href="/inspector?${filtered}&before=${oldest}">もっと古い通信</a></p>`
            : null
        }
      </section>`,
  );
}
