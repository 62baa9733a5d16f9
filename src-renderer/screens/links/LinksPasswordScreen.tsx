import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { PasswordPage } from '../password/PasswordPage.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'links-password'> };

export function LinksPasswordScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const { id: session, revision, allowed } = screen.session;
  return (
    <PasswordPage
      view={view}
      member={screen.member}
      length={screen.length}
      submitLabel={texts.links.password.submit}
      allowed={allowed.includes('submit-password')}
      onSubmit={(pad) => store.ask('links.password', { session, revision, pad })}
    />
  );
}
