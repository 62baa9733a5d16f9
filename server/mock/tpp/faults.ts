/** What a broken or hostile TPP does wrong, on demand. Each one must be refused: by the server, or by an honest client. */
export const faults = [
  {
    id: 'wrong-redirect',
    when: 'start',
    label: '登録していない戻り先を指定する',
    what: '許可の結果を、登録していないアドレスへ送らせようとします。',
  },
  {
    id: 'no-assertion',
    when: 'start',
    label: '自分を証明しない',
    what: '署名も証明書も付けずに、要求を預けようとします。',
  },
  {
    id: 'unsigned-assertion',
    when: 'start',
    label: '署名のない証明を使う',
    what: '署名なし(alg: none)のJWTで、自分だと名乗ります。',
  },
  {
    id: 'no-par',
    when: 'start',
    label: '要求を預けずに始める',
    what: '要求の中身を、ブラウザーのアドレスに直接書いて始めようとします。',
  },
  {
    id: 'bad-state',
    when: 'return',
    label: '別のstateで戻る',
    what: '戻ってきた返事のstateを、別の値に差し替えます。',
  },
  {
    id: 'missing-iss',
    when: 'return',
    label: '発行元(iss)のない返事',
    what: '返事から発行元の名前を消します。別の銀行の返事と取り違える攻撃(mix-up)の形です。',
  },
  {
    id: 'wrong-verifier',
    when: 'return',
    label: '違うPKCEの検証値',
    what: 'コードを、要求したときとは違うcode_verifierで引き換えようとします。',
  },
  {
    id: 'replay-code',
    when: 'return',
    label: 'コードを2回使う',
    what: '引き換えの済んだコードを、もう一度使います。受け取ったトークンも使えなくなります。',
  },
  {
    id: 'reused-request',
    when: 'return',
    label: '使った要求をもう一度開く',
    what: '手続きの済んだrequest_uriを、もう一度ブラウザーで開きます。',
  },
  {
    id: 'stolen-token',
    when: 'return',
    label: '盗んだトークンを使う',
    what: 'アクセストークンを、結び付いた鍵や証明書を持たずに使います。',
  },
] as const;

export type Fault = (typeof faults)[number];
export type FaultId = Fault['id'];
export type ReturnFault = Extract<Fault, { when: 'return' }>['id'];
export type StartFault = Extract<Fault, { when: 'start' }>['id'];

export const faultOf = (id: string | null | undefined): Fault | null => faults.find((fault) => fault.id === id) ?? null;

/** How a fault ended. `refused: false` is a hole, and is shown as one. */
export type FaultOutcome = {
  readonly fault: FaultId;
  readonly refused: boolean;
  /** Who noticed. */
  readonly by: 'server' | 'client';
  /** What the refusing side said. */
  readonly answer: string;
};
