import { availableParallelism } from 'node:os';
import { hasDisplay } from '../../scripts/display/xvfb.ts';

/** Names of the displays of the end-to-end tests, with spaces between them. */
export const displaysVariable = 'RENKEI_TEST_DISPLAYS';

/** The windows come up on the display of whoever runs the tests, one after the other. */
export const sharesDisplay =
  process.platform !== 'linux' || (process.env['CI'] === undefined && hasDisplay(process.env));
/** Test files with a window each; never more than the processor carries. */
export const windowsAtOnce = sharesDisplay ? 1 : Math.min(2, availableParallelism());
