import type { Account, Words } from '../bridge/view-types.ts';
import type { Language } from '../stores/language-store.ts';
import type { Calendar } from '../stores/preferences-store.ts';
import type { Texts } from './texts.ts';

// Everything a bank dates, it dates in Japan time; the PC may be elsewhere.
const timeZone = 'Asia/Tokyo';
const locales: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };
const beforeTime: Readonly<Record<Language, string>> = { ja: ' ', en: ', ' };
const byEra = '-u-ca-japanese';

/** To make one takes longer than to draw a row of a list: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

const forms = {
  date: { dateStyle: 'long' },
  year: { era: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function formatIn(locale: string, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${locale} ${form}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...forms[form], timeZone });
  formats.set(key, made);
  return made;
}

const isFullDate = /^\d{4}-\d{2}-\d{2}$/;

/** RFC 3339 date-time, or full-date meaning that day in Japan → 「2026年10月6日」, by era 「令和8年10月6日」, “6 October 2026 (Reiwa 8)”. */
export function formatDate(value: string, language: Language, calendar: Calendar = 'western'): string {
  const at = new Date(isFullDate.test(value) ? `${value}T00:00:00+09:00` : value);
  const locale = locales[language];
  const western = formatIn(locale, 'date').format(at);
  if (calendar === 'western') return western;
  switch (language) {
    case 'ja':
      return formatIn(`${locale}${byEra}`, 'date').format(at);
    case 'en':
      // Who reads English does not reckon by eras: the year stays, the era is told.
      return `${western} (${eraYear(at)})`;
  }
}

/** “Reiwa 8”. */
function eraYear(at: Date): string {
  const parts = formatIn(`en-GB${byEra}`, 'year').formatToParts(at);
  const valueOf = (wanted: 'era' | 'year'): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${valueOf('era')} ${valueOf('year')}`;
}

/** 「2026年7月8日 10:28」, “8 July 2026, 10:28”. */
export function formatDateTime(value: string, language: Language, calendar: Calendar = 'western'): string {
  const time = formatIn(locales[language], 'time').format(new Date(value));
  return `${formatDate(value, language, calendar)}${beforeTime[language]}${time}`;
}

export function inLanguage(words: Words, language: Language): string {
  return words[language];
}

/** 「本店営業部 普通 末尾012」. */
export function accountName(account: Account, texts: Texts, language: Language): string {
  return texts.account(account.branch[language], texts.accountTypes[account.type], account.last3);
}
