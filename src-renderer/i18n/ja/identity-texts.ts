import type { CertificatesTexts, TokenPinTexts, TokenRemovedTexts } from '../identity-texts.ts';

const until = (_from: string, to: string): string => `有効期限 ${to}`;

export const certificates: CertificatesTexts = {
  title: 'ログイン(電子証明書方式)',
  lead: 'ログインに使う電子証明書を選び、証明書情報を確かめてください。',
  leadNone: 'ログインには、このPCかトークンに入っている電子証明書が必要です。',
  usable: (n) => `使える電子証明書 ${String(n)}件`,
  unusable: (n) => `使えない電子証明書 ${String(n)}件`,
  reload: '読み直す',
  legend: '使う電子証明書',
  details: '証明書情報',
  holder: '利用者',
  subject: '発行先',
  issuer: '発行者',
  serial: 'シリアル番号',
  validity: '有効期間',
  place: '保管場所',
  store: 'このPCの証明書ストア',
  token: (label) => (label === '' ? 'ICトークン' : `ICトークン ${label}`),
  readBy: '読み取りソフトウェア：',
  revocation: '失効の確認',
  revocationText: 'ログイン時に確認します',
  from: (date) => `${date}から`,
  endsOn: (date) => `有効期限 ${date}`,
  daysLeft: (n) => (n === 0 ? '今日まで使えます' : `あと${String(n)}日使えます`),
  daysTag: (n) => (n === 0 ? '今日まで' : `あと${String(n)}日`),
  endingTitle: (n) => (n === 0 ? '今日で有効期限が切れます' : `あと${String(n)}日で有効期限が切れます`),
  ending: {
    'in-30-days': (bank) =>
      `いまから更新できます。${bank}で、電子証明書の更新の手続きをしてください。今日の手続きは、この証明書で続けられます。`,
    'in-10-days': (bank) =>
      `早めに、${bank}で電子証明書の更新の手続きをしてください。期限を過ぎると、この証明書ではログインできません。`,
  },
  lockedTag: 'ロック中',
  locked: 'このトークンはロックされています',
  lockedText: 'PINの間違いが続いたため、解除が済むまで使えません。別の証明書があれば、それを選んでください。',
  replacedTag: '古い証明書',
  renewedTag: '新しい証明書',
  replaced: '新しい証明書があります',
  replacedSentence: '新しい証明書があります。',
  replacedText: (date) => `古い証明書(${date}まで)は、新しい証明書でログインできてから削除できます。`,
  takeNewer: '一覧の「新しい証明書」を選んでください。',
  removeFirst: '先に、新しい証明書でログインできることを確かめてください。',
  howToRemove: '削除のしかた',
  remove: {
    'os-store': (serial) =>
      `証明書の管理画面(Windowsでは「ユーザー証明書の管理」の「個人」)で、シリアル番号が ${serial} のものを選んで削除します。`,
    token: (serial) =>
      `トークンに付属の管理ソフトウェアで、シリアル番号が ${serial} のものを選んで削除します。秘密鍵も消えるため、番号をよく確かめてください。`,
  },
  whatToDo: '次にすること',
  filter: '利用者・会社・保管場所・シリアル番号で絞り込む',
  found: (n, of) => `${String(of)}件のうち${String(n)}件を表示`,
  notFound: '当てはまる電子証明書がありません',
  reasons: {
    expired: {
      tag: '有効期限切れ',
      why: () => '有効期限を過ぎたため、使えません。',
      date: (_from, to) => `${to}に切れました`,
    },
    'not-yet-valid': {
      tag: '開始前',
      why: () => '有効期間がまだ始まっていません。',
      date: (from) => `${from}から使えます`,
    },
    'no-private-key': { tag: '秘密鍵なし', why: () => '対になる秘密鍵が見つかりません。', date: until },
    'wrong-usage': { tag: '用途違い', why: () => '署名やメールなど、ログインとは別の用途のものです。', date: until },
    'wrong-issuer': {
      tag: '発行者違い',
      why: (bank, issuer) => `「${issuer}」の発行です。${bank}では使えません。`,
      date: until,
    },
    'cannot-sign': { tag: '署名できません', why: () => 'ログインに必要な方式の署名ができません。', date: until },
  },
  none: '使える電子証明書がありません',
  noneText: 'トークンを使うときは、トークンを挿してから「読み直す」を押してください。',
  noneAdvice: '下の電子証明書を使うときは、「次にすること」をご覧ください。',
  modules: () => '読み取れなかったトークンがあります',
  modulesText: '次のソフトウェアで読むトークンの証明書は、一覧に入っていません。',
  searching: 'トークンを確認しています…',
  nowUsable: (n) => `使える電子証明書は${String(n)}件です。`,
  detailsLater: '電子証明書を選ぶと、ここに表示します。',
  footChoose: '使う電子証明書を選んでください。',
  foot: 'OKを押すまで、証明書は送りません。',
  footToken: '次に、トークンのPINを入力します。',
  footLocked: 'ロックの解除が済んでいれば、OKで進めます。',
  footNone: '使える電子証明書がないため、進めません。',
  cancel: 'キャンセル',
  ok: 'OK',
};

