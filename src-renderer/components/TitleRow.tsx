import { useState, type ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { switchLanguage } from '../stores/language-store.ts';
import { useTexts } from './app-context.ts';
import { DisplayDialog } from './DisplayDialog.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { Icon } from './Icon.tsx';
import { TestFlag } from './TestFlag.tsx';

/** The manual's title, the same in every step. In the test environment it says so. */
export function TitleRow({ view }: { readonly view: View }): ReactElement {
  const { texts, language } = useTexts();
  const [open, setOpen] = useState<'help' | 'display' | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  return (
    <header className="title">
      <span className="title__name">
        {view.environment === 'test' ? <TestFlag /> : <Icon name="rings" />}
        <span className="title__app">{view.task === 'links' ? texts.links.title : texts.app.title}</span>
        {view.environment === 'test' && <span className="envnote">{texts.app.testNote}</span>}
      </span>
      <button
        className="title__tool"
        type="button"
        lang={language === 'ja' ? 'en' : 'ja'}
        onClick={() => {
          switchLanguage();
        }}
      >
        {texts.app.otherLanguage}
      </button>
      <button
        className="title__tool"
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen('display');
        }}
      >
        <Icon name="display" />
        {texts.window.display.open}
      </button>
      <button
        className="title__tool"
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen('help');
        }}
      >
        <Icon name="help" />
        {texts.app.help}
      </button>
      {open === 'display' && <DisplayDialog onClose={close} />}
      {open === 'help' && <HelpDialog bank={view.bank} onClose={close} />}
    </header>
  );
}
