import type { ReactElement } from 'react';
import type { BankView } from '../../src-main/contract/views.ts';
import { inLanguage } from '../i18n/format.ts';
import { useTexts } from './app-context.ts';

/** Whom to call at the bank, and when. */
export function SupportDesk({ bank, label }: { readonly bank: BankView; readonly label: string }): ReactElement {
  const { texts, language } = useTexts();
  const { support } = bank;
  return (
    <section className="panel" aria-label={texts.failure.contact}>
      <dl className="facts">
        <div>
          <dt>{label}</dt>
          <dd>
            {inLanguage(support.name, language)} <b className="nowrap">{support.phone}</b>
            <small>{inLanguage(support.hours, language)}</small>
          </dd>
        </div>
      </dl>
    </section>
  );
}
