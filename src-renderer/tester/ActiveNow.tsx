import type { ReactElement } from 'react';
import type { Scenario } from '../../src-main/contract/tester.ts';
import { Icon } from '../components/Icon.tsx';
import { inLanguage } from '../i18n/format.ts';
import { useLimitsSaid } from './ForWhomFields.tsx';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';

type Props = {
  readonly scenarios: readonly (Scenario & { readonly active: NonNullable<Scenario['active']> })[];
  /** Where the focus goes when nothing is left here. */
  readonly after: () => void;
};

/** Everything that is on, to be switched off one by one or at once. */
export function ActiveNow({ scenarios, after }: Props): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const busy = usePanelState((state) => state.busy);
  const limitsSaid = useLimitsSaid();
  /** The button that was pressed is about to go. */
  const keepFocus = (button: HTMLElement): void => {
    const item = button.closest('li');
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    if (scenarios.length > 1 && next instanceof HTMLElement) next.querySelector('button')?.focus();
    else after();
  };
  return (
    <ul className="on-now" aria-label={words.activeNow}>
      {scenarios.map((scenario) => {
        const title = inLanguage(scenario.title, language);
        const whom = limitsSaid(scenario.active.scope).join(' / ');
        const off = words.turnOff(whom === '' ? title : `${title} ${whom}`);
        return (
          <li key={scenario.id}>
            <button
              className="chip"
              type="button"
              aria-disabled={busy}
              aria-label={off}
              title={off}
              onClick={({ currentTarget }) => {
                if (busy) return;
                keepFocus(currentTarget);
                void store.flip({ id: scenario.id, on: false });
              }}
            >
              <span>
                {title}
                {whom !== '' && <small> {whom}</small>}
              </span>
              <Icon name="x" />
            </button>
          </li>
        );
      })}
      <li>
        <button
          className="btn btn--quiet btn--s"
          type="button"
          aria-disabled={busy}
          onClick={() => {
            if (busy) return;
            after();
            void store.ask('all-off', undefined);
          }}
        >
          {words.allOff}
        </button>
      </li>
    </ul>
  );
}
