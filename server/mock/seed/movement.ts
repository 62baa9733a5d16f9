/** What moves on a company's account: lower and upper amount in yen, and the unit amounts are rounded to. */
export type Movement = {
  readonly description: string;
  readonly least: number;
  readonly most: number;
  readonly unit: number;
  readonly transferFrom: string | null;
};

const transfer = (transferFrom: string, least: number, most: number): Movement => ({
  description: '振込入金',
  least,
  most,
  unit: 100,
  transferFrom,
});
const movement = (description: string, least: number, most: number, unit: number): Movement => ({
  description,
  least,
  most,
  unit,
  transferFrom: null,
});

export const incoming: readonly Movement[] = [
  transfer('カ)ヤマナミコウムテン', 120_000, 1_800_000),
  transfer('ヒガシマチシヨウジ(カ', 50_000, 900_000),
  transfer('ユ)アサヒリヨウカン', 30_000, 400_000),
  transfer('シヤ)ミナトカイ', 20_000, 260_000),
  movement('売上金 現金入金', 10_000, 300_000, 1000),
  movement('口座振替 集金分', 40_000, 500_000, 10),
];

export const outgoing: readonly Movement[] = [
  movement('振込 仕入代金', 60_000, 900_000, 100),
  movement('給与振込', 280_000, 1_200_000, 1000),
  movement('電気料', 18_000, 90_000, 1),
  movement('水道料', 6_000, 24_000, 1),
  movement('電話料', 5_000, 30_000, 1),
  movement('家賃 口座振替', 90_000, 240_000, 1000),
  movement('社会保険料', 80_000, 420_000, 1),
  movement('振込手数料', 110, 660, 110),
  movement('リース料', 15_000, 88_000, 10),
];
