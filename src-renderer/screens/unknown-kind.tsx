import type { ReactElement } from 'react';
import { UpdateScreen } from './UpdateScreen.tsx';

/** Does not compile while a kind has no screen; at run time a kind from the future asks for an update. */
export function unknownKind(_kind: never): ReactElement {
  return <UpdateScreen />;
}
