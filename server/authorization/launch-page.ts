import type { TppRecord } from '../bank/records.ts';
import type { ServerConfig } from '../config.ts';
import { escapeHtml } from '../http/html.ts';
import { renderPage, supportLine } from './page.ts';

export type LaunchRequest = {
  readonly clientId: string | undefined;
  readonly requestUri: string | undefined;
  /** Where a form hands the link to a running app (only where the link scheme may not be registered). */
  readonly handover?: string;
};

/** A whole answer: `headers` include content type, content security policy and no-store. */
export type LaunchPage = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Launch = {
  readonly tpp: Pick<TppRecord, 'name' | 'company' | 'clientId'>;
  readonly requestUri: string;
  readonly handover?: string;
};

/** The link that opens the app: nothing in it but who asks and the one-time reference to what was asked. */
export function deepLink(scheme: string, clientId: string, requestUri: string): string {
  return `${scheme}://authorize?${new URLSearchParams({ client_id: clientId, request_uri: requestUri }).toString()}`;
}

/** What an ordinary browser sees at the authorization endpoint: the way into the app. */
export function renderLaunchPage(
  config: Pick<ServerConfig, 'environment' | 'bank' | 'scheme'>,
  { tpp, requestUri, handover }: Launch,
): LaunchPage {
  const bank = escapeHtml(config.bank.name.ja);
  const name = escapeHtml(tpp.name.ja);
  const nameEn = escapeHtml(tpp.name.en);
  return renderPage(config, {
    status: 200,
    title: `API連携認証(利用登録) – ${config.bank.name.ja}`,
    kind: 'launch',
    body: `<header><h1>アプリで手続きを続けます</h1>
<p class="lead">${name}に口座の情報を渡すかどうかは、アプリの中で決めます。</p></header>
<ul class="thread"><li><b>${bank}</b><span>情報を渡す金融機関</span></li>
<li><b>${name}</b><span>情報を受け取る連携先 ${escapeHtml(tpp.company)}</span></li></ul>
${button(config.scheme, tpp.clientId, requestUri, handover)}
<section class="note"><h2>アプリが開かないときは</h2><ol>
<li>ブラウザーの確認が出ているときは、「開く」を選んでください。</li>
<li>アプリが入っていないときは、${bank}の案内に沿ってインストールしてください。</li>
<li>1分ほどたつと、この手続きの期限が切れます。そのときは、${name}の画面からもう一度始めてください。</li></ol>
<p>お問い合わせ ${supportLine(config, 'ja')}</p></section>
<section class="en" lang="en"><h2>Continue in the app</h2>
<p>You decide in the app whether ${nameEn} may have information about your accounts at ${escapeHtml(config.bank.name.en)}.
Press the button above. If nothing happens: allow your browser to open the app, or install it first. This request
expires after about a minute; then start again from the page of ${nameEn}. Support: ${supportLine(config, 'en')}</p></section>`,
  });
}

function button(scheme: string, clientId: string, requestUri: string, handover: string | undefined): string {
  const label = 'アプリを開く';
  if (handover === undefined) {
    return `<p><a class="btn" href="${escapeHtml(deepLink(scheme, clientId, requestUri))}">${label}</a></p>`;
  }
  const hidden = (field: string, value: string) => `<input type="hidden" name="${field}" value="${escapeHtml(value)}">`;
  return `<form method="post" action="${escapeHtml(handover)}">${hidden('client_id', clientId)}${hidden('request_uri', requestUri)}
<button class="btn" type="submit">${label}</button></form>`;
}
