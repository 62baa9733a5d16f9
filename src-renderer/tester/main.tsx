import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { testerBridge } from '../bridge/tester-bridge.ts';
import { CrashBoundary } from '../components/CrashBoundary.tsx';
import '../styles/index.css';
import '../styles/tester.css';
import { Panel } from './Panel.tsx';
import { createPanelStore } from './tester-store.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <CrashBoundary onCrash={console.error}>
      <Panel store={createPanelStore(testerBridge())} />
    </CrashBoundary>
  </StrictMode>,
);
