import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Notice } from '../../components/Notice.tsx';
import { pinWarning } from './pin-warning.ts';
import { PinOnReader } from './PinOnReader.tsx';
import { PinOnScreen } from './PinOnScreen.tsx';
import { TokenFacts } from './TokenFacts.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'token-pin'> };

/** The token's PIN: entered here, or on the reader's own keys. */
export function TokenPinScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  // A wrong PIN is said beside the field; above the screen it would stand twice.
  const said = screen.retry && view.notice?.code === 'token.pin-wrong' ? view.notice : null;
  const warning = pinWarning(screen, said?.triesLeft, texts);
  const parts = {
    view: said === null ? view : { ...view, notice: null },
    screen,
    warning:
      warning === null ? null : (
        <Notice tone={warning.tone} icon="warn" title={warning.title} {...(warning.fresh ? { role: 'alert' } : {})}>
          {warning.text}
        </Notice>
      ),
    facts: <TokenFacts screen={screen} triesLeft={said?.triesLeft} />,
  };
  return screen.pin.onReader ? <PinOnReader {...parts} /> : <PinOnScreen {...parts} />;
}
