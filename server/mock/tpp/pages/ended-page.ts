import type { RegisteredTpp } from '../registered.ts';
import type { BrowserSession, Ended } from '../sessions.ts';
import { buttonForm } from './form.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

const words: Readonly<Record<Ended, { readonly title: string; readonly text: string }>> = {
  revoked: {
    title: '連携は終わりました',
    text: 'お客さままたは銀行が連携を取り消したか、別の手続きで置き換えられました。これまでに取り込んだ情報は残っています。新しい情報を取り込むには、もう一度連携してください。',
  },
  expired: {
    title: '連携の期限が来ました',
    text: 'このサービスが口座を読める期間が終わりました。続けて使うには、もう一度連携してください。',
  },
  'given-back': {
    title: '連携をやめました',
    text: '銀行に連携を返しました。このサービスは、口座の情報を読めなくなりました。',
  },
  suspended: {
    title: '銀行がこのサービスの利用を停止しています',
    text: '停止が解けるまで、口座の情報を読めません。詳しくは銀行にお問い合わせください。',
  },
};

/** A link is of no use any more: why, and how to begin anew. */
export function endedPage(tpp: RegisteredTpp, session: BrowserSession, why: Ended, code: string): string {
  const { title, text } = words[why];
  return layout(
    tpp,
    title,
    html`<section class="hero hero--failed">
      <h1>${title}</h1>
      <p>${text}</p>
      ${code === '' ? null : html`<p class="code">コード <code>${code}</code></p>`}
      ${buttonForm(session, `/connect/${tpp.clientId}`, 'もう一度連携する', 'primary')}
      <p><a href="${tpp.path}">口座連携の画面に戻る</a> ・ <a href="/steps/${tpp.clientId}">やりとりを見る</a></p>
    </section>`,
  );
}
