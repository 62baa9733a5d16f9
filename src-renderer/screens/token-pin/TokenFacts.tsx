import type { ReactElement } from 'react';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { inLanguage } from '../../i18n/format.ts';
import { ReadBy } from '../certificates/place.tsx';
import { PinTries } from './PinTries.tsx';

type Props = { readonly screen: ScreenOf<'token-pin'>; readonly triesLeft: number | undefined };

/** The token, whose certificate is on it, and how many tries there are. */
export function TokenFacts({ screen, triesLeft }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.tokenPin;
  const { identity, pin } = screen;
  return (
    <section className="panel" aria-label={words.about}>
      <dl className="facts">
        <div>
          <dt>{words.token}</dt>
          <dd>
            <b>{pin.label.trim() === '' ? texts.certificates.token('') : pin.label}</b>
            {identity?.token != null && (
              <small>
                <ReadBy modules={[inLanguage(identity.token.module, language)]} />
              </small>
            )}
          </dd>
        </div>
        {identity !== null && (
          <div>
            <dt>{words.holder}</dt>
            <dd>
              {identity.holder}
              <small>{identity.company}</small>
            </dd>
          </div>
        )}
        <div>
          <dt>{words.left}</dt>
          <dd>
            <PinTries tries={pin.tries} left={triesLeft} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
