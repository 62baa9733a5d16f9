import type { ServiceId } from '../../../contract/catalogue.ts';

export const serviceWords: Readonly<Record<ServiceId, string>> = {
  balance: '残高照会',
  transactions: '入出金明細照会',
  'incoming-transfers': '振込入金明細照会',
  activity: '取引状況照会',
  'bulk-transfer': '総合振込データ受付',
  payroll: '給与・賞与振込データ受付',
  'direct-debit': '口座振替データ受付',
  'tax-payment': '税金・各種料金払込',
};

const words: Readonly<Record<string, string>> = serviceWords;
export const serviceWord = (service: string): string => words[service] ?? service;

export const accountTypeWords = { ordinary: '普通', current: '当座', savings: '貯蓄', time: '定期' } as const;

const yen = new Intl.NumberFormat('ja-JP');
export const inYen = (amount: number): string => `${yen.format(amount)}円`;
const day = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
export const longDay = (date: string): string => day.format(new Date(date));
