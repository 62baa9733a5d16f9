import { accountTypes } from '../../../contract/catalogue.ts';
import type { RegisteredTpp } from '../registered.ts';
import type { BrowserSession } from '../sessions.ts';
import { faults } from '../faults.ts';
import { formToken } from './form.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { accountTypeWords, serviceWords } from './service-words.ts';

const kinds = (tpp: RegisteredTpp): readonly string[] => [
  `連携は${String(tpp.linkDays)}日間`,
  tpp.tokenBinding === 'mtls' ? '相互TLS' : 'DPoP',
  ...(tpp.fixedServices ? ['業務は固定'] : []),
  ...(tpp.keepsRefreshToken ? [] : ['10分間だけ利用']),
  ...(tpp.suspended ? ['利用停止中'] : []),
];

const chips = (tpp: RegisteredTpp): Html =>
  html`<ul class="chips" aria-label="この連携先の種類">
    ${kinds(tpp).map((kind) => html`<li>${kind}</li>`)}
  </ul>`;

function choice(tpp: RegisteredTpp): Html {
  if (tpp.fixedServices)
    return html`<p class="note">取り込む内容: ${tpp.services.map((service) => serviceWords[service]).join('、')}</p>`;
  return html`<fieldset class="choice">
    <legend>使いたい業務</legend>
    ${tpp.services.map(
      (service) =>
        html`<label
          ><input type="checkbox" name="service" value="${service}" checked />${serviceWords[service]}</label
        >`,
    )}
    <p class="note">
      どの口座を使うかは、銀行のアプリで選びます。1つも選ばないと、登録された業務のすべてをお願いします。
    </p>
  </fieldset>`;
}

const typeChoice = (): Html =>
  html`<fieldset class="choice">
    <legend>使いたい口座の種類</legend>
    ${accountTypes.map(
      (type) =>
        html`<label
          ><input type="checkbox" name="account-type" value="${type}" checked />${accountTypeWords[type]}</label
        >`,
    )}
    <p class="note">
      ほかの種類の口座は、銀行のアプリで選べません。すべて選ぶか、1つも選ばないと、口座の種類を問わずにお願いします。
    </p>
  </fieldset>`;

const faultChoice = (selected: string | null): Html =>
  html`<details class="faults" ${selected === null ? null : html`open`}>
    <summary>テスト: わざと誤らせる</summary>
    <label for="fault">誤りの種類</label>
    <select id="fault" name="fault">
      <option value="">誤らせない</option>
      ${faults.map(({ id, label, when }) =>
        id === selected
          ? html`<option value="${id}" selected>${label}</option>`
          : html`<option value="${id}">${label}${when === 'return' ? '(許可のあと)' : ''}</option>`,
      )}
    </select>
    <p class="note">壊れた連携先や攻撃者のふりをします。どこで、何と言って断られたかを表示します。</p>
  </details>`;

export type StartPage = {
  readonly tpp: RegisteredTpp;
  readonly others: readonly RegisteredTpp[];
  readonly session: BrowserSession;
  readonly fault: string | null;
};

/** Where the customer's journey begins. */
export function startPage({ tpp, others, session, fault }: StartPage): string {
  const { connected } = session;
  return layout(
    tpp,
    '口座連携',
    html`<section class="hero">
        <p class="hero__tagline">${tpp.tagline.ja}</p>
        <h1>銀行口座の連携</h1>
        <p>成協信用組合の口座をつなぎます。連携の手続きは、成協信用組合のアプリで行います。</p>
        ${chips(tpp)}
        <form method="post" action="/connect/${tpp.clientId}">
          ${formToken(session)} ${choice(tpp)} ${typeChoice()}
          <button type="submit" class="primary">${connected === null ? '銀行口座を連携する' : '連携を更新する'}</button>
          ${faultChoice(fault)}
        </form>
        <p class="note" lang="en">
          Connect your bank accounts. The bank's own app asks for your consent; this service never sees your password.
        </p>
        ${
          connected === null
            ? null
            : html`<p class="standing">
                <a href="/connected/${tpp.clientId}">連携中の口座を見る(${connected.accounts.length}件)</a>
              </p>`
        }
      </section>
      <section class="plain">
        <h2>連携先の金融機関</h2>
        <ul class="banks">
          <li><strong>成協信用組合</strong><span>法人インターネットバンキング(電子証明書方式)</span></li>
        </ul>
      </section>
      <aside class="plain">
        <h2>テスト用の別のサービス</h2>
        <ul class="links">
          ${others.map(
            (other) =>
              html`<li>
                <a href="${other.path}">${other.name.ja}</a> <span class="note">${kinds(other).join('・')}</span>
              </li>`,
          )}
        </ul>
      </aside>`,
  );
}
