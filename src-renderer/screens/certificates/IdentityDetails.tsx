import type { ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useFormat, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { nameParts } from './identity-choice.ts';
import { placeName, ReadBy } from './place.tsx';

/** 証明書情報. */
export function IdentityDetails({ identity }: { readonly identity: IdentityView }): ReactElement {
  const { texts, language } = useTexts();
  const { date } = useFormat();
  const words = texts.certificates;
  return (
    <section className="panel" aria-labelledby="details">
      <h2 className="panel__head" id="details">
        <Furigana>{words.details}</Furigana>
      </h2>
      <dl className="facts facts--headed">
        <div>
          <dt>
            <Furigana>{words.holder}</Furigana>
          </dt>
          <dd>
            <b>{identity.holder}</b>
            <small>{identity.company}</small>
          </dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.subject}</Furigana>
          </dt>
          <dd className="small">
            {nameParts(identity.subject).map((part) => (
              <span key={part} className="name-part">
                {part}{' '}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.issuer}</Furigana>
          </dt>
          <dd>{identity.issuer}</dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.serial}</Furigana>
          </dt>
          <dd className="mono small">{identity.serial}</dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.validity}</Furigana>
          </dt>
          <dd>
            <span className="whole">{words.from(date(identity.notBefore))}</span>
            <br />
            <span className="whole">{texts.links.until(date(identity.notAfter))}</span>
            <small className={identity.ending === null ? undefined : 'soon'}>{words.daysLeft(identity.daysLeft)}</small>
          </dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.place}</Furigana>
          </dt>
          <dd>
            {placeName(identity, texts)}
            {identity.token !== null && (
              <small>
                <ReadBy modules={[inLanguage(identity.token.module, language)]} />
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt>
            <Furigana>{words.revocation}</Furigana>
          </dt>
          <dd>
            <Furigana>{words.revocationText}</Furigana>
          </dd>
        </div>
      </dl>
    </section>
  );
}