export const tokenPin: TokenPinTexts = {
  title: 'トークンのPINを入力する',
  lead: '画面のキーを押して入力してください。',
  leadOf: (label) => `${label}のPINを、画面のキーを押して入力してください。`,
  field: 'トークンのPIN',
  about: '使うトークン',
  token: 'トークン',
  holder: '利用者',
  left: '入力できる回数',
  letters: '英字も使う',
  digitsOnly: '数字だけにする',
  other: 'トークンのPINは、ログインパスワードや照会用暗証番号とは別の番号です。',
  stays: (bank, tpp) => `PINはこのPCの中だけで使い、${bank}にも${tpp}にも送りません。`,
  chooseAgain: '別の証明書を選ぶ',
  skip: 'このトークンを使わない',
  forList: 'このトークンは、PINを入力すると証明書を読み取れます。使わないときは、入力せずに進めます。',
  ok: 'OK',
  tries: { normal: '残りが少ないという知らせはありません', low: '残りわずかです', final: '残り1回' },
  before: {
    low: {
      title: '入力できる回数が残りわずかです',
      text: '前に、PINの入力の間違いがありました。',
    },
    final: {
      title: '入力できるのは、あと1回です',
      text: '次に間違えると、トークンがロックされます。',
    },
  },
  wrong: 'PINが違います',
  after: {
    normal: '間違いが続くと、トークンがロックされます。',
    low: '入力できる回数は残りわずかです。間違いが続くと、トークンがロックされます。',
    final: '次に間違えると、トークンがロックされます。',
  },
  unsure: '番号が分からないときは、入力せずに管理者へお尋ねください。',
  length: (min, max) =>
    min === max ? `${String(min)}文字` : max > 32 ? `${String(min)}文字以上` : `${String(min)}～${String(max)}文字`,
  count: (n) => `${String(n)}文字`,
  missing: (n) => `あと\u2060${String(n)}文字以上入力してください。`,
  empty: 'PINを入力してください。',
  readerTitle: '読み取り機でPINを入力する',
  readerLead: (label) =>
    label === ''
      ? 'トークンのPINは、読み取り機に付いているキーで入力します。'
      : `${label}のPINは、読み取り機に付いているキーで入力します。`,
  readerStoppedTitle: 'PINの入力が終わっていません',
  readerStoppedLead: (label) =>
    label === ''
      ? 'トークンのPINを確認していないため、まだ先へ進めません。'
      : `${label}のPINを確認していないため、まだ先へ進めません。`,
  readerWait: '読み取り機での入力を待っています',
  readerNote: '入力が終わると、自動で次へ進みます。やめるときは、いつでも別の証明書を選ぶか、手続きを中止できます。',
  readerLeft: '入力の残り時間',
  readerSoon: '読み取り機での入力の残り時間は30秒です。',
  readerEnds: 'まもなく終わります',
  readerAgain: 'もう一度入力する',
  readerFirst: {
    'token.pin-timed-out': '読み取り機を手元に置いてから、「もう一度入力する」を押してください。',
    'token.pin-cancelled': '続けるときは、「もう一度入力する」を押してください。',
  },
};

export const tokenRemoved: TokenRemovedTexts = {
  title: 'トークンを挿し直してください',
  lead: 'トークンが抜かれたため、手続きを止めています。',
  wait: (label) => (label === '' ? 'トークンを待っています' : `${label}を待っています`),
  lost: 'トークンが手元にないときは、別の証明書を選ぶか、手続きを中止してください。',
  note: '挿し直すと、自動で続きから始まります。手続きが終わるまで、抜かないでください。',
};
