import { Component, type ErrorInfo, type ReactNode } from 'react';
import { PlainScreen } from './PlainScreen.tsx';

type Props = {
  readonly children: ReactNode;
  /** Tells the main process, whose log outlives the window: which error, and in which component. No text of the screen. */
  readonly onCrash: (error: string, component: string) => void;
  /** The bank's telephone, as far as it is known. */
  readonly phone?: () => string | null;
};

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
    const phone = this.props.phone?.() ?? null;
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
        text="手続きの内容は失われていません。画面を読み込み直してください。"
        actions={
          <button
            type="button"
            className="btn btn--primary"
            onClick={() => {
              window.location.reload();
            }}
          >
            読み込み直す / <span lang="en">Load again</span>
          </button>
        }
      >
        <p lang="en">Nothing of the procedure is lost. Please load the screen again.</p>
        {phone !== null && (
          <p className="small muted">
            解決しないとき / <span lang="en">If that does not help</span>: <b className="nowrap">{phone}</b>
          </p>
        )}
      </PlainScreen>
    );
  }
}
