import type { ReactElement, ReactNode } from 'react';
import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { BankView } from '../../src-main/contract/views.ts';
import { inLanguage } from '../i18n/format.ts';
import { sentences, withoutStop } from '../i18n/texts.ts';
import { useTexts } from './app-context.ts';
import { CopyButton } from './CopyButton.tsx';

type Props = {
  readonly bank: BankView;
  readonly label: string;
  readonly code?: FailureCode;
  /** Empty: there is no entry in a log to look up. */
  readonly reference?: string;
  /** Who can help before the desk. */
  readonly children?: ReactNode;
};

/** Whom to call at the bank and when, and the numbers to tell them. */
export function SupportDesk({ bank, label, code, reference = '', children }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.failure;
  const { support } = bank;
  const hours = words.hours(inLanguage(support.hours, language));
  return (
    <section className="panel" aria-label={words.contact}>
      <dl className="facts">
        {children}
        <div>
          <dt>{label}</dt>
          <dd>
            {inLanguage(support.name, language)} <b className="nowrap">{support.phone}</b>
            <small>
              {code === undefined
                ? withoutStop(hours)
                : sentences([hours, reference === '' ? words.deskHintCode : words.deskHint], texts)}
            </small>
          </dd>
        </div>
        {code !== undefined && (
          <div>
            <dt>{words.code}</dt>
            <dd className="mono code">
              <b>{code}</b>
            </dd>
          </div>
        )}
        {reference !== '' && (
          <div className="facts__do">
            <dt>{words.reference}</dt>
            <dd>
              <b className="mono">{reference}</b>
              <CopyButton text={reference} label={words.copy} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
