import type { ReactElement } from 'react';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Gap } from '../../components/Gap.tsx';
import { Icon } from '../../components/Icon.tsx';

/** 更新系, behind the accounts it is permitted for. */
export function UpdateTag(): ReactElement {
  const { texts } = useTexts();
  return (
    <>
      <Gap />
      <span className="tag tag--warn">
        <Icon name="warn" />
        <Furigana>{texts.consent.update}</Furigana>
      </span>
    </>
  );
}
