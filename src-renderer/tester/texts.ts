import type { TesterAnswers, TesterReloaded } from '../../src-main/contract/tester.ts';
import type { Language } from '../stores/language-store.ts';
import type { Mistake } from './parameter-drafts.ts';

export type PanelTexts = {
  readonly title: string;
  readonly people: string;
  readonly noPeople: string;
  readonly password: string;
  readonly pins: string;
  readonly certificate: string;
  readonly actions: Readonly<Record<'import' | 'issue' | 'renew' | 'revoke', string>>;
  readonly token: string;
  readonly tokens: string;
  readonly pin: string;
  readonly locked: string;
  /** Where this app was started as somebody else. */
  readonly tokensUnseen: string;
  readonly tokensSeen: string;
  readonly madeToken: (made: TesterAnswers['token']) => string;
  readonly moreAccounts: (count: number) => string;
  readonly reload: string;
  readonly reloaded: (what: TesterReloaded) => string;
  readonly scenarios: string;
  readonly active: (count: number) => string;
  readonly activeNow: string;
  readonly find: string;
  readonly onlyOn: string;
  readonly found: (count: number) => string;
  readonly noneFound: string;
  readonly turnOff: (title: string) => string;
  readonly allOff: string;
  readonly settings: string;
  readonly persons: string;
  readonly everybody: string;
  readonly onlyPerson: (name: string) => string;
  readonly tpp: string;
  readonly everyTpp: string;
  readonly takeAll: string;
  readonly takeNone: string;
  readonly ofAll: (count: number, all: number) => string;
  readonly all: string;
  readonly yesNo: readonly [yes: string, no: string];
  readonly mistake: (mistake: Mistake) => string;
  readonly cannotReach: (points: string) => string;
  readonly ruledOut: (other: string, reason: string) => string;
  readonly notReady: (parameter: string, mistake: string) => string;
  readonly toImport: (person: string) => string;
  readonly groups: Readonly<
    Record<'certificate' | 'login' | 'pin' | 'authorization' | 'environment' | 'other', string>
  >;
  readonly byCustomer: string;
  readonly clock: string;
  readonly ahead: Readonly<Record<'1d' | '30d' | '90d', string>>;
  readonly machine: string;
  readonly frozen: string;
  readonly begin: string;
  readonly start: string;
  readonly startAt: (tpp: string, suspended: boolean) => string;
  readonly providers: string;
  readonly reset: string;
  readonly log: string;
  readonly errorsOnly: string;
  readonly inspector: string;
  readonly har: string;
  readonly report: string;
  readonly clear: string;
  readonly columns: Readonly<Record<'at' | 'method' | 'to' | 'status' | 'ms' | 'what', string>>;
  readonly nothing: string;
  readonly noAnswer: string;
  readonly loading: string;
};

type Kind = keyof TesterReloaded['tpps'];
const kinds: readonly Kind[] = ['added', 'changed', 'removed'];

/** `join`: ids of one kind, kinds. Nothing: as before. */
const listed = (
  what: TesterReloaded['tpps'],
  words: Readonly<Record<Kind | 'same', string>>,
  [ids, parts]: readonly [string, string],
): string =>
  kinds
    .filter((kind) => what[kind].length > 0)
    .map((kind) => `${words[kind]} ${what[kind].join(ids)}`)
    .join(parts) || words.same;

