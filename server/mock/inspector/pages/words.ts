import type { Entry, Party, Place } from '../contract.ts';

export const partyWords: Readonly<Record<Party, string>> = {
  app: 'アプリ',
  browser: 'ブラウザー',
  tpp: 'TPP',
  server: 'サーバー',
  other: 'その他',
};

export const targetWords: Readonly<Record<Entry['to'], string>> = {
  server: 'サーバー',
  tpp: 'TPP',
  authority: '認証局',
};

export const placeWords: Readonly<Record<Place, string>> = {
  issuer: 'サーバー(発行元)',
  certificate: 'サーバー(電子証明書)',
  mutual: 'サーバー(TPPの相互TLS)',
  tpp: 'TPPのページ',
  pages: 'ブラウザー用のページ',
  'tpp-client': 'TPPの側',
};

/** The address as far as a reader of one world needs it. */
export function shortAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

const clock = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** Time of day in Japan, to the millisecond. */
export const timeOfDay = (at: string): string => clock.format(new Date(at));

export const grade = (status: number | null): 'bad' | 'moved' | 'good' =>
  status === null || status >= 400 ? 'bad' : status >= 300 ? 'moved' : 'good';
