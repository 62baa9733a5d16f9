import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../src-main/contract/calls.ts';
import { App } from './App.tsx';
import { bankOf } from './bridge/unknown-view.ts';
import { CrashBoundary } from './components/CrashBoundary.tsx';
import { createViewStore } from './stores/view-store.ts';
import './styles/index.css';

/** Draws the app into the page, fed by the given bridge. Returns how to take it away again. */
export function mount(bridge: Bridge): () => void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  const store = createViewStore(bridge);
  const drawn = createRoot(root);
  drawn.render(
    <StrictMode>
      <CrashBoundary
        onCrash={(error, component) => {
          void bridge.call('app.crashed', { error: error.slice(0, 80), component: component.slice(0, 80) });
        }}
        bank={() => bankOf(store.state.getState().view)}
      >
        <App bridge={bridge} store={store} />
      </CrashBoundary>
    </StrictMode>,
  );
  const stop = store.start();
  const returned = (): void => {
    void bridge.call('connection.returned', undefined);
  };
  window.addEventListener('online', returned);
  return () => {
    window.removeEventListener('online', returned);
    stop();
    drawn.unmount();
  };
}
