import type { IdentityFailures } from '../failure-words.ts';

const nothingSent = '口座の情報は渡していません。';
const otherSecrets = '口座の情報は渡していません。ログインパスワードと照会用暗証番号には影響ありません。';

export const identityFailures: IdentityFailures = {
  'certificate.none-found': {
    title: '使える電子証明書が見つかりません',
    happened:
      'このPCの証明書ストアとトークンに、{bank}のログインに使う電子証明書が1件もありませんでした。期限の切れたものも見つかりません。',
    safe: nothingSent,
    steps: [
      ['電子証明書を取得したPCで操作しているか、確かめてください。', '電子証明書は、取得したPCでだけ使えます。'],
      ['トークンを使うときは、挿してから「別の証明書を選ぶ」を押してください。'],
      ['どちらでもないときは、管理者か取引店へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'certificate.none': {
    title: '電子証明書が届きませんでした',
    happened: '{bank}のサーバーに、電子証明書が届きませんでした。途中の通信機器が取り除くことがあります。',
    safe: nothingSent,
    steps: [
      ['もう一度ログインして、証明書の確認画面で「OK」を押してください。'],
      [
        '続くときは、社内のシステム担当者にプロキシの設定を確かめてもらってください。',
        '証明書を使う通信は、中身を開かずに通す必要があります。',
      ],
    ],
    helper: 'own-it',
  },
  'certificate.expired': {
    title: '電子証明書の有効期限が切れています',
    happened: '選んだ電子証明書は、有効期限を過ぎているため使えません。',
    safe: nothingSent,
    steps: [
      ['更新が済んでいるときは、新しい電子証明書を選んでください。', '更新のあとも、古い証明書は一覧に残ります。'],
      ['更新していないときは、再発行の手続きをしてください。', '期限のあと約90日間はオンライン、その後は書面です。'],
    ],
    helper: 'bank',
  },
  'certificate.not-yet-valid': {
    title: '電子証明書は、まだ使える期間になっていません',
    happened: '選んだ電子証明書の有効期間が、まだ始まっていません。',
    safe: nothingSent,
    steps: [
      ['証明書情報で、有効期間の始まりを確かめてください。'],
      ['PCの日付と時刻が合っているか、確かめてください。', '時計がずれていると、始まっていないように見えます。'],
      ['いま使える証明書があれば、それを選んでください。'],
    ],
    helper: 'bank',
  },
  'certificate.revoked': {
    title: 'この電子証明書は失効しています',
    happened: '選んだ電子証明書は、届け出により使えなくなっています。PCの紛失や、証明書の再発行のときに失効します。',
    safe: nothingSent,
    steps: [
      ['再発行した電子証明書があれば、それを選んでください。'],
      ['失効に心当たりがないときは、すぐに{bank}へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'certificate.status-unknown': {
    title: '電子証明書が失効していないか、確認できませんでした',
    happened:
      '{bank}が証明書の状態を問い合わせましたが、答えを受け取れませんでした。安全のため、ログインを止めました。',
    safe: nothingSent,
    steps: [
      ['数分待ってから、もう一度ログインしてください。'],
      ['続くときは、{bank}へご連絡ください。', 'お客さまのPCの設定ではありません。'],
    ],
    helper: 'bank',
  },
  'certificate.wrong-usage': {
    title: 'この電子証明書は、ログイン用ではありません',
    happened: '選んだ電子証明書は、署名やメールなど別の用途のものです。',
    safe: nothingSent,
    steps: [
      ['{bank}から発行された、ログイン用の電子証明書を選んでください。'],
      ['一覧に見当たらないときは、管理者か取引店へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'certificate.wrong-issuer': {
    title: '{bank}の電子証明書ではありません',
    happened: '選んだ電子証明書は、{bank}が認めた認証局の発行ではありません。',
    safe: nothingSent,
    steps: [
      [
        '証明書情報の「発行者」を見て、{bank}の電子証明書を選んでください。',
        'ほかの金融機関の証明書が並んでいることがあります。',
      ],
      ['一覧に見当たらないときは、取引店へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'certificate.not-this-user': {
    title: 'この電子証明書は、登録された利用者のものではありません',
    happened: '電子証明書そのものは有効ですが、{bank}に登録された利用者と結び付いていません。',
    safe: nothingSent,
    steps: [
      ['ほかの電子証明書があれば、それを選んでください。'],
      ['更新や再発行の直後のときは、新しい証明書を選んでください。'],
      ['続くときは、管理者に利用者の登録を確かめてもらってください。'],
    ],
    helper: 'admin',
  },
  'certificate.no-private-key': {
    title: '電子証明書の秘密鍵が見つかりません',
    happened: '証明書はありますが、対になる秘密鍵がこのPCにありません。証明書だけをコピーしたときに起こります。',
    safe: nothingSent,
    steps: [['電子証明書を取得したPCで操作してください。'], ['そのPCが使えないときは、再発行の手続きをしてください。']],
    helper: 'bank',
  },
  'certificate.cancelled': {
    title: '電子証明書を選ばずに戻りました',
    happened: '証明書の確認画面で「キャンセル」が押されたため、証明書は送っていません。',
    safe: nothingSent,
    steps: [['続けるときは、もう一度「電子証明書ログイン」を押してください。']],
    helper: 'admin',
  },
  'token.pin-wrong': {
    title: 'トークンのPINが違います',
    happened: '入力したPINが、トークンに設定されたPINと合いませんでした。',
    safe: otherSecrets,
    steps: [
      ['PINを確かめて、もう一度入力してください。', 'ログインパスワードや照会用暗証番号とは別の番号です。'],
      ['分からないときは、入力せずに管理者へお尋ねください。', '間違いが続くと、トークンがロックされます。'],
    ],
    helper: 'admin',
  },
  'token.pin-locked': {
    title: 'トークンのPINがロックされました',
    happened: 'PINの間違いが続いたため、トークンが安全のために止まりました。',
    safe: otherSecrets,
    steps: [
      ['管理者に、トークンのロック解除を頼んでください。', '解除には、発行時に受け取った解除コードが要ります。'],
      ['解除コードが分からないときは、取引店へご連絡ください。', '新しいトークンの発行には、届出印をお持ちください。'],
      ['急ぐときは、別の電子証明書でログインできます。'],
    ],
    helper: 'admin',
  },
  'token.pin-timed-out': {
    title: '時間内にPINが入力されませんでした',
    happened: '読み取り機での入力を待ちましたが、時間が過ぎたため止めました。PINの入力回数は減っていません。',
    safe: otherSecrets,
    steps: [
      ['読み取り機を手元に置いてから、もう一度入力してください。'],
      ['読み取り機が入力を求めないときは、トークンを挿し直してください。', '続くときは、管理者にお尋ねください。'],
    ],
    helper: 'admin',
  },
  'token.pin-cancelled': {
    title: '読み取り機で入力が取り消されました',
    happened: '読み取り機の取消キーが押されたため、PINを確認していません。PINの入力回数は減っていません。',
    safe: otherSecrets,
    steps: [
      ['続けるときは、もう一度入力してください。'],
      ['番号が分からないときは、入力せずに管理者へお尋ねください。'],
    ],
    helper: 'admin',
  },
  'token.removed': {
    title: 'トークンが抜かれました',
    happened: '手続きの途中で、トークンを読めなくなりました。',
    safe: otherSecrets,
    steps: [
      ['トークンを挿し直してください。', '手続きが終わるまで、抜かないでください。'],
      ['もう一度、電子証明書を選んでください。'],
    ],
    helper: 'admin',
  },
  'token.module-missing': {
    title: 'トークンを読むソフトウェアが見つかりません',
    happened: 'トークンに付属するソフトウェア(ドライバー)が、このPCに入っていません。',
    safe: nothingSent,
    steps: [
      ['社内のシステム担当者に、トークンのソフトウェアを入れてもらってください。'],
      ['入れたあと、このアプリを開き直してください。'],
    ],
    helper: 'own-it',
  },
  'token.module-failed': {
    title: 'トークンのソフトウェアが応答しません',
    happened: 'トークンを読むソフトウェアが途中で止まったため、このアプリから切り離しました。',
    safe: otherSecrets,
    steps: [
      ['トークンを挿し直して、もう一度ためしてください。'],
      ['続くときは、PCを再起動してください。'],
      ['それでも続くときは、社内のシステム担当者にソフトウェアの更新を頼んでください。'],
    ],
    helper: 'own-it',
  },
  'token.cannot-sign': {
    title: 'このトークンでは署名できません',
    happened: 'トークンが、ログインに必要な署名の方式に対応していません。',
    safe: otherSecrets,
    steps: [
      ['別の電子証明書があれば、それを選んでください。'],
      ['ないときは、取引店にトークンの交換をご相談ください。'],
    ],
    helper: 'bank',
  },
};
