import { Fragment, type ReactElement } from 'react';
import { namePartsOf } from '../i18n/name-parts.ts';

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

type Props = {
  readonly children: string;
  readonly className?: string;
  /** Set smaller. */
  readonly long?: boolean;
};

/** Who a party is, by a name from the data. In English, too, a company is called what it is called in Japanese. */
export function ProperName({ children, className, long = false }: Props): ReactElement {
  return (
    <span
      className={className === undefined ? 'proper' : `proper ${className}`}
      lang={japanese.test(children) ? 'ja' : undefined}
      data-long={long ? '' : undefined}
    >
      {namePartsOf(children).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
