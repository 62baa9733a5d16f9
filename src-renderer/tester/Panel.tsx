import { useEffect, type ReactElement } from 'react';
import { Icon } from '../components/Icon.tsx';
import { en } from '../i18n/en.ts';
import { inLanguage } from '../i18n/format.ts';
import { ja } from '../i18n/ja.ts';
import { switchLanguage } from '../stores/language-store.ts';
import { Clock } from './Clock.tsx';
import { PanelContext, usePanel, usePanelState, usePanelTexts } from './panel-context.ts';
import { People } from './People.tsx';
import { Scenarios } from './Scenarios.tsx';
import type { PanelStore } from './tester-store.ts';
import { Traffic } from './Traffic.tsx';

export function Panel({ store }: { readonly store: PanelStore }): ReactElement {
  return (
    <PanelContext value={store}>
      <Window />
    </PanelContext>
  );
}

function Window(): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const loaded = usePanelState(({ world }) => world !== null);
  const said = usePanelState((state) => state.said);
  const app = { ja, en }[language].app;
  useEffect(() => store.watch(), [store]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.title;
  }, [language, words]);
  return (
    <div className="window window--tester">
      <header className="title">
        <span className="title__name">
          <span className="envflag">
            <Icon name="flask" />
            {app.testFlag}
          </span>
          <span>{words.title}</span>
          <span className="envnote hide-narrow">{app.testNote}</span>
        </span>
        <button
          className="title__tool"
          type="button"
          lang={language === 'ja' ? 'en' : 'ja'}
          onClick={() => {
            switchLanguage();
          }}
        >
          {app.otherLanguage}
        </button>
      </header>
      <main className="tester">
        <h1 className="sr-only">{words.title}</h1>
        {loaded ? (
          <>
            <People />
            <Scenarios />
            <Clock />
          </>
        ) : (
          <p className="tester__loading">{words.loading}</p>
        )}
        <Traffic />
        <p className={`tester__said ${said?.ok === false ? 'is-bad' : ''}`} role="status">
          {said === null ? '' : inLanguage(said.words, language)}
        </p>
      </main>
    </div>
  );
}
