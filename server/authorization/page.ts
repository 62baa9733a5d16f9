import { createHash } from 'node:crypto';
import type { ServerConfig } from '../config.ts';
import { escapeHtml } from '../http/html.ts';
import type { LaunchPage } from './launch-page.ts';

/** Tokens and shapes of the product's look, as far as a page in an ordinary browser needs them. */
const style = `:root{color-scheme:light dark;--canvas:light-dark(#fff,#121922);--rail:light-dark(#eff3f8,#0c1219);
--line:light-dark(#d6dde6,#2f3b4a);--text:light-dark(#17212e,#ecf1f7);--text-2:light-dark(#4a5767,#b4c0ce);
--brand:light-dark(#17448f,#8fb8ff);--hover:light-dark(#10346f,#b1cdff);--on:light-dark(#fff,#0a1a33);
--danger:light-dark(#ad1f2a,#ff9c96);--gap:light-dark(#ffd43b,#121922);--ring:light-dark(#17212e,#ffe066)}
*,*::before,*::after{box-sizing:border-box}html{background:var(--rail)}
body{margin:0;color:var(--text);font:400 1rem/1.65 'BIZ UDPGothic','Noto Sans CJK JP','Yu Gothic UI',Meiryo,sans-serif;
line-break:strict;overflow-wrap:anywhere}
h1,h2,p,ol,ul{margin:0;padding:0}h1,h2{line-height:1.35;word-break:auto-phrase;text-wrap:balance}
h1{font-size:1.5rem}h2{font-size:1rem}
.test{background:#ffd21f;color:#1a1600;padding:.375rem 2rem;font-weight:700;font-size:.875rem;text-align:center}
main{max-width:40rem;margin:0 auto;padding:3rem 1.5rem}
.card{background:var(--canvas);border:1px solid var(--line);border-radius:.75rem;padding:2rem;display:grid;gap:1.5rem}
.lead{color:var(--text-2);margin-top:.5rem}
.thread{position:relative;display:grid;gap:1.75rem;list-style:none}
.thread li:first-child::after{content:'';position:absolute;left:.4375rem;top:1.5rem;height:calc(100% + .75rem);
border-left:2px dotted var(--brand)}
.thread li{position:relative;padding-left:2rem}
.thread li::before{content:'';position:absolute;left:0;top:.5rem;width:1rem;height:1rem;border-radius:50%;
border:2px solid var(--brand);background:var(--canvas)}
.thread li:first-child::before{background:var(--brand)}
.thread b{display:block;font-size:1.125rem;line-height:1.35}.thread span,.note,.en{color:var(--text-2);font-size:.875rem}
.btn{display:inline-flex;align-items:center;justify-content:center;min-height:3rem;min-width:14rem;padding:.5rem 1.5rem;
border:2px solid transparent;border-radius:.5rem;background:var(--brand);color:var(--on);font:inherit;font-weight:700;
line-height:1.3;text-decoration:none;cursor:pointer}
.btn:hover{background:var(--hover)}
:focus-visible{outline:.1875rem solid var(--ring);outline-offset:.125rem;box-shadow:0 0 0 .125rem var(--gap)}
.note ol{padding-left:1.5em}.note h2{color:var(--text);margin-bottom:.25rem}
.en{border-top:1px solid var(--line);padding-top:1.25rem;display:grid;gap:.5rem}
.code{font-family:'BIZ UDGothic','Noto Sans Mono CJK JP',monospace}
.error h1{color:var(--danger)}
@media (max-width:30rem){main{padding:1rem}.card{padding:1.25rem}.btn{width:100%}}
@media (forced-colors:active){.btn{border-color:ButtonText}}`;

const styleHash = createHash('sha256').update(style).digest('base64');

const headers: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // `no-referrer` would turn the Origin of the form into "null".
  'referrer-policy': 'same-origin',
};

export type PageContent = {
  readonly status: number;
  readonly title: string;
  readonly kind: 'launch' | 'error';
  /** HTML; whoever makes it escapes what is not his own text. */
  readonly body: string;
};

/** A whole page without any script, in the bank's name. */
export function renderPage(config: Pick<ServerConfig, 'environment'>, content: PageContent): LaunchPage {
  const test =
    config.environment === 'test'
      ? '<p class="test">テスト環境 実在の口座にはつながりません <span lang="en">(test environment)</span></p>'
      : '';
  return {
    status: content.status,
    headers,
    body: `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(content.title)}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body>${test}<main class="${content.kind}"><div class="card">${content.body}</div></main></body></html>
`,
  };
}

/** 困ったときは: name, telephone and hours of the bank's support. */
export const supportLine = ({ bank }: Pick<ServerConfig, 'bank'>, language: 'ja' | 'en'): string => {
  const { name, phone, hours } = bank.support;
  return `${escapeHtml(name[language])} ${escapeHtml(phone)} (${escapeHtml(hours[language])})`;
};
