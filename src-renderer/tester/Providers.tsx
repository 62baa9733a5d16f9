import type { ReactElement } from 'react';
import type { TesterTpp } from '../../src-main/contract/tester.ts';
import { inLanguage } from '../i18n/format.ts';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';

const none: readonly TesterTpp[] = [];

/** Every pretend provider there is at the moment; pressing one opens its start page. */
export function Providers(): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const tpps = usePanelState(({ world }) => world?.world.tpps ?? none);
  const busy = usePanelState((state) => state.busy);
  return (
    <div className="stack stack--s" role="group" aria-labelledby="providers">
      <h3 id="providers">{words.providers}</h3>
      {tpps.map(({ clientId, name, suspended }) => (
        <button
          key={clientId}
          className="btn btn--secondary btn--s"
          type="button"
          aria-disabled={busy}
          onClick={() => void store.ask('browse', { page: 'tpp', tpp: clientId })}
        >
          {words.startAt(inLanguage(name, language), suspended)}
        </button>
      ))}
    </div>
  );
}
