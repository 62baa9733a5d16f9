import type { ReactElement } from 'react';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';

/** 「連携中のサービス」: the way to the links without a TPP. */
export function OpenLinks({ offline }: { readonly offline: boolean }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.links.open;
  return (
    <section className="tool" aria-labelledby="links">
      <div>
        <h2 id="links">
          <Furigana>{words.title}</Furigana>
        </h2>
        <p className="small muted">
          <Furigana>{words.text}</Furigana>
        </p>
      </div>
      <Button kind="secondary" small disabled={offline} onPress={() => void store.ask('links.open', undefined)}>
        {words.button}
      </Button>
    </section>
  );
}
