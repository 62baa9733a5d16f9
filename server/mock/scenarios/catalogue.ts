import { certificateScenarios } from './list/certificate.ts';
import { networkScenarios } from './list/network.ts';
import { passwordScenarios } from './list/password.ts';
import { pinScenarios } from './list/pins.ts';
import { requestScenarios } from './list/request.ts';
import { serviceScenarios } from './list/service.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario there is, in the order in which a flow meets them. */
export const scenarios: readonly Scenario[] = [
  ...certificateScenarios,
  ...passwordScenarios,
  ...serviceScenarios,
  ...pinScenarios,
  ...requestScenarios,
  ...networkScenarios,
];

export const findScenario = (id: string): Scenario | undefined => scenarios.find((scenario) => scenario.id === id);
