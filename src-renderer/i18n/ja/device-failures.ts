import type { DeviceFailures } from '../failure-words.ts';

const nothingSent = '口座の情報は渡していません。';

export const deviceFailures: DeviceFailures = {
  'request.invalid': {
    title: '送った内容を、{bank}のサーバーが読み取れませんでした',
    happened: 'アプリとサーバーのやり取りがかみ合いませんでした。操作は行われていません。',
    safe: nothingSent,
    steps: [['連携先の画面に戻って、もう一度始めてください。'], ['続くときは、受付番号を{bank}へお伝えください。']],
    helper: 'bank',
  },
  'request.too-large': {
    title: '一度に送れる量を超えました',
    happened: '選んだ内容が多すぎて、{bank}のサーバーが受け付けませんでした。',
    safe: nothingSent,
    steps: [
      ['連携先の画面に戻ってもう一度始め、選ぶ業務か口座を減らしてください。'],
      ['続くときは、受付番号を{bank}へお伝えください。'],
    ],
    helper: 'bank',
  },
  'request.not-found': {
    title: 'この手続きは、もうありません',
    happened: '{bank}のサーバーで、手続きが終わっているか、期限が切れています。',
    safe: '終わっていない手続きの内容は、残っていません。',
    steps: [['連携先の画面に戻って、もう一度始めてください。']],
    helper: 'tpp',
  },
  'request.too-many': {
    title: '操作の回数が、短い時間に多すぎました',
    happened: '{bank}のサーバーが、続けての操作をいったん止めました。操作は行われていません。',
    safe: nothingSent,
    steps: [['1分ほど待ってから、もう一度ためしてください。'], ['続くときは、受付番号を{bank}へお伝えください。']],
    helper: 'bank',
  },
  'environment.app-too-old': {
    title: 'アプリの更新が必要です',
    happened: 'このアプリは古いため、{bank}のサーバーと安全にやり取りできません。',
    safe: nothingSent,
    steps: [
      [
        '{bank}のホームページから、新しいアプリを入れてください。',
        '社内で管理しているPCでは、システム担当者に頼んでください。',
      ],
      ['入れたあと、連携先の画面から始めてください。'],
    ],
    helper: 'own-it',
  },
  'environment.server-error': {
    title: '{bank}のサーバーで問題が起きました',
    happened: 'お客さまの操作やPCが原因ではありません。',
    safe: nothingSent,
    steps: [['数分待ってから、もう一度ためしてください。'], ['続くときは、受付番号を{bank}へお伝えください。']],
    helper: 'bank',
  },
  'environment.offline': {
    title: '{bank}につながりません',
    happened: 'インターネットにつながっていないか、{bank}のサーバーから答えがありません。',
    safe: '口座の情報は渡していません。送りかけの操作は行われていません。',
    steps: [
      ['PCがインターネットにつながっているか、ブラウザーで確かめてください。'],
      ['つながっているときは、数分待ってから、もう一度ためしてください。'],
      ['続くときは、社内のシステム担当者に通信の制限を確かめてもらってください。'],
    ],
    helper: 'own-it',
  },
  'environment.proxy-authentication': {
    title: '社内のプロキシが、ログインを求めています',
    happened: '社内の通信機器(プロキシ)の認証が要るため、{bank}につながりませんでした。',
    safe: nothingSent,
    steps: [
      ['ブラウザーを開き、プロキシのログインが求められたら済ませてください。'],
      ['続くときは、社内のシステム担当者に設定を確かめてもらってください。'],
    ],
    helper: 'own-it',
  },
  'environment.clock-wrong': {
    title: 'PCの日付と時刻が合っていません',
    happened: 'PCの時計がずれているため、証明書の期限を正しく確かめられません。',
    safe: nothingSent,
    steps: [
      ['PCの日付と時刻を合わせてください。', '「自動で設定する」にすると、ずれにくくなります。'],
      ['合わせたあと、もう一度ためしてください。'],
    ],
    helper: 'own-it',
  },
  'environment.server-untrusted': {
    title: '接続先が{bank}だと確かめられませんでした',
    happened: 'サーバーの証明書を確認できなかったため、つなぐのをやめました。途中で通信が読まれるおそれがあります。',
    safe: '口座の情報も、ログインパスワードも送っていません。',
    steps: [
      ['公衆の無線LANを使っているときは、別の回線に替えてください。'],
      ['社内の回線のときは、システム担当者に通信の検査の設定を確かめてもらってください。'],
      ['続くときは、手続きをやめて{bank}へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'environment.keyring-unavailable': {
    title: 'PCの資格情報の保管場所を使えません',
    happened: 'このアプリを閉じると、次回に引き継ぐ情報が残りません。手続きはこのまま続けられます。',
    safe: 'パスワードや暗証番号は、もともと保管していません。',
    steps: [
      ['手続きを続けてください。'],
      ['毎回出るときは、社内のシステム担当者に資格情報の設定を確かめてもらってください。'],
    ],
    helper: 'own-it',
  },
  'keypad.unknown': {
    title: 'ソフトウェアキーボードを開き直してください',
    happened: 'キーボードが閉じられていたため、押した文字は入力されていません。',
    safe: '入力の途中だった文字は消えています。送ってはいません。',
    steps: [['ソフトウェアキーボードを開き、はじめから入力してください。']],
    helper: 'bank',
  },
  'keypad.key-untrusted': {
    title: '入力した文字を、安全に送れることを確かめられませんでした',
    happened:
      '入力した文字を包む鍵が{bank}のものだと確かめられなかったため、送るのをやめました。途中で通信が変えられたおそれがあります。',
    safe: '入力した文字は送らずに消しました。口座の情報も渡していません。',
    steps: [
      ['公衆の無線LANを使っているときは、別の回線に替えて、連携先の画面から始めてください。'],
      ['社内の回線のときは、システム担当者に通信の検査の設定を確かめてもらってください。'],
      ['続くときは、手続きをやめて{bank}へご連絡ください。'],
    ],
    helper: 'bank',
  },
  'ipc.untrusted-sender': {
    title: 'アプリの画面が正しく読み込まれていません',
    happened: '確認できない画面からの操作だったため、行いませんでした。',
    safe: nothingSent,
    steps: [['アプリを終了し、開き直してください。'], ['続くときは、アプリを入れ直してください。']],
    helper: 'own-it',
  },
  'ipc.invalid-input': {
    title: 'アプリの中で、操作を受け付けられませんでした',
    happened: '操作の内容が決まりに合わないため、行いませんでした。',
    safe: nothingSent,
    steps: [['もう一度ためしてください。'], ['続くときは、アプリを開き直し、受付番号を{bank}へお伝えください。']],
    helper: 'bank',
  },
  'app.unexpected': {
    title: '予期しない問題が起きました',
    happened: 'アプリの中で問題が起きたため、手続きを止めました。',
    safe: '許可の済んでいない情報は渡していません。',
    steps: [
      ['連携先の画面に戻って、もう一度始めてください。'],
      ['続くときは、アプリを開き直してください。'],
      ['それでも続くときは、受付番号を{bank}へお伝えください。'],
    ],
    helper: 'bank',
  },
};
