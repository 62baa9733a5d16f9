import type { Language } from '../stores/language-store.ts';

/** Places of a flow, as scenarios name them, in the order in which a flow passes them. */
type Point =
  | 'par'
  | 'launch'
  | 'authorize'
  | 'look'
  | 'hello'
  | 'certificate'
  | 'password'
  | 'services'
  | 'inquiryPin'
  | 'inquiryPinResult'
  | 'consent'
  | 'cancel'
  | 'extend'
  | 'resume'
  | 'return'
  | 'token'
  | 'resources';

/** Parameters with words to choose from. */
type Choices = {
  readonly at: Point | 'now';
  readonly fault: 'wrong-authority' | 'expired' | 'not-yet-valid' | 'wrong-name';
  readonly form: 'problem' | 'gateway';
  readonly on: 'issuer' | 'certificate';
  readonly triesLeft: 'normal' | 'low' | 'final';
  readonly when: 'before' | 'after';
  readonly while: 'reading' | 'signing';
};

type Parameter =
  keyof Choices | 'accounts' | 'daysAgo' | 'daysLeft' | 'hours' | 'jitterMs' | 'minimum' | 'ms' | 'times';

export type ParameterWords = {
  readonly name: string;
  /** What can be entered. */
  readonly hint?: string;
  /** What it means to leave it empty. */
  readonly empty?: string;
};

type Table = {
  readonly parameters: Readonly<Record<Parameter, ParameterWords>>;
  readonly choices: { readonly [P in keyof Choices]: Readonly<Record<Choices[P], string>> };
};

const jaPoints: Readonly<Record<Point, string>> = {
  par: '連携先が依頼を送るとき',
  launch: '起動ページを開くとき',
  authorize: 'アプリが依頼を開くとき',
  look: 'いまの手順を問い合わせるとき',
  hello: '証明書の窓口につなぐとき',
  certificate: '手順1 電子証明書を示すとき',
  password: '手順1 パスワードを送るとき',
  services: '手順2 業務を選ぶとき',
  inquiryPin: '手順3 暗証番号を登録するとき',
  inquiryPinResult: '手順4 登録結果を確認するとき',
  consent: '手順5 許可する・しないとき',
  cancel: '手続きを中止するとき',
  extend: '残り時間を延ばすとき',
  resume: '結果を受け取るとき',
  return: 'ブラウザーが連携先に戻るとき',
  token: '連携先がトークンを受け取るとき',
  resources: '連携先が口座の情報を読むとき',
};

const ja: Table = {
  parameters: {
    accounts: { name: '口座', hint: '末尾の数字3桁を、空白で区切ります。例: 012 345', empty: 'すべての口座' },
    at: { name: '場面' },
    daysAgo: { name: '切れてからの日数' },
    daysLeft: { name: '終了日までの日数' },
    fault: { name: '異常' },
    form: { name: '返し方' },
    hours: {
      name: '受付時間(JSON)',
      hint: '例: {"open":[{"days":[1,2,3,4,5],"from":"09:00","to":"17:00"}],"closedOn":["2027-01-01"]}',
    },
    jitterMs: { name: 'ばらつき(ミリ秒)' },
    minimum: { name: '受け付ける最も古い版', hint: '3つの数字を点でつなぎます。例: 999.0.0' },
    ms: { name: '遅れ(ミリ秒)' },
    on: { name: '異常な証明書を示す先' },
    times: { name: '回数', hint: '空にすると毎回です。', empty: '毎回' },
    triesLeft: { name: '残り回数' },
    when: { name: '切れる時機' },
    while: { name: '止まるとき' },
  },
  choices: {
    at: { ...jaPoints, now: 'いますぐ' },
    fault: {
      'wrong-authority': '別の認証局',
      expired: '期限切れ',
      'not-yet-valid': '未来の日付',
      'wrong-name': '別の名前',
    },
    form: { problem: '受付番号つきのエラー', gateway: '途中の機器の502' },
    on: { issuer: 'ふだんの通信', certificate: '証明書の窓口' },
    triesLeft: { normal: '十分にある', low: '残りわずか', final: '次で最後' },
    when: { before: 'サーバーに届く前', after: '処理した後' },
    while: { reading: '証明書を読むとき', signing: '署名するとき' },
  },
};

const enPoints: Readonly<Record<Point, string>> = {
  par: 'the provider sends its request',
  launch: 'the launch page is opened',
  authorize: 'the app opens the request',
  look: 'the app asks for the step',
  hello: 'the certificate endpoint is reached',
  certificate: 'step 1: the certificate is shown',
  password: 'step 1: the password is sent',
  services: 'step 2: services are chosen',
  inquiryPin: 'step 3: a PIN is registered',
  inquiryPinResult: 'step 4: the result is confirmed',
  consent: 'step 5: permit or refuse',
  cancel: 'the procedure is cancelled',
  extend: 'the time is extended',
  resume: 'the outcome is fetched',
  return: 'the browser returns to the provider',
  token: 'the provider gets its tokens',
  resources: 'the provider reads account data',
};

const en: Table = {
  parameters: {
    accounts: { name: 'Accounts', hint: 'Last three digits, with spaces between: 012 345', empty: 'all accounts' },
    at: { name: 'When' },
    daysAgo: { name: 'Days since its end' },
    daysLeft: { name: 'Days left' },
    fault: { name: 'Fault' },
    form: { name: 'Answer' },
    hours: {
      name: 'Service hours (JSON)',
      hint: 'Like {"open":[{"days":[1,2,3,4,5],"from":"09:00","to":"17:00"}],"closedOn":["2027-01-01"]}',
    },
    jitterMs: { name: 'Random part (ms)' },
    minimum: { name: 'Oldest version accepted', hint: 'Three numbers with dots between: 999.0.0' },
    ms: { name: 'Delay (ms)' },
    on: { name: 'Shown at' },
    times: { name: 'How many times', hint: 'Left empty: every time.', empty: 'every time' },
    triesLeft: { name: 'Tries left' },
    when: { name: 'Breaks' },
    while: { name: 'Ends while' },
  },
  choices: {
    at: { ...enPoints, now: 'at once' },
    fault: {
      'wrong-authority': 'another authority',
      expired: 'out of date',
      'not-yet-valid': 'from the future',
      'wrong-name': 'another name',
    },
    form: { problem: 'an error with a reference', gateway: 'a 502 from in between' },
    on: { issuer: 'ordinary traffic', certificate: 'the certificate endpoint' },
    triesLeft: { normal: 'enough', low: 'few', final: 'the next is the last' },
    when: { before: 'before it arrives', after: 'after it was carried out' },
    while: { reading: 'certificates are read', signing: 'it signs' },
  },
};

const tables: Readonly<Record<Language, Table>> = { ja, en };

const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** A world newer than this panel may have others: those go by their own names. */
export const parameterWords = (language: Language, parameter: string): ParameterWords =>
  lookUp(tables[language].parameters, parameter) ?? { name: parameter };

export const choiceWords = (language: Language, parameter: string, choice: string): string =>
  lookUp<Readonly<Record<string, string>>>(tables[language].choices, parameter)?.[choice] ?? choice;
