import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import { ConsentScreen } from './consent/ConsentScreen.tsx';
import { StoppedScreen } from './failure/StoppedScreen.tsx';
import { InquiryPinResultScreen } from './inquiry-pin-result/InquiryPinResultScreen.tsx';
import { InquiryPinScreen } from './inquiry-pin/InquiryPinScreen.tsx';
import { LoginScreen } from './login/LoginScreen.tsx';
import { PasswordScreen } from './password/PasswordScreen.tsx';
import { ServicesScreen } from './services/ServicesScreen.tsx';
import { unknownKind } from './unknown-kind.tsx';

/** The screen of a 手順 that the server has opened. */
export function StepScreen({ view, snapshot }: { readonly view: View; readonly snapshot: SnapshotView }): ReactElement {
  const { step } = snapshot;
  switch (step.kind) {
    case 'certificate':
      return <LoginScreen view={view} />;
    case 'password':
      return <PasswordScreen view={view} snapshot={snapshot} step={step} />;
    case 'services':
      return <ServicesScreen view={view} snapshot={snapshot} step={step} />;
    case 'inquiryPin':
      return <InquiryPinScreen view={view} snapshot={snapshot} step={step} />;
    case 'inquiryPinResult':
      return <InquiryPinResultScreen view={view} snapshot={snapshot} step={step} />;
    case 'consent':
      return <ConsentScreen view={view} snapshot={snapshot} step={step} />;
    case 'stopped':
      return <StoppedScreen view={view} snapshot={snapshot} step={step} />;
    default:
      return unknownKind(step);
  }
}
