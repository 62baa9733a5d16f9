/** Words that not everybody can read at once. */
const hard = [
  '電子証明書',
  '証明書',
  '照会用暗証番号',
  '照会用口座',
  '暗証番号',
  '認可業務選択',
  '業務',
  '照会系',
  '更新系',
  '残高照会',
  '入出金明細照会',
  '振込入金明細照会',
  '取引状況照会',
  '総合振込',
  '給与・賞与振込',
  '口座振替',
  '税金・各種料金払込',
  '明細',
  '賞与',
  '許可',
  '解除',
  '意思確認',
  '期限',
  '連携先',
  '連携',
  '届け出',
  '届出',
  '控え',
  '依頼',
  '窓口',
  '取引店',
  '登録番号',
  '登録',
  '中止',
  '更新',
  '失効',
  '延長',
  '手順',
  '普通',
  '当座',
  '定期',
  '貯蓄',
  '末尾',
  '口座',
  '情報',
  '利用規約',
  '範囲',
] as const;

type HardWord = (typeof hard)[number];

/** Their readings: total, so that a word without one does not compile. */
const readings: Readonly<Record<HardWord, string>> = {
  電子証明書: 'でんししょうめいしょ',
  証明書: 'しょうめいしょ',
  照会用暗証番号: 'しょうかいようあんしょうばんごう',
  照会用口座: 'しょうかいようこうざ',
  暗証番号: 'あんしょうばんごう',
  認可業務選択: 'にんかぎょうむせんたく',
  業務: 'ぎょうむ',
  照会系: 'しょうかいけい',
  更新系: 'こうしんけい',
  残高照会: 'ざんだかしょうかい',
  入出金明細照会: 'にゅうしゅっきんめいさいしょうかい',
  振込入金明細照会: 'ふりこみにゅうきんめいさいしょうかい',
  取引状況照会: 'とりひきじょうきょうしょうかい',
  総合振込: 'そうごうふりこみ',
  '給与・賞与振込': 'きゅうよ・しょうよふりこみ',
  口座振替: 'こうざふりかえ',
  '税金・各種料金払込': 'ぜいきん・かくしゅりょうきんはらいこみ',
  明細: 'めいさい',
  賞与: 'しょうよ',
  許可: 'きょか',
  解除: 'かいじょ',
  意思確認: 'いしかくにん',
  期限: 'きげん',
  連携先: 'れんけいさき',
  連携: 'れんけい',
  届け出: 'とどけで',
  届出: 'とどけで',
  控え: 'ひかえ',
  依頼: 'いらい',
  窓口: 'まどぐち',
  取引店: 'とりひきてん',
  登録番号: 'とうろくばんごう',
  登録: 'とうろく',
  中止: 'ちゅうし',
  更新: 'こうしん',
  失効: 'しっこう',
  延長: 'えんちょう',
  手順: 'てじゅん',
  普通: 'ふつう',
  当座: 'とうざ',
  定期: 'ていき',
  貯蓄: 'ちょちく',
  末尾: 'まつび',
  口座: 'こうざ',
  情報: 'じょうほう',
  利用規約: 'りようきやく',
  範囲: 'はんい',
};

/** A piece of text, and its reading where it is a hard word. */
export type Piece = { readonly text: string; readonly reading: string | null };

// Longest first, so that 「照会用暗証番号」 is one word and not two. `split` with a group keeps what it splits at.
const pattern = new RegExp(`(${[...hard].sort((a, b) => b.length - a.length).join('|')})`);
const isHard = (text: string): text is HardWord => Object.hasOwn(readings, text);

/** Cuts a text at its hard words; joined again the pieces are the text. */
export function piecesOf(text: string): readonly Piece[] {
  return text
    .split(pattern)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, reading: isHard(part) ? readings[part] : null }));
}
