import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { useSend, useTexts } from '../../components/app-context.ts';
import { PasswordPage } from './PasswordPage.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'password'> };

/** 手順1-②. */
export function PasswordScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts } = useTexts();
  const send = useSend(snapshot);
  return (
    <PasswordPage
      view={view}
      member={step.member}
      length={step.length}
      submitLabel={texts.password.submit}
      allowed={snapshot.allowed.includes('submit-password')}
      onSubmit={(pad) => send({ kind: 'submit-password', pad })}
    />
  );
}
