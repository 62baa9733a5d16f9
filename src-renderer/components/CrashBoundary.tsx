import { Component, type ErrorInfo, type ReactNode } from 'react';
import { PlainScreen } from './PlainScreen.tsx';

type Props = {
  readonly children: ReactNode;
  /** Tells the main process, whose log outlives the window: which error, and in which component. No text of the screen. */
  readonly onCrash: (error: string, component: string) => void;
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
    return (
      <PlainScreen
        title="画面を表示できませんでした"
        text="手続きの内容は失われていません。画面を読み込み直してください。"
      >
        <p lang="en">The screen could not be shown. Nothing of the procedure is lost; please load the screen again.</p>
        <button
          type="button"
          className="btn btn--primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          読み込み直す / Load again
        </button>
      </PlainScreen>
    );
  }
}
