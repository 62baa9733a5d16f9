import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { View } from '../../src-main/contract/views.ts';
import type { FailureWords } from '../i18n/failure-words.ts';
import type { Texts } from '../i18n/texts.ts';

/** Among the links, where there is no TPP to go back to, some failures have words of their own. */
export function wordsOf(view: View, code: FailureCode, texts: Texts): FailureWords {
  const own: Readonly<Partial<Record<FailureCode, FailureWords>>> = texts.links.failures;
  return (view.task === 'links' ? own[code] : undefined) ?? texts.failures[code];
}
