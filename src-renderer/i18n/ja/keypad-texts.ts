import type { KeypadTexts } from '../keypad-texts.ts';

export const keypad: KeypadTexts = {
  open: 'ソフトウェアキーボードを開く',
  board: 'ソフトウェアキーボード',
  tenkey: '数字キー',
  shuffles: '開くたびに並びが変わります',
  stays: '次に開くときも同じ並びです',
  fixed: '配列を固定',
  erase: '1文字削除',
  clear: 'すべて消去',
  close: '閉じる',
  blocks: { digits: '数字', lower: '英小文字', upper: '英大文字', symbols: '記号' },
  key: (block, n) => `${block}の${String(n)}番目`,
  keyHint: '矢印キーで移動し、Enterキーで押します。Escキーで閉じます。',
  entered: (n) => `${String(n)}文字入力済み`,
  count: (n, min, max) => `${String(n)}文字(${String(min)}～${String(max)}文字)`,
  digits: (n, of) => `${String(of)}桁のうち${String(n)}桁入力済み`,
  limit: {
    characters: (n) => `${String(n)}文字まで入力しました。これ以上は入力できません。`,
    digits: (n) => `${String(n)}桁すべて入力しました。`,
  },
  typed: '画面のキーで入力してください。PCのキーボードや貼り付けは使えません。',
  failed: 'ソフトウェアキーボードを開けませんでした。もう一度開いてください。',
  idle: '2分間操作がなかったため、入力を消してキーボードを閉じました。開いて、はじめから入力してください。',
  unfocused:
    'この画面から2分間離れていたため、入力を消してキーボードを閉じました。開いて、はじめから入力してください。',
  locked: 'PCがロックされたため、入力を消してキーボードを閉じました。開いて、はじめから入力してください。',
  settings: 'キーの設定',
  large: '大きいキー',
  largeNote: 'キーと文字を大きくします。アプリを閉じるまで続きます。',
  spoken: 'キーの文字を読み上げる',
  spokenNote:
    'スクリーンリーダーをお使いの方のための設定です。文字が声に出るので、イヤホンをお使いください。ふだん位置だけを読み上げるのは、声や画面の読み取りからパスワードや暗証番号が知られるのを防ぐためです。アプリを閉じるとオフに戻ります。',
  spokenForbidden:
    'この金融機関では、キーの文字の読み上げは使えません。読み上げが必要な方は、お問い合わせ先にご相談ください。',
};
