import type { ServiceId } from '../contract/catalogue.ts';
import { serviceIds } from '../contract/catalogue.ts';
import type { ServiceRecord } from './records.ts';

type Entry = Omit<ServiceRecord, 'id'>;

const entries: Readonly<Record<ServiceId, Entry>> = {
  balance: {
    kind: 'inquiry',
    label: { ja: '残高照会', en: 'Balance' },
    what: { ja: '口座の残高を見ます。', en: 'Reads the balance of the account.' },
  },
  transactions: {
    kind: 'inquiry',
    label: { ja: '入出金明細照会', en: 'Account transactions' },
    what: { ja: '入金と出金の明細を見ます。', en: 'Reads the list of money in and out.' },
  },
  'incoming-transfers': {
    kind: 'inquiry',
    label: { ja: '振込入金明細照会', en: 'Incoming transfers' },
    what: { ja: '振込で入金された明細と振込人の名前を見ます。', en: 'Reads incoming transfers and who sent them.' },
  },
  activity: {
    kind: 'inquiry',
    label: { ja: '取引状況照会', en: 'Status of requests' },
    what: { ja: '受け付けた取引の状況を見ます。', en: 'Reads how far submitted requests have come.' },
  },
  'bulk-transfer': {
    kind: 'update',
    label: { ja: '総合振込データ受付', en: 'Bulk transfer data' },
    what: {
      ja: '総合振込のデータを送ります。承認は当組合の画面で行います。',
      en: 'Sends bulk transfer data. It is approved on our own screen.',
    },
  },
  payroll: {
    kind: 'update',
    label: { ja: '給与・賞与振込データ受付', en: 'Payroll data' },
    what: {
      ja: '給与・賞与振込のデータを送ります。承認は当組合の画面で行います。',
      en: 'Sends payroll and bonus data. It is approved on our own screen.',
    },
  },
  'direct-debit': {
    kind: 'update',
    label: { ja: '口座振替データ受付', en: 'Direct debit data' },
    what: {
      ja: '口座振替のデータを送ります。承認は当組合の画面で行います。',
      en: 'Sends direct debit data. It is approved on our own screen.',
    },
  },
  'tax-payment': {
    kind: 'update',
    label: { ja: '税金・各種料金払込', en: 'Taxes and utility payments' },
    what: {
      ja: '税金や料金の払込みのデータを送ります。承認は当組合の画面で行います。',
      en: 'Sends payment data for taxes and fees. It is approved on our own screen.',
    },
  },
};

/** The bank's 業務 in the order in which every screen lists them. */
export const services: readonly ServiceRecord[] = serviceIds.map((id) => ({ id, ...entries[id] }));

export const serviceRecord = (id: ServiceId): ServiceRecord => ({ id, ...entries[id] });
