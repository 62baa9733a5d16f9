import type { Account, Words } from '../bridge/view-types.ts';
import type { Language } from '../stores/language-store.ts';
import type { Calendar } from '../stores/preferences-store.ts';
import type { Texts } from './texts.ts';

// Everything a bank dates, it dates in Japan time; the PC may be elsewhere.
const timeZone = 'Asia/Tokyo';
const dates = (locale: string): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
const times = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });

/** Made once: making one takes longer than drawing the row of a list that needs it. */
const formats: Readonly<Record<Language, Readonly<Record<Calendar | 'time', Intl.DateTimeFormat>>>> = {
  ja: { western: dates('ja-JP'), japanese: dates('ja-JP-u-ca-japanese'), time: times('ja-JP') },
  en: { western: dates('en-GB'), japanese: dates('en-GB-u-ca-japanese'), time: times('en-GB') },
};

const isFullDate = /^\d{4}-\d{2}-\d{2}$/;

/** RFC 3339 date-time, or full-date meaning that day in Japan → 「2026年10月6日」, by era 「令和8年10月6日」. */
export function formatDate(value: string, language: Language, calendar: Calendar = 'western'): string {
  const at = new Date(isFullDate.test(value) ? `${value}T00:00:00+09:00` : value);
  return formats[language][calendar].format(at);
}

/** 「2026年7月8日 10:28」. */
export function formatDateTime(value: string, language: Language, calendar: Calendar = 'western'): string {
  return `${formatDate(value, language, calendar)} ${formats[language].time.format(new Date(value))}`;
}

export function inLanguage(words: Words, language: Language): string {
  return words[language];
}

/** 「本店営業部 普通 末尾012」. */
export function accountName(account: Account, texts: Texts, language: Language): string {
  return texts.account(account.branch[language], texts.accountTypes[account.type], account.last3);
}
