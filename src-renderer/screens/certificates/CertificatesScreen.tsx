import { useState, type ReactElement } from 'react';
import type { IdentityView, View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { formatDate } from '../../i18n/format.ts';
import { sortIdentities } from './identity-choice.ts';
import { IdentityDetails } from './IdentityDetails.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'certificates'> };

/** The certificate confirmation. It always asks; with one certificate, too, nothing happens before OK. */
export function CertificatesScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.certificates;
  const { usable, ended } = sortIdentities(screen.identities);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = usable.find(({ id }) => id === chosenId) ?? usable[0];
  const { attempt } = screen;
  return (
    <Page
      view={view}
      number={1}
      title={words.title}
      lead={words.lead}
      foot={
        <>
          <span className="small muted">{chosen === undefined ? words.footNone : words.foot}</span>
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
      <div className="split">
        <div>
          <h2 className="h2">{words.usable(usable.length)}</h2>
          {usable.length === 0 && (
            <Notice tone="warn" title={words.none}>
              {null}
            </Notice>
          )}
          <fieldset className="choices">
            <legend className="sr-only">{words.legend}</legend>
            {usable.map((identity) => (
              <IdentityChoice
                key={identity.id}
                identity={identity}
                checked={identity === chosen}
                onChoose={() => {
                  setChosenId(identity.id);
                }}
              />
            ))}
          </fieldset>
          {ended.length > 0 && (
            <div className="left-out">
              <h2 className="h2">{words.unusable(ended.length)}</h2>
              <div className="choices">
                {ended.map((identity) => (
                  <EndedIdentity key={identity.id} identity={identity} />
                ))}
              </div>
            </div>
          )}
        </div>
        {chosen !== undefined && <IdentityDetails identity={chosen} />}
      </div>
    </Page>
  );
}

type ChoiceProps = { readonly identity: IdentityView; readonly checked: boolean; readonly onChoose: () => void };

function IdentityChoice({ identity, checked, onChoose }: ChoiceProps): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.certificates;
  return (
    <label className="choice">
      <input type="radio" name="identity" checked={checked} onChange={onChoose} />
      <span className="choice__name">
        {identity.holder}
        <span className="choice__sub">
          {words.places[identity.place]}
          <br />
          {words.endsOn(formatDate(identity.notAfter, language))}
        </span>
      </span>
      <span className="muted">
        <Icon name="pc" />
      </span>
    </label>
  );
}

function EndedIdentity({ identity }: { readonly identity: IdentityView }): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.certificates;
  return (
    <div className="choice" aria-disabled="true">
      <span className="muted">
        <Icon name="pc" />
      </span>
      <span className="choice__name muted">
        {identity.holder} <span className="tag tag--danger">{words.expired}</span>
        <span className="choice__sub">
          {words.places[identity.place]}
          <br />
          {words.endedOn(formatDate(identity.notAfter, language))}
        </span>
      </span>
    </div>
  );
}
