import type { ReactElement } from 'react';
import type { PinState } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';

/** The state of an account's 照会用暗証番号 as a word. */
export function PinTag({ state }: { readonly state: PinState }): ReactElement {
  const { texts } = useTexts();
  const word = texts.pin.states[state];
  switch (state) {
    case 'registered':
    case 'registered-now':
      return (
        <span className="tag tag--ok">
          <Icon name="check" />
          {word}
        </span>
      );
    case 'locked':
      return (
        <span className="tag tag--danger">
          <Icon name="lock" />
          {word}
        </span>
      );
    case 'unregistered':
    case 'none-on-file':
      return <span className="tag">{word}</span>;
  }
}
