import packageJson from '../../../package.json' with { type: 'json' };
import { systemClock, type Clock } from '../../clock.ts';
import type { ReportFacts } from './report.ts';

/** What goes into every report. `scenarios`: one line for each that is on. */
export const reportFacts = (clock: Clock, scenarios: () => readonly string[] = () => []): ReportFacts => ({
  versions: {
    Renkei: packageJson.version,
    Node: process.versions.node,
    'oidc-provider': packageJson.dependencies['oidc-provider'],
    OS: `${process.platform} ${process.arch}`,
  },
  serverTime: clock.now().toISOString(),
  machineTime: systemClock.now().toISOString(),
  scenarios: scenarios(),
});
