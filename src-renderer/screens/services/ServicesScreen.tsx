import { useState, type ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { ServiceKind, StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { countSelection, everything, initialSelection, isEverything, permissionsOf } from './selection.ts';
import { ServiceRow } from './ServiceRow.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'services'> };

const kinds: readonly ServiceKind[] = ['inquiry', 'update'];

/** 手順2. */
export function ServicesScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.services;
  const names = useNames(view);
  const send = useSend(snapshot);
  const [selection, setSelection] = useState(() => initialSelection(step));
  const count = countSelection(selection);
  return (
    <Page
      holds
      view={view}
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
      <div className="svc-tools">
        <button
          type="button"
          className="btn btn--secondary btn--s"
          onClick={() => {
            setSelection(isEverything(selection, step.services) ? new Map() : everything(step.services));
          }}
        >
          {isEverything(selection, step.services) ? words.clearAll : words.selectAll}
        </button>
      </div>
      {kinds.map((kind) => {
        const offers = step.services.filter((offer) => offer.kind === kind);
        if (offers.length === 0) return null;
        return (
          <fieldset key={kind} className={kind === 'update' ? 'svc-group svc-group--update' : 'svc-group'}>
            <legend className="sr-only">{words.legend(words.kinds[kind])}</legend>
            <div className="svc-group__head">
              <h2>
                <Furigana>{words.kinds[kind]}</Furigana>
                {kind === 'update' && (
                  <span className="tag tag--warn">
                    <Icon name="warn" />
                    {words.updateTag}
                  </span>
                )}
              </h2>
              <span className="small muted">
                <Furigana>{words.notes[kind](names.bank)}</Furigana>
              </span>
            </div>
            <div className="panel">
              {offers.map((offer) => (
                <ServiceRow
                  key={offer.id}
                  offer={offer}
                  accounts={step.accounts}
                  selection={selection}
                  onChange={setSelection}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </Page>
  );
}
