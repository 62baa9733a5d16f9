import type { ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useFormat, useTexts } from '../../components/app-context.ts';
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
        {words.details}
      </h2>
      <dl className="facts facts--headed">
        <div>
          <dt>{words.holder}</dt>
          <dd>
            <b>{identity.holder}</b>
            <small>{identity.company}</small>
          </dd>
        </div>
        <div>
          <dt>{words.subject}</dt>
          <dd className="small">
            {nameParts(identity.subject).map((part) => (
              <span key={part} className="name-part">
                {part}{' '}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{words.issuer}</dt>
          <dd>{identity.issuer}</dd>
        </div>
        <div>
          <dt>{words.serial}</dt>
          <dd className="mono small">{identity.serial}</dd>
        </div>
        <div>
          <dt>{words.validity}</dt>
          <dd>
            <span className="whole">{words.from(date(identity.notBefore))}</span>
            <br />
            <span className="whole">{texts.links.until(date(identity.notAfter))}</span>
            <small className={identity.ending === null ? undefined : 'soon'}>{words.daysLeft(identity.daysLeft)}</small>
          </dd>
        </div>
        <div>
          <dt>{words.place}</dt>
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
          <dt>{words.revocation}</dt>
          <dd>{words.revocationText}</dd>
        </div>
      </dl>
    </section>
  );
}
