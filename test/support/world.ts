import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../server/clock.ts';
import type { Exchange } from '../../server/mock/record.ts';
import { startWorld, type World, type WorldOptions } from '../../server/mock/world.ts';

const freePorts = { issuer: 0, certificate: 0, mutual: 0, tpp: 0, pages: 0, control: 0 };

/** A clock that runs, and that a test can push forward. */
export function movableClock(): Clock & { forward(minutes: number): void } {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    forward: (minutes) => {
      offset += minutes * 60_000;
    },
  };
}

export type TestWorld = {
  /** The running world; another object after `restart`. */
  readonly world: World;
  readonly recorded: readonly Exchange[];
  readonly clock: ReturnType<typeof movableClock>;
  /** Stops the server and starts it again on the same folder and ports. */
  restart(): Promise<void>;
  /** The same, but on other ports. */
  move(): Promise<void>;
  close(): Promise<void>;
};

const portOf = (origin: string): number => Number(new URL(origin).port);

/** A world of its own in a temporary folder, on free ports, recording its traffic. */
export async function openTestWorld(options: Partial<WorldOptions> = {}): Promise<TestWorld> {
  const home = await mkdtemp(join(tmpdir(), 'renkei-test-'));
  const recorded: Exchange[] = [];
  const clock = movableClock();
  const given: WorldOptions = {
    home,
    ports: freePorts,
    clock,
    record: (exchange) => recorded.push(exchange),
    ...options,
  };
  let world = await startWorld(given);
  return {
    get world() {
      return world;
    },
    recorded,
    clock,
    async restart() {
      const ports = {
        issuer: portOf(world.issuer),
        certificate: portOf(world.certificateOrigin),
        mutual: portOf(world.mtlsOrigin),
        tpp: portOf(world.tpp),
        pages: portOf(world.pages),
        control: portOf(world.control),
      };
      await world.close();
      world = await startWorld({ ...given, ports });
    },
    async move() {
      await world.close();
      world = await startWorld({ ...given, ports: freePorts });
    },
    async close() {
      await world.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
