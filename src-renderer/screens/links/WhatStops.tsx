import type { ReactElement } from 'react';
import type { LinkContents } from '../../../src-main/contract/links.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { useScrolls } from '../../components/use-scrolls.ts';
import { GivenServices } from './GivenServices.tsx';
import { updatesFirst } from './link-words.ts';

type Props = { readonly label: string; readonly contents: LinkContents };

/** What is about to stop, in a question. 更新系 stands first: where it scrolls, that is not the part out of sight. */
export function WhatStops({ label, contents: { services, accounts } }: Props): ReactElement {
  const { texts } = useTexts();
  const { ref, scrolls } = useScrolls();
  return (
    <div className="stops">
      <div ref={ref} className="terms dialog__terms" role="group" aria-label={label} tabIndex={scrolls ? 0 : undefined}>
        <GivenServices services={updatesFirst(services)} accounts={accounts} />
      </div>
      {scrolls && (
        <p className="stops__more small" aria-hidden="true">
          <Icon name="down" />
          {texts.links.scroll}
        </p>
      )}
    </div>
  );
}
