import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useNames, useParts, useTexts, useViewState } from './app-context.ts';
import { Countdown } from './Countdown.tsx';
import { Furigana } from './Furigana.tsx';
import { Icon } from './Icon.tsx';
import { ProperName } from './ProperName.tsx';
import { isLong } from './width-of.ts';

/** Beside the links: the bank, where one can go, who is logged in and for how long. */
export function LinksRail({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const slow = useViewState((state) => state.slow);
  const words = texts.links;
  const { screen } = view;
  const session = 'session' in screen ? screen.session : null;
  const inside =
    screen.kind === 'links' ||
    screen.kind === 'link' ||
    screen.kind === 'link-reduction' ||
    screen.kind === 'link-receipt';
  return (
    <aside className="rail rail--nav" aria-label={words.title}>
      <div className="party party--bank">
        <span className="party__mark">
          <Icon name="bank" />
        </span>
        <span>
          <ProperName className="party__name" long={isLong(names.bank)}>
            {names.bank}
          </ProperName>
          <span className="party__role">
            <Furigana>{words.title}</Furigana>
          </span>
        </span>
      </div>
      {inside && (
        <nav className="nav" aria-label={words.menu}>
          <button
            type="button"
            aria-current={screen.kind === 'links' ? 'page' : undefined}
            aria-disabled={slow ? true : undefined}
            onClick={() => void store.ask('links.list', undefined)}
          >
            <Icon name="list" />
            <span>
              <Furigana>{words.list}</Furigana>
            </span>
          </button>
        </nav>
      )}
      {inside && (
        <p className="who">
          <b>{screen.member.name}</b>
          {screen.member.role === 'admin' && <span className="tag">{words.admin}</span>}
          <span className="small muted">
            <ProperName>{screen.member.company}</ProperName>
          </span>
        </p>
      )}
      {session !== null && (
        <Countdown
          label={words.logoutIn}
          remainingSeconds={session.remainingSeconds}
          onExtend={
            session.allowed.includes('extend')
              ? () => void store.ask('links.extend', { session: session.id, revision: session.revision })
              : null
          }
        />
      )}
      {session !== null && !session.allowed.includes('extend') && (
        <p className="timer__no-more small">{words.noMore}</p>
      )}
    </aside>
  );
}
