import { useEffect, useMemo, type ReactElement } from 'react';
import type { View } from '../src-main/contract/views.ts';
import { isKnownView } from './bridge/unknown-view.ts';
import { AppContext, useTexts, useViewState, type AppParts } from './components/app-context.ts';
import { CloseQuestion } from './components/CloseQuestion.tsx';
import { Rail } from './components/Rail.tsx';
import { TitleRow } from './components/TitleRow.tsx';
import { CertificatesScreen } from './screens/certificates/CertificatesScreen.tsx';
import { ReadingScreen } from './screens/certificates/ReadingScreen.tsx';
import { DoneScreen } from './screens/done/DoneScreen.tsx';
import { FailureScreen } from './screens/failure/FailureScreen.tsx';
import { LinkReceiptScreen } from './screens/links/LinkReceiptScreen.tsx';
import { LinkReductionScreen } from './screens/links/LinkReductionScreen.tsx';
import { LinkScreen } from './screens/links/LinkScreen.tsx';
import { LinksPasswordScreen } from './screens/links/LinksPasswordScreen.tsx';
import { LinksScreen } from './screens/links/LinksScreen.tsx';
import { LoginScreen } from './screens/login/LoginScreen.tsx';
import { ProgressScreen } from './screens/progress/ProgressScreen.tsx';
import { StartingScreen } from './screens/StartingScreen.tsx';
import { StepScreen } from './screens/StepScreen.tsx';
import { TokenPinScreen } from './screens/token-pin/TokenPinScreen.tsx';
import { TokenRemovedScreen } from './screens/token-removed/TokenRemovedScreen.tsx';
import { unknownKind } from './screens/unknown-kind.tsx';
import { UpdateScreen } from './screens/UpdateScreen.tsx';
import { WaitingScreen } from './screens/waiting/WaitingScreen.tsx';

export function App({ bridge, store }: AppParts): ReactElement {
  const parts = useMemo(() => ({ bridge, store }), [bridge, store]);
  return (
    <AppContext value={parts}>
      <Window />
    </AppContext>
  );
}

function Window(): ReactElement {
  const { language } = useTexts();
  const view = useViewState((state) => state.view);
  const environment = view?.environment;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (environment !== undefined) document.documentElement.dataset['env'] = environment;
  }, [environment]);

  if (view === null) return <StartingScreen />;
  if (!isKnownView(view)) return <UpdateScreen />;
  return (
    <div className="window">
      <TitleRow view={view} />
      <Rail view={view} />
      <Screen key={screenKey(view)} view={view} />
      <CloseQuestion view={view} />
    </div>
  );
}

/** A new key starts a screen afresh: focus on its heading, nothing selected that the server did not say. */
function screenKey({ screen }: View): string {
  switch (screen.kind) {
    case 'step':
      return `${screen.snapshot.flow} ${screen.snapshot.step.kind}`;
    case 'certificates':
      return `certificates ${screen.attempt}`;
    case 'token-pin':
    case 'token-removed':
      return `${screen.kind} ${screen.attempt}`;
    case 'link':
    case 'link-receipt':
      return `${screen.kind} ${screen.link.id}`;
    case 'link-reduction':
      return `${screen.kind} ${screen.link.id} ${screen.link.reducedAt ?? ''}`;
    case 'failed':
      return `failed ${screen.failure.reference} ${screen.failure.code}`;
    default:
      return screen.kind;
  }
}

function Screen({ view }: { readonly view: View }): ReactElement {
  const { screen } = view;
  switch (screen.kind) {
    case 'waiting':
      return <WaitingScreen view={view} />;
    case 'opening':
      return <ProgressScreen view={view} what="opening" />;
    case 'login':
      return <LoginScreen view={view} />;
    case 'reading-certificates':
      return <ReadingScreen view={view} screen={screen} />;
    case 'certificates':
      return <CertificatesScreen view={view} screen={screen} />;
    case 'token-pin':
      return <TokenPinScreen view={view} screen={screen} />;
    case 'token-removed':
      return <TokenRemovedScreen view={view} screen={screen} />;
    case 'proving':
      return <ProgressScreen view={view} what="proving" />;
    case 'step':
      return <StepScreen view={view} snapshot={screen.snapshot} />;
    case 'done':
      return <DoneScreen view={view} screen={screen} />;
    case 'links-password':
      return <LinksPasswordScreen view={view} screen={screen} />;
    case 'links':
      return <LinksScreen view={view} screen={screen} />;
    case 'link':
      return <LinkScreen view={view} screen={screen} />;
    case 'link-reduction':
      return <LinkReductionScreen view={view} screen={screen} />;
    case 'link-receipt':
      return <LinkReceiptScreen view={view} screen={screen} />;
    case 'failed':
      return <FailureScreen view={view} screen={screen} />;
    default:
      return unknownKind(screen);
  }
}
