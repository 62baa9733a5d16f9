import { faultOf, type FaultOutcome } from '../faults.ts';
import type { Step } from '../journal.ts';
import type { RegisteredTpp } from '../registered.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { stepList } from './steps-page.ts';

/** Whether a fault was refused, by whom, and in which words. */
export function faultPage(tpp: RegisteredTpp, outcome: FaultOutcome, steps: readonly Step[]): string {
  const fault = faultOf(outcome.fault);
  const title = outcome.refused ? '断られました' : '断られませんでした';
  return layout(
    tpp,
    title,
    html`<section
        class="hero ${outcome.refused ? 'hero--done' : 'hero--failed'}"
        data-refused="${outcome.refused ? 'yes' : 'no'}"
      >
        <p class="hero__tagline">テスト: ${fault?.label ?? outcome.fault}</p>
        <h1>${title}</h1>
        <p>${fault?.what ?? ''}</p>
        <dl class="facts">
          <div>
            <dt>断った側</dt>
            <dd>
              ${outcome.refused ? (outcome.by === 'server' ? '銀行のサーバー' : '連携先のプログラム(返事を確かめて、受け取りませんでした)') : 'どちらも断っていません。不具合です。'}
            </dd>
          </div>
          <div>
            <dt>答え</dt>
            <dd><code>${outcome.answer}</code></dd>
          </div>
        </dl>
        <p>
          <a href="${tpp.path}?fault=${outcome.fault}">もう一度試す</a> ・
          <a href="${tpp.path}">口座連携の画面に戻る</a>
        </p>
      </section>
      <section class="plain">${stepList(steps)}</section>`,
  );
}
