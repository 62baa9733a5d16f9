import type { ProcedureFailures } from '../failure-words.ts';

const nothingSent = '口座の情報は渡していません。';
const noNewLink = '新しい連携はできていません。口座の情報も渡していません。';

export const procedureFailures: ProcedureFailures = {
  'login.wrong-password': {
    title: 'ログインパスワードが違います',
    happened: '入力は消しました。大文字と小文字は、別の文字として扱います。',
    safe: nothingSent,
    steps: [
      ['ログインパスワードを確かめて、もう一度入力してください。'],
      ['分からないときは、管理者に再設定を頼んでください。', '{bank}からパスワードをお答えすることはできません。'],
    ],
    helper: 'admin',
  },
  'login.locked': {
    title: 'このIDはロックされています',
    happened: 'ログインパスワードの間違いが続いたため、安全のためにIDを止めました。',
    safe: `${nothingSent}いまある連携は、そのまま続きます。`,
    steps: [
      ['利用者の方は、管理者にロックの解除を頼んでください。'],
      ['管理者の方は、取引店へご連絡ください。', '解除のあと、連携先の画面から始めてください。'],
    ],
    helper: 'admin',
  },
  'login.password-expired': {
    title: 'ログインパスワードの期限が切れています',
    happened: 'ログインパスワードの変更が必要です。このアプリでは変更できません。',
    safe: nothingSent,
    steps: [
      ['{bank}のインターネットバンキングにログインして、パスワードを変更してください。'],
      ['そのあと、連携先の画面から始めてください。'],
    ],
    helper: 'bank',
  },
  'login.out-of-hours': {
    title: 'いまはサービスの時間外です',
    happened: '{bank}のサービス時間外のため、手続きを受け付けられません。',
    safe: `${nothingSent}いまある連携は、そのまま続きます。`,
    steps: [['サービスの時間に、連携先の画面から始めてください。', '時間は{bank}のホームページで確かめられます。']],
    helper: 'bank',
  },
  'login.emergency-stop': {
    title: 'このIDは緊急停止されています',
    happened: '契約者か{bank}が、このIDの利用を止めています。',
    safe: nothingSent,
    steps: [
      ['管理者に、停止した理由を確かめてください。'],
      ['再開するときは、取引店へご連絡ください。', 'ご本人の確認が必要です。'],
    ],
    helper: 'bank',
  },
  'login.not-permitted': {
    title: 'この利用者には、API連携の権限がありません',
    happened: '契約で、この利用者にはAPI連携の手続きが許可されていません。',
    safe: nothingSent,
    steps: [['管理者に、権限の追加を頼んでください。'], ['追加されたあと、連携先の画面から始めてください。']],
    helper: 'admin',
  },
  'pin.wrong': {
    title: '照会用暗証番号が違います',
    happened: '入力は消しました。番号は口座ごとに違うことがあります。',
    safe: '登録の済んだ口座には影響ありません。',
    steps: [
      ['申込書の控えで番号を確かめて、もう一度入力してください。'],
      ['分からないときは、この口座を登録せずに進めます。'],
    ],
    helper: 'bank',
  },
  'pin.locked': {
    title: 'この口座の照会用暗証番号はロックされています',
    happened: '間違いが続いたため、この口座の登録を安全のために止めました。',
    safe: 'ほかの口座と、いまある連携には影響ありません。',
    steps: [
      ['ほかの口座の登録は続けられます。'],
      ['この口座は、取引店で解除すると登録できます。', '届出印と本人確認書類をお持ちください。'],
    ],
    helper: 'bank',
  },
  'pin.none-on-file': {
    title: 'この口座には、照会用暗証番号の届け出がありません',
    happened: '番号が届け出されていないため、登録できません。',
    safe: 'ほかの口座には影響ありません。',
    steps: [['ほかの口座を選んで続けられます。'], ['この口座を使うときは、取引店で番号を届け出てください。']],
    helper: 'bank',
  },
  'pin.account-not-eligible': {
    title: 'この口座は登録できません',
    happened: '口座の種類か契約により、照会用暗証番号の登録の対象になっていません。',
    safe: 'ほかの口座には影響ありません。',
    steps: [['ほかの口座を選んでください。'], ['対象のはずのときは、取引店へお尋ねください。']],
    helper: 'bank',
  },
  'authorization.invalid': {
    title: '連携先からの依頼を読み取れませんでした',
    happened: '依頼の内容が決まりに合わないため、手続きを始めませんでした。',
    safe: nothingSent,
    steps: [
      ['連携先の画面に戻って、もう一度始めてください。'],
      ['続くときは、連携先の窓口へ受付番号をお伝えください。'],
    ],
    helper: 'tpp',
  },
  'authorization.expired': {
    title: '連携先からの依頼の期限が切れています',
    happened: '依頼を受けてから時間がたったため、安全のために無効になりました。',
    safe: noNewLink,
    steps: [['連携先の画面に戻って、もう一度始めてください。', '依頼は、受け取ってからしばらくの間だけ使えます。']],
    helper: 'tpp',
  },
  'authorization.used': {
    title: 'この依頼は、すでに使われています',
    happened: '同じ依頼は一度しか使えません。ブラウザーの「戻る」や、古い画面から始めたときに起こります。',
    safe: '前の手続きの結果は変わりません。',
    steps: [
      ['連携先の画面で、連携が済んでいるか確かめてください。'],
      ['済んでいないときは、連携先の画面から始めてください。'],
    ],
    helper: 'tpp',
  },
  'authorization.unknown-tpp': {
    title: 'この連携先は、{bank}に登録されていません',
    happened: '依頼してきた連携先を、{bank}の登録で確かめられませんでした。',
    safe: nothingSent,
    steps: [
      ['このまま手続きを終えてください。'],
      ['連携先の名前とアドレスを確かめてください。', '心当たりがないときは、{bank}へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'authorization.tpp-suspended': {
    title: 'この連携先との連携は、いま停止しています',
    happened: '{bank}が、{tpp}との連携を一時的に止めています。',
    safe: nothingSent,
    steps: [
      ['再開のお知らせを、{bank}か{tpp}のホームページでお待ちください。'],
      ['急ぐときは、{bank}へお尋ねください。'],
    ],
    helper: 'bank',
  },
  'authorization.nothing-selected': {
    title: '業務と口座が選ばれていません',
    happened: '許可する業務と口座を、1つ以上選んでください。',
    safe: nothingSent,
    steps: [
      ['業務を選び、その業務の口座を選んでください。'],
      ['選べる口座がないときは、管理者に権限を確かめてください。'],
    ],
    helper: 'admin',
  },
  'authorization.timed-out': {
    title: '時間が過ぎたため、手続きを終えました',
    happened: '決められた時間のうちに手続きが終わらなかったため、安全のために止めました。',
    safe: noNewLink,
    steps: [
      ['連携先の画面に戻って、もう一度始めてください。', '登録した照会用暗証番号は、そのまま残っています。'],
      ['時間が足りないときは、残り時間の「延長する」をお使いください。'],
    ],
    helper: 'bank',
  },
  'authorization.refused': {
    title: '連携を許可しませんでした',
    happened: 'お客さまの選択どおり、{tpp}に「許可しない」と伝えます。',
    safe: noNewLink,
    steps: [['あとで許可するときは、連携先の画面から始めてください。']],
    helper: 'tpp',
  },
  'authorization.cancelled': {
    title: '手続きを中止しました',
    happened: 'お客さまの操作により、{tpp}に「中止した」とだけ伝えます。',
    safe: noNewLink,
    steps: [['あとで手続きするときは、連携先の画面から始めてください。']],
    helper: 'tpp',
  },
  'authorization.cannot-return': {
    title: '{tpp}の画面を開けませんでした',
    happened: 'ブラウザーを開けないか、戻り先が連携先の登録と合いませんでした。',
    safe: '手続きの結果を、ほかの相手に渡してはいません。',
    steps: [
      ['既定のブラウザーが使えるか確かめて、もう一度ためしてください。'],
      ['開けないときは、ブラウザーで連携先の画面を開き、連携の状態を確かめてください。'],
    ],
    helper: 'tpp',
  },
  'flow.conflict': {
    title: '画面が古くなっていました',
    happened: '別の操作が先に届いていたため、いまの操作は行いませんでした。最新の画面を表示しています。',
    safe: '選んだ内容が途中まで反映されることはありません。',
    steps: [['表示された内容を確かめて、もう一度操作してください。']],
    helper: 'bank',
  },
  'flow.not-allowed': {
    title: 'いまの手順では、その操作はできません',
    happened: '手順が進んでいるか、条件が足りないため、操作を行いませんでした。',
    safe: '選んだ内容は変わっていません。',
    steps: [
      ['画面の案内に沿って進めてください。'],
      ['進めないときは、手続きを中止して、連携先の画面から始めてください。'],
    ],
    helper: 'bank',
  },
  'link.invalid': {
    title: '開こうとしたリンクを読み取れませんでした',
    happened: 'リンクの内容が欠けているか、書き換えられています。安全のため、何も始めませんでした。',
    safe: nothingSent,
    steps: [
      [
        '連携先の画面に戻って、もう一度始めてください。',
        'リンクをコピーして貼り付けると、途中で切れることがあります。',
      ],
      ['メールなどで届いたリンクのときは、開かずに{bank}へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'link.busy': {
    title: '別の手続きが進んでいます',
    happened: '手続きの途中で新しい依頼が届いたため、新しい依頼は始めませんでした。',
    safe: 'いまの手続きは、そのまま続けられます。',
    steps: [['いまの手続きを終えるか、中止してください。'], ['そのあと、連携先の画面から始めてください。']],
    helper: 'tpp',
  },
};
