import { useState, type ReactElement } from 'react';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Notice } from '../../components/Notice.tsx';

type State = { readonly kind: 'idle' | 'asking' | 'reached' } | { readonly kind: 'failed'; readonly code: string };

/** Whether the server can be reached, before anything is begun. */
export function ConnectionCheck(): ReactElement {
  const { texts } = useTexts();
  const { bridge } = useParts();
  const words = texts.window.check;
  const [state, setState] = useState<State>({ kind: 'idle' });
  const check = async (): Promise<void> => {
    if (state.kind === 'asking') return;
    setState({ kind: 'asking' });
    const result = await bridge.call('connection.check', undefined).catch(() => null);
    if (result?.ok === true && result.value.server === 'reached') setState({ kind: 'reached' });
    else setState({ kind: 'failed', code: result?.ok === true ? result.value.server : 'app.unexpected' });
  };
  return (
    <section className="tool" aria-labelledby="check">
      <div>
        <h2 id="check">
          <Furigana>{words.title}</Furigana>
        </h2>
        <p className="small muted">
          <Furigana>{words.text}</Furigana>
        </p>
      </div>
      <button
        type="button"
        className="btn btn--secondary btn--s"
        aria-disabled={state.kind === 'asking' ? true : undefined}
        onClick={() => void check()}
      >
        {state.kind === 'idle' ? words.button : state.kind === 'asking' ? words.asking : words.again}
      </button>
      <div className="tool__said" role="status">
        {state.kind === 'reached' && (
          <Notice tone="ok" title={words.reached}>
            {''}
          </Notice>
        )}
        {state.kind === 'failed' && (
          <Notice tone="warn" title={words.failed(state.code)}>
            {''}
          </Notice>
        )}
      </div>
    </section>
  );
}
