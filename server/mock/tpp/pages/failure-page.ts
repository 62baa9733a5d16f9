import type { RegisteredTpp } from '../registered.ts';
import type { LeftStep, ReturnFailure } from '../return-failure.ts';
import type { BrowserSession } from '../sessions.ts';
import { buttonForm } from './form.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

const places: Readonly<Record<LeftStep, string>> = {
  certificate: '手順1 ログイン(電子証明書)',
  password: '手順1 ログイン(パスワード)',
  services: '手順2 認可業務選択',
  inquiryPin: '手順3 照会用暗証番号登録',
  inquiryPinResult: '手順4 照会用暗証番号登録結果',
  consent: '手順5 情報アクセス許可',
};

type FailureWords = { readonly title: string; readonly text: string; readonly code: string };

export function failureWords(failure: ReturnFailure): FailureWords {
  switch (failure.kind) {
    case 'refused':
      return {
        title: '口座は連携されませんでした',
        text:
          failure.step === null
            ? 'お客さまが手続きを中止したか、許可しませんでした。口座の情報は受け取っていません。'
            : `「${places[failure.step]}」で手続きが終わりました。口座の情報は受け取っていません。`,
        code: failure.step === null ? 'access_denied' : `access_denied (${failure.step})`,
      };
    case 'bad-state':
      return {
        title: 'この連携は続けられません',
        text: 'このブラウザーで始めた手続きではないか、すでに終わった手続きです。口座の情報は受け取っていません。',
        code: 'state_mismatch',
      };
    case 'bad-form':
      return {
        title: 'この操作は受け付けられません',
        text: 'このサービスの画面から始めた操作と確かめられませんでした。下のボタンから、もう一度始めてください。',
        code: 'form_token',
      };
    case 'bad-response':
      return {
        title: '銀行からの応答を確かめられませんでした',
        text: '応答が正しい銀行からのものと確かめられないため、受け取りませんでした。もう一度連携をお試しください。',
        code: failure.detail,
      };
    case 'oauth':
      return {
        title: '銀行が連携を受け付けませんでした',
        text: 'しばらくしてからもう一度お試しください。続くときは、下のコードをサポートにお知らせください。',
        code: failure.detail === '' ? failure.error : `${failure.error}: ${failure.detail}`,
      };
    case 'unreachable':
      return {
        title: '銀行につながりません',
        text: '銀行のサーバーから応答がありません。しばらくしてからもう一度お試しください。',
        code: failure.detail === '' ? 'unreachable' : failure.detail,
      };
  }
}

export function failurePage(tpp: RegisteredTpp, session: BrowserSession, failure: ReturnFailure): string {
  const words = failureWords(failure);
  return layout(
    tpp,
    words.title,
    html`<section class="hero hero--failed">
      <h1>${words.title}</h1>
      <p>${words.text}</p>
      <p class="code">コード <code>${words.code}</code></p>
      ${
        session.connected === null
          ? null
          : html`<p>今までの連携は、そのまま使えます。<a href="/connected/${tpp.clientId}">連携中の口座を見る</a></p>`
      }
      ${buttonForm(session, `/connect/${tpp.clientId}`, 'もう一度連携する', 'primary')}
      <p><a href="${tpp.path}">口座連携の画面に戻る</a> ・ <a href="/steps/${tpp.clientId}">やりとりを見る</a></p>
    </section>`,
  );
}

export function notFoundPage(tpp: RegisteredTpp): string {
  return layout(
    tpp,
    'ページがありません',
    html`<section class="hero hero--failed">
      <h1>ページがありません</h1>
      <p><a href="${tpp.path}">口座連携の画面に戻る</a></p>
    </section>`,
  );
}
