import type { ScreenOf } from '../../bridge/view-types.ts';
import type { Texts } from '../../i18n/texts.ts';

export type PinWarning = {
  readonly tone: 'warn' | 'danger';
  readonly title: string;
  readonly text: string;
  /** It has just happened: said at once. */
  readonly fresh: boolean;
};

type Asked = Pick<ScreenOf<'token-pin'>, 'pin' | 'retry'>;

/** What is to be said before a PIN is entered. `triesLeft` where a token counts them; most only tell how near the end is. */
export function pinWarning({ pin, retry }: Asked, triesLeft: number | undefined, texts: Texts): PinWarning | null {
  const words = texts.tokenPin;
  const { tries } = pin;
  const tone = tries === 'final' ? 'danger' : 'warn';
  if (retry) {
    const near = triesLeft === undefined || triesLeft < 1 ? words.after[tries] : texts.tries.token(triesLeft);
    return { tone, title: words.wrong, text: `${near}${texts.app.sentenceGap}${words.unsure}`, fresh: true };
  }
  if (tries === 'normal') return null;
  const { title, text } = words.before[tries];
  return { tone, title, text: `${text}${texts.app.sentenceGap}${words.unsure}`, fresh: false };
}
