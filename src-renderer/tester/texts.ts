import type { TesterReloaded } from '../../src-main/contract/tester.ts';
import type { Language } from '../stores/language-store.ts';

export type PanelTexts = {
  readonly title: string;
  readonly people: string;
  readonly noPeople: string;
  readonly password: string;
  readonly pins: string;
  readonly certificate: string;
  readonly actions: Readonly<Record<'import' | 'issue' | 'renew' | 'revoke', string>>;
  readonly token: string;
  readonly reload: string;
  readonly reloaded: (what: TesterReloaded) => string;
  readonly scenarios: string;
  readonly active: (count: number) => string;
  readonly groups: Readonly<
    Record<'certificate' | 'login' | 'pin' | 'authorization' | 'environment' | 'other', string>
  >;
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
  reload: 'ファイルを読み直す',
  reloaded: ({ personas, tpps }) => {
    const said = (what: TesterReloaded['tpps']): string =>
      listed(what, { added: '追加', changed: '変更', removed: '削除', same: '変わりなし' }, ['、', ' / ']);
    return `ファイルを読み直しました。利用者: ${said(personas)}。連携先: ${said(tpps)}。`;
  },
  scenarios: '起こすこと',
  active: (count) => `${String(count)}件が有効`,
  groups: {
    certificate: '電子証明書',
    login: 'ログイン',
    pin: '照会用暗証番号',
    authorization: '連携先と認可',
    environment: '通信とサーバー',
    other: 'そのほか',
  },
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
  reload: 'Read the files again',
  reloaded: ({ personas, tpps }) => {
    const said = (what: TesterReloaded['tpps']): string =>
      listed(what, { added: 'added', changed: 'changed', removed: 'removed', same: 'as before' }, [', ', '; ']);
    return `Files read again. People: ${said(personas)}. Providers: ${said(tpps)}.`;
  },
  scenarios: 'What shall happen',
  active: (count) => `${String(count)} on`,
  groups: {
    certificate: 'Certificate',
    login: 'Login',
    pin: 'Inquiry PIN',
    authorization: 'Provider and permission',
    environment: 'Network and server',
    other: 'Other',
  },
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
