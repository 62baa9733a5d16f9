import type { ReactElement } from 'react';
import type { TokenPinView } from '../../../src-main/contract/views.ts';
import { Tries } from '../../components/Tries.tsx';
import { useTexts } from '../../components/app-context.ts';

type Props = { readonly tries: TokenPinView['tries']; readonly left: number | undefined };

/** Tokens have three tries as a rule; the bars say no more than how near the end is. */
const usualTries = 3;

/** Bars only where the number is known: with the flags of a token that is the last try. */
export function PinTries({ tries, left }: Props): ReactElement {
  const { texts } = useTexts();
  const known = left ?? (tries === 'final' ? 1 : undefined);
  if (known !== undefined && known > 0) return <Tries left={known} of={Math.max(usualTries, known)} />;
  return <span className={tries === 'normal' ? undefined : 'tries tries--low'}>{texts.tokenPin.tries[tries]}</span>;
}
