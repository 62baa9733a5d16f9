import type { ReactElement } from 'react';
import type { ServiceKind } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { everything, isEverything, selectable, without, type Offer, type Selection } from './selection.ts';

type Props = {
  readonly kind: ServiceKind;
  readonly offers: readonly Offer[];
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
};

/** Chooses all of one kind, or none: nobody lets data be sent by choosing all that is only looked at. */
export function AllOfKind({ kind, offers, selection, onChange }: Props): ReactElement | null {
  const { texts } = useTexts();
  const words = texts.services;
  if (offers.every((offer) => selectable(offer).length === 0)) return null;
  const all = isEverything(selection, offers);
  return (
    <button
      type="button"
      className="btn btn--secondary btn--s"
      onClick={() => {
        onChange(all ? without(selection, offers) : everything(offers, selection));
      }}
    >
      {(all ? words.clearAll : words.selectAll)(words.kinds[kind])}
    </button>
  );
}
