import { useCallback, useState, type ChangeEvent, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ListFilter } from '../../components/ListFilter.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { sentences } from '../../i18n/texts.ts';
import { preferencesStore } from '../../stores/preferences-store.ts';
import { certificateKey, chosenOf, isRenewed, matching, sortIdentities } from './identity-choice.ts';
import { IdentityChoice } from './IdentityChoice.tsx';
import { IdentityDetails } from './IdentityDetails.tsx';
import { IdentityNotices } from './IdentityNotices.tsx';
import { LeftOutIdentity } from './LeftOutIdentity.tsx';
import { LongList } from './LongList.tsx';
import { MissingModules } from './MissingModules.tsx';
import { placeName } from './place.tsx';
import { TokenSearch } from './TokenSearch.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'certificates'> };

/** More than this many need a filter, and a list that scrolls by itself. */
const short = 8;

/** The certificate confirmation. It always asks; with one certificate, too, nothing happens before OK. */
export function CertificatesScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const calendar = useStore(preferencesStore, (state) => state.calendar);
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.certificates;
  const { attempt, remembered, pendingModules, modulesMissing } = screen;
  const searching = pendingModules.length > 0;
  const { usable, leftOut } = sortIdentities(screen);
  const [choice, setChoice] = useState<string | null>(null);
  const chosen = chosenOf(usable, choice, remembered, !searching);
  const choose = useCallback((event: ChangeEvent<HTMLInputElement>) => {
    setChoice(event.target.value);
  }, []);
  const [filter, setFilter] = useState('');
  const everyone = [...usable, ...leftOut];
  const matches = matching(usable, filter, (identity) => placeName(identity, texts));
  const shownOut = matching(leftOut, filter, (identity) => placeName(identity, texts));
  // The list in front is counted; the other has its own heading.
  const [counted, of] = usable.length > 0 ? [matches, usable] : [shownOut, leftOut];
  const none = matches.length + shownOut.length === 0;
  // What OK would take stays in sight whatever the filter says.
  const shown =
    matches === usable ? usable : usable.filter((identity) => identity === chosen || matches.includes(identity));
  const footToken = chosen?.token?.locked === true ? words.footLocked : words.footToken;
  const footWords = chosen?.place === 'token' ? footToken : words.foot;
  const footNone = searching || usable.length > 0 ? words.footChoose : words.footNone;
  const rows = (
    <fieldset className="choices">
      <legend className="sr-only">{words.legend}</legend>
      {shown.map((identity) => (
        <IdentityChoice
          key={certificateKey(identity)}
          identity={identity}
          checked={identity === chosen}
          renewed={isRenewed(identity, everyone)}
          onChoose={choose}
          texts={texts}
          language={language}
          calendar={calendar}
        />
      ))}
    </fieldset>
  );
  return (
    <Page
      view={view}
      number={1}
      title={words.title}
      lead={usable.length === 0 && !searching ? words.leadNone : words.lead}
      foot={
        <>
          <span className="small muted">
            <Furigana>{chosen === undefined ? footNone : footWords}</Furigana>
          </span>
          <Button kind="secondary" push onPress={() => void store.ask('identity.cancel', { attempt })}>
            {words.cancel}
          </Button>
          <Button
            kind="primary"
            disabled={chosen === undefined}
            onPress={() => {
              if (chosen !== undefined) void store.ask('identity.confirm', { attempt, id: chosen.id });
            }}
          >
            {words.ok}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className={chosen === undefined && !searching ? 'stack' : 'split split--ids'}>
          <div>
            <div className="h2--row ids__head">
              <h2 className="h2">
                <Furigana>{words.usable(usable.length)}</Furigana>
              </h2>
              <Button kind="secondary" small onPress={() => void store.ask('identity.reload', { attempt })}>
                <Icon name="redo" />
                {words.reload}
              </Button>
            </div>
            {usable.length === 0 && !searching && (
              <Notice tone="warn" title={words.none}>
                {sentences([words.noneText, leftOut.length > 0 ? words.noneAdvice : null], texts)}
              </Notice>
            )}
            {everyone.length > short && (
              <ListFilter
                label={words.filter}
                filter={filter}
                onChange={setFilter}
                found={none ? words.notFound : words.found(counted.length, of.length)}
              />
            )}
            {usable.length > short ? <LongList>{rows}</LongList> : <div>{rows}</div>}
            <TokenSearch pending={pendingModules} usable={usable.length} />
            {modulesMissing.length > 0 && (
              <div className="ids__missing">
                <MissingModules modules={modulesMissing} names={names} />
              </div>
            )}
          </div>
          {chosen === undefined && searching && (
            <div className="ids__chosen">
              <Notice tone="plain" title={words.details}>
                {words.detailsLater}
              </Notice>
            </div>
          )}
          {chosen !== undefined && (
            <div className="stack stack--m ids__chosen">
              <IdentityNotices identity={chosen} names={names} />
              <IdentityDetails identity={chosen} />
            </div>
          )}
          {shownOut.length > 0 && (
            <div className="left-out">
              <h2 className="h2">
                <Furigana>{words.unusable(leftOut.length)}</Furigana>
              </h2>
              <ul className={leftOut.length > short ? 'choices choices--long' : 'choices'}>
                {shownOut.map((identity, index) => (
                  <LeftOutIdentity
                    key={`${identity.id} ${identity.reason}`}
                    identity={identity}
                    names={names}
                    removable={usable.length > 0}
                    open={usable.length === 0 && !searching && index === 0}
                  />
                ))}
              </ul>
            </div>
          )}
        </div>
      </div>
    </Page>
  );
}
