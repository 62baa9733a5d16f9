import { z } from 'zod';
import { askControl } from '../control/control-client.ts';
import { activeScenarioSchema, clockSchema, type WorldFile } from '../control/contract.ts';
import type { ScriptStep, SwitchOn } from './script.ts';

const noContent = z.undefined();

export async function switchOn(world: WorldFile, { id, parameters, scope }: SwitchOn): Promise<void> {
  const body = { parameters, ...(scope === undefined ? {} : { scope }) };
  await askControl(world, 'PUT', `/mock/scenarios/${encodeURIComponent(id)}`, activeScenarioSchema, body);
}

/** Steps about the world and not about a flow; `false` for every other step. */
export async function worldStep(world: WorldFile, step: ScriptStep): Promise<boolean> {
  switch (step.action) {
    case 'on':
      await switchOn(world, step.with);
      return true;
    case 'off':
      await askControl(world, 'DELETE', `/mock/scenarios/${encodeURIComponent(step.with)}`, noContent);
      return true;
    case 'reset':
      await askControl(world, 'DELETE', '/mock/scenarios', noContent);
      return true;
    case 'clock':
      if (step.with === 'reset') await askControl(world, 'DELETE', '/mock/clock', clockSchema);
      else await askControl(world, 'PUT', '/mock/clock', clockSchema, step.with);
      return true;
    default:
      return false;
  }
}

/** Scenarios off, the machine's time; in a world of the runner's own also the bank as it was. */
export async function cleanUp(world: WorldFile, own: boolean): Promise<void> {
  await askControl(world, 'DELETE', '/mock/scenarios', noContent);
  await askControl(world, 'DELETE', '/mock/clock', clockSchema);
  if (own) await askControl(world, 'POST', '/mock/checkpoint/restore', noContent);
}

export const remember = (world: WorldFile): Promise<undefined> =>
  askControl(world, 'PUT', '/mock/checkpoint', noContent);
