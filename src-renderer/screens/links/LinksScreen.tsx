import { useState, type ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Page } from '../../components/Page.tsx';
import { fits, type Filter } from './link-words.ts';
import { LinkRow } from './LinkRow.tsx';
import { LogOut } from './LogOut.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'links'> };

const filters: readonly Filter[] = ['all', 'standing', 'over'];

/** Every link the customer may see, newest decision first. */
export function LinksScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const [filter, setFilter] = useState<Filter>('all');
  const words = texts.links.overview;
  const shown = screen.links.filter((link) => fits(link, filter));
  const countOf = (each: Filter): string => {
    const count = screen.links.filter((link) => fits(link, each)).length;
    return screen.more ? words.atLeast(count) : String(count);
  };
  const lead = (): string => {
    if (screen.links.length === 0) return words.noneHint;
    if (filter === 'over' && shown.length > 0) return words.overLead;
    return screen.member.role === 'admin' ? words.adminLead : words.lead;
  };
  return (
    <Page
      view={view}
      title={words.title}
      lead={lead()}
      foot={
        <>
          <LogOut />
          {screen.more && (
            <Button kind="secondary" onPress={() => void store.ask('links.more', undefined)}>
              {words.more}
            </Button>
          )}
        </>
      }
    >
      {screen.links.length === 0 ? (
        <p className="links-none">{words.none}</p>
      ) : (
        <>
          <div className="filters" role="group" aria-label={words.filter}>
            {filters.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === filter}
                onClick={() => {
                  setFilter(each);
                }}
              >
                {words[each](countOf(each))}
              </button>
            ))}
          </div>
          <ul className="links" aria-label={words.title}>
            {shown.map((link) => (
              <LinkRow key={link.id} link={link} ofMembers={screen.member.role === 'admin'} />
            ))}
          </ul>
          {shown.length === 0 && (
            <p className="links-none">
              {screen.more ? words.noneYet : filter === 'over' ? words.noneOver : words.noneStanding}
            </p>
          )}
        </>
      )}
    </Page>
  );
}
