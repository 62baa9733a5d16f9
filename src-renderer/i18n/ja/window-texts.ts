import type { WindowTexts } from '../window-texts.ts';

export const windowTexts: WindowTexts = {
  display: {
    open: '表示',
    title: '表示の設定',
    text: '読みやすいように、画面の表し方を変えられます。手続きの内容は変わりません。',
    easy: 'やさしい表示',
    easyHint: 'むずかしい言葉に、ふりがなを付けます。',
    calendar: '和暦で表示',
    calendarHint: '日付の年を、元号で表します。',
    example: '例：',
  },
  offline: {
    title: 'サーバーにつながりません',
    text: 'つながりしだい、この画面の続きから自動で再開します。選んだ内容は残っています。ネットワークを確かめて、このままお待ちください。',
  },
  check: {
    title: '接続の確認',
    text: '手続きを始める前に、サーバーにつながるかどうかを確かめられます。',
    button: '接続を確かめる',
    reached: 'サーバーにつながりました。手続きを始められます。',
    failed: (code) => `つながりませんでした。ネットワークを確かめて、もう一度ためしてください。(エラーコード ${code})`,
    again: 'もう一度確かめる',
  },
  document: {
    print: '印刷する',
    save: 'PDFで保存する',
    printed: '印刷に送りました。',
    saved: 'PDFを保存しました。',
    notPrinted: '印刷しませんでした。',
    notSaved: '保存しませんでした。',
    consentTitle: '許可する内容の確認書',
    note: 'この書面は、画面に表示した内容を写したものです。',
    decidedAt: (when) => `${when} に許可`,
    number: (number) => `控えの番号 ${number}`,
    kept: {
      'this-pc': '控えは、このPCにも暗号化して残しました。',
      memory: 'このPCには控えを残せませんでした。必要なときは、印刷するかPDFで保存してください。',
    },
  },
  difference: {
    label: 'いまの連携との違い',
    added: '増える',
    removed: 'なくなる',
    kept: '変わらない',
    nothing: '業務と口座は、いまの連携と同じです。',
    ends: '期限',
    endsText: (before, after) => `${before} → ${after}`,
    showKept: '変わらない内容も表示する',
    count: (n) => `${String(n)}口座`,
  },
};
