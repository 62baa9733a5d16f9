import type { Log } from '../../../diagnostics/log.ts';
import type { Inventory } from './inventory.ts';
import { NssInventory } from './linux.ts';
import { MacInventory } from './macos.ts';
import { toolRunner, type RunTool } from './run-tool.ts';
import { WindowsInventory } from './windows.ts';

type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly run?: RunTool;
};

/** The reader for this operating system; where there is none, the inventory is empty. */
export function osInventory({ platform, env, log, run = toolRunner() }: Surroundings): Inventory {
  switch (platform) {
    case 'win32':
      return new WindowsInventory(run, env, log);
    case 'darwin':
      return new MacInventory(run, env, log);
    case 'linux':
      return new NssInventory(run, env, log);
    default:
      return { read: () => Promise.resolve([]) };
  }
}
