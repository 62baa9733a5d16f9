import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { Outcome } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { sentences } from '../../i18n/texts.ts';

type Props = { readonly view: View; readonly opened: boolean; readonly outcome: Outcome };

/** The way back to the TPP. While its screen could not be opened, it does not know how this ended. */
export function HandOff({ view, opened, outcome }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.done;
  // Of what the customer did not permit there is nothing to be looked up at the TPP.
  const help = outcome === 'refused' || outcome === 'cancelled' ? words.notOpenedOver : words.notOpenedHelp;
  const hint = opened ? words.openingHint : sentences([words.notTold(names.tpp), help(names.tpp)], texts);
  return (
    <div className={opened ? 'handoff' : 'handoff handoff--warn'}>
      {!opened && <Icon name="warn" />}
      <span role={opened ? 'status' : 'alert'}>
        <b>{opened ? words.opening(names.tpp) : words.notOpened(names.tpp)}</b>
        <br />
        <span className="small">
          <Furigana>{hint}</Furigana>
        </span>
      </span>
      <Button kind="primary" onPress={() => void store.ask('flow.return', undefined)}>
        {texts.app.returnTo}
      </Button>
    </div>
  );
}
