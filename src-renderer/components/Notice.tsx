import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import type { Failure } from '../../src-main/contract/failure.ts';
import type { View } from '../../src-main/contract/views.ts';
import { fill, sentences } from '../i18n/texts.ts';
import { useNames, useTexts } from './app-context.ts';
import { Furigana } from './Furigana.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { wordsOf } from './words-of.ts';
import { noticeTone, showsReference, triesText, type Tone } from './notice-tone.ts';

const icons: Readonly<Record<Tone, IconName>> = { plain: 'info', ok: 'check', warn: 'warn', danger: 'lock' };

type Props = {
  readonly tone: Tone;
  readonly title: string;
  /** `alert` only for what just happened. */
  readonly role?: 'alert' | 'status';
  readonly icon?: IconName;
  /** A button beside the words. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function Notice({ tone, title, role, icon, action, children }: Props): ReactElement {
  return (
    <div className={tone === 'plain' ? 'notice' : `notice notice--${tone}`} role={role}>
      <Icon name={icon ?? icons[tone]} />
      <span>
        <b>
          <Furigana>{title}</Furigana>
        </b>
        <Furigana>{children}</Furigana>
      </span>
      {action !== undefined && <span className="notice__action">{action}</span>}
    </div>
  );
}

/** A refusal after which the step goes on. */
export function RefusalNotice({ view, failure }: { readonly view: View; readonly failure: Failure }): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const ref = useRef<HTMLDivElement>(null);
  const words = wordsOf(view, failure.code, texts);
  const said = [words.happened, triesText(failure, texts), words.now ?? null];
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={ref} className="refusal">
      <Notice
        tone={noticeTone(failure.code, failure.triesLeft)}
        title={fill(words.title, names)}
        role="alert"
        {...(failure.triesLeft === 1 && { icon: 'warn' })}
      >
        <Furigana>{fill(sentences(said, texts), names)}</Furigana>
        {showsReference(failure) && (
          <span className="muted">
            {' '}
            <span className="nowrap">
              {texts.failure.reference} <span className="mono">{failure.reference}</span>
            </span>
          </span>
        )}
      </Notice>
    </div>
  );
}
