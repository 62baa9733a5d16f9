import type { ReactElement } from 'react';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { statusTag } from './link-words.ts';

const icons = { ok: 'check', warn: 'warn', plain: 'minus' } as const;

export function StatusTag({ link }: { readonly link: LinkView }): ReactElement {
  const { texts } = useTexts();
  const { text, tone } = statusTag(link, texts.links);
  return (
    <span className={tone === 'plain' ? 'tag' : `tag tag--${tone}`}>
      <Icon name={link.status === 'pending' ? 'clock' : icons[tone]} />
      {text}
    </span>
  );
}
