import type { ReactElement } from 'react';
import type { BankView } from '../../src-main/contract/views.ts';
import { inLanguage } from '../i18n/format.ts';
import { withoutStop } from '../i18n/texts.ts';
import { useTexts } from './app-context.ts';
import { Dialog } from './Dialog.tsx';
import { SupportReport } from './SupportReport.tsx';

type Props = { readonly bank: BankView; readonly onClose: () => void };

export function HelpDialog({ bank, onClose }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.dialog.help;
  return (
    <Dialog
      role="dialog"
      title={words.title}
      text={words.text}
      onClose={onClose}
      buttons={
        <button type="button" className="btn btn--primary" onClick={onClose}>
          {texts.app.close}
        </button>
      }
    >
      <dl className="facts">
        <div>
          <dt>{words.desk}</dt>
          <dd>{inLanguage(bank.support.name, language)}</dd>
        </div>
        <div>
          <dt>{words.phone}</dt>
          <dd>
            <b className="nowrap">{bank.support.phone}</b>
          </dd>
        </div>
        <div>
          <dt>{words.hours}</dt>
          <dd>{withoutStop(inLanguage(bank.support.hours, language))}</dd>
        </div>
      </dl>
      <SupportReport />
    </Dialog>
  );
}
