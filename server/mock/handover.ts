import { mockScheme } from './bank-profile.ts';

/** The deep link for a browser's request, or `null` when a parameter is not what an authorization server hands out. */
export function handoverLink(form: URLSearchParams): string | null {
  const clientId = form.get('client_id');
  const requestUri = form.get('request_uri');
  if (clientId === null || !/^[\w-]{1,64}$/.test(clientId)) return null;
  if (requestUri === null || !/^urn:ietf:params:oauth:request_uri:[\w-]{8,256}$/.test(requestUri)) return null;
  const query = new URLSearchParams({ client_id: clientId, request_uri: requestUri });
  return `${mockScheme}://authorize?${query.toString()}`;
}

const words = {
  passed: [
    'アプリに渡しました',
    'Renkeiの画面で手続きを続けてください。このタブは、連携先の画面に戻るまで開いたままにしてください。',
  ],
  failed: ['アプリに渡せませんでした', 'Renkeiが起動していません。アプリを起動してから、もう一度お試しください。'],
  invalid: ['この内容は受け付けられません', '連携先の画面から、もう一度始めてください。'],
} as const;

/** A fixed text: nothing a browser sent is repeated in it. */
export function handoverPage(outcome: keyof typeof words): string {
  const [title, text] = words[outcome];
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/handover.css"></head>
<body><p class="strip"><strong>テスト環境</strong> 実在の口座にはつながりません</p>
<main><h1>${title}</h1><p>${text}</p></main></body></html>
`;
}

export const handoverStyle = `:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.65 'BIZ UDPGothic', 'Noto Sans CJK JP', sans-serif;
  background: light-dark(#fff, #121922); color: light-dark(#17212e, #ecf1f7); border-inline: 6px solid #ffd21f; min-height: 100vh; }
.strip { margin: 0; padding: 6px 24px; font-size: 14px; background: #ffd21f; color: #1a1600; }
main { max-width: 40rem; margin: 0 auto; padding: 64px 24px; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.35; color: light-dark(#17448f, #8fb8ff); }
`;
