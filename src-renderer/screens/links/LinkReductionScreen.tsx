import { useState, type ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { everything, isEverything, permissionsOf, type Offer } from '../services/selection.ts';
import { ServiceGroups } from '../services/ServiceGroups.tsx';
import { afterWhose } from './link-words.ts';
import { ReduceButton } from './ReduceButton.tsx';
import { countTaken, offersOf, takenBy } from './reduction-choice.ts';
import { RevokeButton } from './RevokeButton.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'link-reduction'> };

/** 縮小: everything is ticked as it stands; what is unticked here is taken out of the link. */
export function LinkReductionScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const { link } = screen;
  const offers = offersOf(link);
  const [selection, setSelection] = useState(() => everything(offers));
  const words = texts.links.reduction;
  const unchanged = isEverything(selection, offers);
  const nothingLeft = selection.size === 0;
  const taken = takenBy(link, selection);
  const { wholly, partly } = countTaken(taken, selection);
  const summary = [wholly > 0 && words.wholly(wholly), partly > 0 && words.partly(partly)]
    .filter(Boolean)
    .join(texts.app.listSeparator);
  const what = ({ id }: Offer): ReactElement | string => {
    const gone = taken.services.find((service) => service.id === id)?.accounts.length ?? 0;
    if (gone === 0) return words.stays;
    return (
      <b className="taken">
        <Icon name="minus" />
        {selection.has(id) ? words.partTaken(gone) : words.allTaken}
      </b>
    );
  };
  return (
    <Page
      holds
      view={view}
      title={words.title}
      lead={afterWhose(link, words.lead(inLanguage(link.tpp.name, language)), texts)}
      foot={
        <>
          <Button kind="quiet" onPress={() => void store.ask('links.show', { id: link.id })}>
            {words.back}
          </Button>
          <span className="foot__sum foot__sum--way" id="taken">
            {unchanged ? words.unchanged : nothingLeft ? words.nothingLeft : <b>{summary}</b>}
          </span>
          {nothingLeft && link.allowed.includes('revoke') && <RevokeButton link={link} />}
          <ReduceButton
            link={link}
            taken={taken}
            permissions={permissionsOf(selection, offers)}
            disabled={unchanged || nothingLeft}
            describedBy="taken"
          />
        </>
      }
    >
      <div className="svc-tools">
        <Button
          kind="secondary"
          small
          disabled={unchanged}
          onPress={() => {
            setSelection(everything(offers));
          }}
        >
          {words.undo}
        </Button>
      </div>
      <ServiceGroups
        tpp={inLanguage(link.tpp.name, language)}
        offers={offers}
        accounts={link.accounts}
        selection={selection}
        onChange={setSelection}
        what={what}
        note={(kind) => words.notes[kind](names.bank)}
      />
    </Page>
  );
}
