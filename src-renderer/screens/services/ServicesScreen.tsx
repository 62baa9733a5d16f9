import { useState, type ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Page } from '../../components/Page.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { AllOfKind } from './AllOfKind.tsx';
import { countSelection, initialSelection, permissionsOf } from './selection.ts';
import { ServiceGroups } from './ServiceGroups.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'services'> };

/** 手順2. */
export function ServicesScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.services;
  const names = useNames(view);
  const send = useSend(snapshot);
  const [selection, setSelection] = useState(() => initialSelection(step));
  const count = countSelection(selection);
  // That nothing is chosen is true until something is.
  const said = view.notice?.code === 'authorization.nothing-selected' && count.services > 0 ? null : view.notice;
  return (
    <Page
      holds
      view={{ ...view, notice: said }}
      number={2}
      title={words.title}
      lead={words.lead(names.tpp)}
      foot={
        <>
          <CancelButton view={view} />
          <span className="foot__sum" id="chosen">
            {count.services === 0 ? (
              words.missing
            ) : (
              <>
                {words.summaryLabel} <b>{words.summary(count.services, count.accounts)}</b>
              </>
            )}
          </span>
          {snapshot.allowed.includes('back') && (
            <Button kind="secondary" onPress={() => void send({ kind: 'back' })}>
              {texts.app.back}
            </Button>
          )}
          <Button
            kind="primary"
            disabled={count.services === 0 || !snapshot.allowed.includes('choose-services')}
            describedBy="chosen"
            onPress={() => void send({ kind: 'choose-services', permissions: permissionsOf(selection, step.services) })}
          >
            {words.next}
          </Button>
        </>
      }
    >
      <ServiceGroups
        tpp={names.tpp}
        offers={step.services}
        accounts={step.accounts}
        selection={selection}
        onChange={setSelection}
        what={(offer) => inLanguage(offer.what, language)}
        note={(kind) => words.notes[kind](names.bank)}
        tool={(kind, offers) => <AllOfKind kind={kind} offers={offers} selection={selection} onChange={setSelection} />}
      />
    </Page>
  );
}
