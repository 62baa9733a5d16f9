import { z } from 'zod';

/**
 * Fields after the Zengin format (全銀協規定形式), as JSON. Names are half-width: katakana without small letters, capital letters,
 * digits and a few signs, because that is what reaches the receiving bank. † Which signs a bank takes differs a little; these are
 * the ones all of them name.
 */
export const halfWidth = /^[ｦｱ-ﾝﾞﾟA-Z0-9().\-/,｢｣ ]*$/u;

export const halfWidthText = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(halfWidth, { error: 'half-width katakana (no small letters), capitals, digits and ().-/,｢｣ only' });

const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`), { error: `${count} digits` });

/** 預金種目: 1 普通 · 2 当座 · 4 貯蓄 · 9 その他. */
const accountKind = z.enum(['ordinary', 'current', 'savings', 'other']);

/** Ten digits of yen. */
const amount = z.int().min(1).max(9_999_999_999);

/** An account at any bank. */
const otherAccount = z.strictObject({
  bankCode: digits(4),
  branchCode: digits(3),
  accountType: accountKind,
  accountNumber: digits(7),
  /** 受取人名 or 預金者名. */
  name: halfWidthText(30),
});

/** 総合振込 (種別コード 21). `ediInformation` or `customerCode`, as the format has one field for both. */
export const bulkTransferRowSchema = z.strictObject({
  payee: otherAccount,
  amount,
  ediInformation: halfWidthText(20).optional(),
  customerCode: digits(10).optional(),
});

/** 給与振込 (11) and 賞与振込 (12). */
export const payrollRowSchema = z.strictObject({
  payee: otherAccount,
  amount,
  employeeNumber: z.string().regex(/^\d{1,10}$/, { error: 'up to 10 digits' }),
  department: z
    .string()
    .regex(/^\d{1,10}$/, { error: 'up to 10 digits' })
    .optional(),
});

/** 口座振替 (91): `payer` is whom the money is taken from. */
export const directDebitRowSchema = z.strictObject({
  payer: otherAccount,
  amount,
  customerNumber: z.string().regex(/^[A-Z0-9-]{1,20}$/, { error: 'up to 20 capitals, digits and -' }),
  /** 新規コード: the first debit of this payer. */
  firstDebit: z.boolean().optional(),
});

/** 税金・各種料金払込 (Pay-easy). */
export const taxPaymentRowSchema = z.strictObject({
  /** 収納機関番号. */
  collectorNumber: digits(5),
  /** 納付番号 or お客様番号. */
  paymentNumber: z.string().regex(/^\d{1,20}$/, { error: 'up to 20 digits' }),
  /** 確認番号. */
  confirmationNumber: digits(6),
  /** 納付区分. */
  paymentCategory: z
    .string()
    .regex(/^\d{1,16}$/, { error: 'up to 16 digits' })
    .optional(),
  amount,
});
