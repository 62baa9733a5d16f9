import type { Entry } from '../connected.ts';
import { html, type Html } from './html.ts';
import { inYen } from './service-words.ts';

export type Point = { readonly date: string; readonly balance: number };

/** Balance at the end of each day that has an entry, oldest first. `entries` are newest first. */
export function dailyBalances(entries: readonly Entry[]): readonly Point[] {
  const days = new Map<string, number>();
  for (const { date, balance } of entries) if (!days.has(date)) days.set(date, balance);
  return [...days].map(([date, balance]) => ({ date, balance })).reverse();
}

const width = 640;
const height = 180;
const margin = { top: 16, right: 16, bottom: 28, left: 16 } as const;

const time = (date: string): number => new Date(`${date}T00:00:00Z`).getTime();
const number = (value: number): string => value.toFixed(1);
const shortDay = (date: string): string => `${String(Number(date.slice(5, 7)))}/${String(Number(date.slice(8)))}`;

/** A line of balances as a picture with words, and the same as a table for everybody who cannot see it. */
export function balanceChart(points: readonly Point[]): Html {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2)
    return html`<p class="note">グラフにするには、明細が足りません。</p>`;
  const balances = points.map(({ balance }) => balance);
  const [lowest, highest] = [Math.min(...balances), Math.max(...balances)];
  const span = Math.max(1, highest - lowest);
  const days = Math.max(1, time(last.date) - time(first.date));
  const x = ({ date }: Point): number =>
    margin.left + ((time(date) - time(first.date)) / days) * (width - margin.left - margin.right);
  const y = ({ balance }: Point): number =>
    margin.top + (1 - (balance - lowest) / span) * (height - margin.top - margin.bottom);
  const line = points.map((point) => `${number(x(point))},${number(y(point))}`).join(' ');
  return html`<figure class="chart">
    <figcaption id="chart-title">残高の動き(${shortDay(first.date)}から${shortDay(last.date)}まで)</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="chart-title" aria-describedby="chart-words">
      <polyline class="chart__line" points="${line}"></polyline>
      <circle class="chart__now" cx="${number(x(last))}" cy="${number(y(last))}" r="5"></circle>
      <text x="${margin.left}" y="${height - 8}">${shortDay(first.date)}</text>
      <text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${shortDay(last.date)}</text>
    </svg>
    <p id="chart-words" class="note">最高 ${inYen(highest)}、最低 ${inYen(lowest)}、今 ${inYen(last.balance)}</p>
    <details>
      <summary>表で見る</summary>
      <table>
        <caption>
          日ごとの終わりの残高
        </caption>
        <thead>
          <tr>
            <th scope="col">日付</th>
            <th scope="col">残高</th>
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ date, balance }) =>
              html`<tr>
                <td>${date.replaceAll('-', '/')}</td>
                <td class="money">${inYen(balance)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </figure>`;
}
