import { certificateScenarios } from './list/certificate.ts';
import { deviceScenarios } from './list/device.ts';
import { networkScenarios } from './list/network.ts';
import { passwordScenarios } from './list/password.ts';
import { pinScenarios } from './list/pins.ts';
import { requestScenarios } from './list/request.ts';
import { serviceScenarios } from './list/service.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario there is, in the order in which a flow meets them; those of the customer's own machine last. */
export const scenarios: readonly Scenario[] = [
  ...certificateScenarios,
  ...passwordScenarios,
  ...serviceScenarios,
  ...pinScenarios,
  ...requestScenarios,
  ...networkScenarios,
  ...deviceScenarios,
];

export const findScenario = (id: string): Scenario | undefined => scenarios.find((scenario) => scenario.id === id);
