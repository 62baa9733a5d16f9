import { Fragment, type ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { useNames, useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { accountName, formatDate, inLanguage } from '../../i18n/format.ts';

type Props = { readonly view: View; readonly step: StepOf<'consent'>; readonly label: string };

/** To whom, what, until when, and how to stop it. */
export function Terms({ view, step, label }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.consent;
  const names = useNames(view);
  const accounts = new Map(step.accounts.map((account) => [account.id, accountName(account, texts, language)]));
  return (
    <section className="panel" aria-label={label}>
      <dl className="terms">
        <div>
          <dt>{words.to}</dt>
          <dd>
            <b>{names.tpp}</b>
            {view.tpp !== null && <span className="aside">{view.tpp.company}</span>}
          </dd>
        </div>
        <div>
          <dt>{words.what}</dt>
          <dd>
            <ul className="grid2">
              {step.services.map((service) => (
                <li key={service.id}>
                  <b>{inLanguage(service.label, language)}</b>
                  <span>
                    {service.accounts.map((id, index) => (
                      <Fragment key={id}>
                        <span className="nowrap">
                          {accounts.get(id) ?? id}
                          {index < service.accounts.length - 1 ? texts.app.listSeparator : ''}
                        </span>
                        <wbr />
                      </Fragment>
                    ))}
                    {service.kind === 'update' && (
                      <span className="tag tag--warn">
                        <Icon name="warn" />
                        {words.update}
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{words.until}</dt>
          <dd>
            <b>{words.untilText(formatDate(step.endsOn, language))}</b>
            {words.days(step.days)}
            <span className="aside">{words.untilNote}</span>
          </dd>
        </div>
        <div>
          <dt>{words.stop}</dt>
          <dd>
            {words.stopText(names.bank)}
            <span className="aside nowrap">{words.phone(view.bank.support.phone)}</span>
          </dd>
        </div>
      </dl>
    </section>
  );
}
