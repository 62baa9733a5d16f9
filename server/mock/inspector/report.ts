import type { Entry } from './contract.ts';

/** What the world knows about itself at the moment of a report. */
export type ReportFacts = {
  readonly versions: Readonly<Record<string, string>>;
  /** The server's time, RFC 3339. */
  readonly serverTime: string;
  /** The machine's time, RFC 3339. */
  readonly machineTime: string;
  /** Scenarios that are on, one line each. */
  readonly scenarios: readonly string[];
};

const shownEntries = 30;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('`', "'");

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search}`;
}

const row = (entry: Entry): string =>
  [
    String(entry.id),
    entry.at.slice(11, 23),
    `${entry.from} → ${entry.to}`,
    entry.tpp ?? '',
    `\`${cell(`${entry.method} ${pathOf(entry.url)}`)}\``,
    entry.status === null ? `— (${cell(entry.failure ?? '')})` : String(entry.status),
    entry.problem === null ? '' : cell(entry.problem.code),
    `${String(entry.duration)} ms`,
  ].join(' | ');

const block = (text: string): string => `~~~\n${text.replaceAll('~~~', '~ ~ ~')}\n~~~`;

function detail(entry: Entry): string {
  const { request, response, problem } = entry;
  const reference = problem?.reference == null ? '' : ` / reference \`${cell(problem.reference)}\``;
  const trace = entry.trace === null ? '' : ` / request id \`${cell(entry.trace)}\``;
  return [
    `### #${String(entry.id)} ${cell(entry.problem?.code ?? entry.failure ?? 'HTTP error')}${reference}${trace}`,
    block(
      [
        `${entry.method} ${entry.url}`,
        ...(request.body?.text == null ? [] : ['', request.body.text]),
        '',
        `→ ${entry.status === null ? (entry.failure ?? '') : String(entry.status)}`,
        ...(response.body?.text == null ? [] : ['', response.body.text]),
      ].join('\n'),
    ),
  ].join('\n\n');
}

const isTrouble = ({ status, problem }: Entry): boolean => status === null || status >= 400 || problem !== null;

/** A bug report in Markdown, ready but for what only a person knows. Masked, as the entries are. */
export function bugReport(entries: readonly Entry[], facts: ReportFacts): string {
  const last = entries.slice(-shownEntries);
  const troubles = last.filter(isTrouble).slice(-5);
  const latest = troubles.at(-1);
  const happened =
    latest === undefined
      ? '断られた要求も、応答のない要求もありません。 / No request was refused or left without an answer.'
      : `最後に断られた要求: #${String(latest.id)} \`${cell(latest.problem?.code ?? latest.failure ?? String(latest.status))}\` (${latest.from} → ${latest.to}${latest.tpp === null ? '' : `, ${latest.tpp}`})`;
  return [
    '# 不具合の報告 / Bug report',
    '## 何が起きたか / What happened',
    happened,
    '<!-- 何をして、何を期待し、何が起きたかを書いてください。 What did you do, what did you expect, what happened instead? -->',
    '## 環境 / Environment',
    [
      ...Object.entries(facts.versions).map(([name, version]) => `- ${name}: ${version}`),
      `- サーバーの時刻 / server clock: ${facts.serverTime}`,
      `- この機械の時刻 / machine clock: ${facts.machineTime}`,
      `- シナリオ / scenarios: ${facts.scenarios.length === 0 ? 'なし / none' : facts.scenarios.map(cell).join(', ')}`,
    ].join('\n'),
    '## 直近の通信 / Last requests',
    [
      '# | 時刻 / time (UTC) | 誰から誰へ / who | TPP | 要求 / request | 応答 / status | コード / code | 時間 / took',
      '--- | --- | --- | --- | --- | --- | --- | ---',
      ...last.map(row),
    ].join('\n'),
    ...(troubles.length === 0 ? [] : ['## 断られた要求 / Refused requests', ...troubles.map(detail)]),
    '秘密の値は記録の前に伏せてあります。同じ札(`*code:…*`)は同じ値です。 / Secrets were masked before they were recorded; equal labels mean equal values.',
    '',
  ].join('\n\n');
}