const ja: PanelTexts = {
  title: 'テスト操作盤',
  people: '利用者',
  noPeople: '利用者がいません。',
  password: 'パスワード',
  pins: '照会用暗証番号',
  certificate: '電子証明書',
  actions: { import: 'このPCに入れる', issue: '発行', renew: '更新', revoke: '失効' },
  token: 'トークンを作る',
  tokens: 'トークン',
  pin: 'PIN',
  locked: 'ロック済み',
  tokensUnseen: 'このアプリからは見えません。この利用者として起動すると見えます。',
  tokensSeen: 'このアプリから見えます。',
  madeToken: ({ label, pin, seen, start }) =>
    `トークン「${label}」を作りました。PINは ${pin} です。${
      seen
        ? 'このアプリから見えます(すでにトークンを読んでいれば、起動し直してから)。'
        : `\nこのアプリからは見えません。この利用者として起動すると見えます: ${start}`
    }`,
  moreAccounts: (count) => `ほか${String(count)}口座`,
  reload: 'ファイルを読み直す',
  reloaded: ({ personas, tpps }) => {
    const said = (what: TesterReloaded['tpps']): string =>
      listed(what, { added: '追加', changed: '変更', removed: '削除', same: '変わりなし' }, ['、', ' / ']);
    return `ファイルを読み直しました。利用者: ${said(personas)}。連携先: ${said(tpps)}。`;
  },
  scenarios: '起こすこと',
  active: (count) => `${String(count)}件が有効`,
  activeNow: '有効なもの',
  find: '名前・ID・画面のコードで探す',
  onlyOn: '有効なものだけ',
  found: (count) => `${String(count)}件あります。`,
  noneFound: '当てはまるものはありません。',
  turnOff: (title) => `「${title}」を切る`,
  allOff: 'すべて切る',
  settings: '設定',
  persons: '利用者',
  everybody: '全員',
  onlyPerson: (name) => `${name}だけ`,
  tpp: '連携先',
  everyTpp: 'すべての連携先',
  takeAll: 'すべて選ぶ',
  takeNone: 'すべて外す',
  ofAll: (count, all) => `${String(all)}件中${String(count)}件`,
  all: 'すべて',
  yesNo: ['はい', 'いいえ'],
  mistake: (mistake) => {
    switch (mistake.kind) {
      case 'none-chosen':
        return '1つ以上選んでください。';
      case 'empty':
        return '入力してください。';
      case 'number':
        return `${String(mistake.least)}から${String(mistake.most)}までの整数を入れてください。`;
      case 'pattern':
        return `「${mistake.word}」は、この形ではありません。`;
      case 'too-many':
        return `${String(mistake.most)}個までです。`;
      case 'json':
        return 'JSONとして読めません。';
      default:
        return mistake satisfies never;
    }
  },
  cannotReach: (points) =>
    `次の場面では、誰の、またはどの連携先の手続きか分からないため、絞り込むと起こりません: ${points}`,
  ruledOut: (other, reason) => `「${other}」が有効なため、入れられません。${reason}`,
  notReady: (parameter, mistake) => `${parameter}: ${mistake}`,
  toImport: (person) => `${person}の証明書ファイル`,
  groups: {
    certificate: '電子証明書',
    login: 'ログイン',
    pin: '照会用暗証番号',
    authorization: '連携先と認可',
    environment: '通信とサーバー',
    other: 'そのほか',
  },
  byCustomer: '利用者の操作で起こること',
  clock: '時計',
  ahead: { '1d': '1日進める', '30d': '30日進める', '90d': '90日進める' },
  machine: '実時刻に戻す',
  frozen: '時計を止める',
  begin: '始める・やり直す',
  start: '連携先から手続きを始める',
  startAt: (tpp, suspended) => (suspended ? `${tpp}(停止中)` : tpp),
  providers: '連携先を選んで始める',
  reset: '起こすことと時計を元に戻す',
  log: '通信の記録',
  errorsOnly: 'エラーだけ見る',
  inspector: '詳しく見る',
  har: 'HARで書き出す',
  report: '不具合報告を作る',
  clear: '消去する',
  columns: { at: '時刻', method: '種別', to: '宛先', status: '結果', ms: 'ms', what: '内容' },
  nothing: '通信の記録はまだありません。',
  noAnswer: '応答なし',
  loading: 'テスト環境に問い合わせています。',
};

