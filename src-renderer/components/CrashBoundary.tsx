import { Component, type ErrorInfo, type ReactNode } from 'react';
import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { BankView } from '../../src-main/contract/views.ts';
import { PlainScreen } from './PlainScreen.tsx';
import { withoutStop } from '../i18n/texts.ts';

type Props = {
  readonly children: ReactNode;
  /** Tells the main process, whose log outlives the window: which error, and in which component. No text of the screen. */
  readonly onCrash: (error: string, component: string) => void;
  /** Whose desk helps, as far as it is known. */
  readonly bank?: () => BankView | null;
};

const code: FailureCode = 'app.unexpected';

/** Instead of a blank window. Loading again is safe: the procedure lives in the main process, not here. */
export class CrashBoundary extends Component<Props, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('the screen failed to draw', error, info.componentStack);
    this.props.onCrash(error.name, /at (\w+)/.exec(info.componentStack ?? '')?.[1] ?? '');
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    const support = this.props.bank?.()?.support ?? null;
    // Which language the customer reads is not known here for sure: both.
    return (
      <PlainScreen
        title={
          <>
            画面を表示できませんでした
            <span className="plain__en" lang="en">
              The screen could not be shown
            </span>
          </>
        }
        code={code}
        codeLabel={
          <>
            エラーコード / <span lang="en">Error code</span>
          </>
        }
        text="手続きの内容は失われていません。画面を読み込み直してください。"
        actions={
          <button
            type="button"
            className="btn btn--primary"
            onClick={() => {
              window.location.reload();
            }}
          >
            <span>
              読み込み直す / <span lang="en">Load again</span>
            </span>
          </button>
        }
      >
        <p lang="en">Nothing of the procedure is lost. Please load the screen again.</p>
        {support !== null && (
          <div className="small muted">
            <p>解決しないときは、次の窓口へ、下のエラーコードをお伝えください。</p>
            <p lang="en">If that does not help, please give this desk the error code below.</p>
            <p>
              {support.name.ja} / <span lang="en">{support.name.en}</span> <b className="nowrap">{support.phone}</b>
            </p>
            <p>
              {withoutStop(support.hours.ja)} / <span lang="en">{withoutStop(support.hours.en)}</span>
            </p>
          </div>
        )}
      </PlainScreen>
    );
  }
}