const en: PanelTexts = {
  title: 'Test panel',
  people: 'People',
  noPeople: 'There is nobody.',
  password: 'Password',
  pins: 'Inquiry PINs',
  certificate: 'Certificate',
  actions: { import: 'Put on this PC', issue: 'Issue', renew: 'Renew', revoke: 'Revoke' },
  token: 'Make a token',
  tokens: 'Tokens',
  pin: 'PIN',
  locked: 'locked',
  tokensUnseen: 'Not seen by this app: start it as this person.',
  tokensSeen: 'Seen by this app.',
  madeToken: ({ label, pin, seen, start }) =>
    `Made the token "${label}". Its PIN is ${pin}. ${
      seen
        ? 'This app sees it; if it has read its tokens already, once it is started again.'
        : `\nThis app does not see it; one that is started as this person does: ${start}`
    }`,
  moreAccounts: (count) => (count === 1 ? '1 more account' : `${String(count)} more accounts`),
  reload: 'Read the files again',
  reloaded: ({ personas, tpps }) => {
    const said = (what: TesterReloaded['tpps']): string =>
      listed(what, { added: 'added', changed: 'changed', removed: 'removed', same: 'as before' }, [', ', '; ']);
    return `Files read again. People: ${said(personas)}. Providers: ${said(tpps)}.`;
  },
  scenarios: 'What shall happen',
  active: (count) => `${String(count)} on`,
  activeNow: 'What is on',
  find: 'Name, id or code of a screen',
  onlyOn: 'Only what is on',
  found: (count) => `${String(count)} found.`,
  noneFound: 'There is nothing like that.',
  turnOff: (title) => `Switch off "${title}"`,
  allOff: 'All off',
  settings: 'Settings',
  persons: 'Person',
  everybody: 'everybody',
  onlyPerson: (name) => `${name} only`,
  tpp: 'Provider',
  everyTpp: 'all providers',
  takeAll: 'Take all',
  takeNone: 'Take none',
  ofAll: (count, all) => `${String(count)} of ${String(all)}`,
  all: 'all',
  yesNo: ['yes', 'no'],
  mistake: (mistake) => {
    switch (mistake.kind) {
      case 'none-chosen':
        return 'Choose at least one.';
      case 'empty':
        return 'Enter something.';
      case 'number':
        return `Enter a whole number from ${String(mistake.least)} to ${String(mistake.most)}.`;
      case 'pattern':
        return `"${mistake.word}" does not have this form.`;
      case 'too-many':
        return `There may be ${String(mistake.most)} at most.`;
      case 'json':
        return 'This is not JSON.';
      default:
        return mistake satisfies never;
    }
  },
  cannotReach: (points) =>
    `It is not known there whose flow it is, or for which provider, so with this limit nothing happens when: ${points}`,
  ruledOut: (other, reason) => `Not while "${other}" is on. ${reason}`,
  notReady: (parameter, mistake) => `${parameter}: ${mistake}`,
  toImport: (person) => `Certificate file of ${person}`,
  groups: {
    certificate: 'Certificate',
    login: 'Login',
    pin: 'Inquiry PIN',
    authorization: 'Provider and permission',
    environment: 'Network and server',
    other: 'Other',
  },
  byCustomer: 'What the customer does',
  clock: 'Clock',
  ahead: { '1d': '1 day ahead', '30d': '30 days ahead', '90d': '90 days ahead' },
  machine: 'Back to real time',
  frozen: 'Stop the clock',
  begin: 'Begin, begin again',
  start: "Begin at the provider's page",
  startAt: (tpp, suspended) => (suspended ? `${tpp} (suspended)` : tpp),
  providers: 'Begin at one of the providers',
  reset: 'Everything off, real time',
  log: 'Traffic',
  errorsOnly: 'Errors only',
  inspector: 'Look closer',
  har: 'Export as HAR',
  report: 'Make a bug report',
  clear: 'Clear',
  columns: { at: 'Time', method: 'Method', to: 'To', status: 'Result', ms: 'ms', what: 'What' },
  nothing: 'No traffic yet.',
  noAnswer: 'no answer',
  loading: 'Asking the test environment.',
};

export const panelTexts: Readonly<Record<Language, PanelTexts>> = { ja, en };
