import { join } from 'node:path';
import { z } from 'zod';
import type { Words } from '../../contract/catalogue.ts';
import { ownerOnly, readIfThere, writeWhole } from '../pki/files.ts';
import { findScenario } from './catalogue.ts';
import { conflictOf } from './conflicts.ts';
import { entrySchema, Journal, undoEntries, type Entry } from './journal.ts';
import type { Scenario, Stage, Started } from './scenario.ts';
import { everybody, scopeSchema, type Scope } from './scope.ts';

export type Active = {
  readonly scenario: Scenario;
  readonly parameters: unknown;
  readonly scope: Scope;
  /** The world's time. */
  readonly since: string;
  readonly files: NonNullable<Started['files']>;
};

export type Switched =
  | { readonly ok: true; readonly active: Active }
  | { readonly ok: false; readonly kind: 'unknown' }
  | { readonly ok: false; readonly kind: 'invalid'; readonly reason: string }
  | { readonly ok: false; readonly kind: 'conflict'; readonly with: string; readonly reason: Words };

/** What is on, and how to change it. One change at a time: whoever comes second waits. */
export type Switchboard = {
  active(): readonly Active[];
  /** On, or on with other parameters. Nothing changes when it is refused. */
  on(id: string, parameters?: unknown, scope?: unknown): Promise<Switched>;
  /** `false`: it was not on. */
  off(id: string): Promise<boolean>;
  /** Everything off, latest first: the world is as it was. */
  reset(): Promise<void>;
  /** Does what no scenario may meet; none can be switched on before it is done. @throws ScenariosOn when one is on already. */
  whileOff<T>(work: () => Promise<T>): Promise<T>;
};

/** Taken off later, they would put back what they had found, over what was changed meanwhile. */
export class ScenariosOn extends Error {
  override readonly name = 'ScenariosOn';
  readonly reason: Words;

  constructor(on: readonly Pick<Scenario, 'id' | 'title'>[]) {
    super(`switch the scenarios off first: ${on.map(({ id }) => id).join(', ')}`);
    this.reason = {
      ja: `有効なものがある間はできません。先に切ってください: ${on.map(({ title }) => title.ja).join('、')}`,
      en: `Not while something is on. Switch it off first: ${on.map(({ title }) => title.en).join(', ')}`,
    };
  }
}

type Running = Active & { readonly journal: Journal; readonly stop: Started['stop'] };

const journalSchema = z.record(z.string(), z.array(entrySchema));
const fileOf = (home: string): string => join(home, 'scenarios.json');

/** A world that crashed left its scenarios in the bank's data: they are taken back before anything else happens. */
export async function undoLeftovers(stage: Pick<Stage, 'home' | 'database' | 'revocation'>): Promise<number> {
  const text = await readIfThere(fileOf(stage.home));
  if (text === null) return 0;
  const left = journalSchema.parse(JSON.parse(text));
  const { database, revocation } = stage;
  const entries = Object.values(left).flat();
  await undoEntries({ database, reinstate: (serial) => revocation.reinstate(serial) }, entries);
  await writeWhole(fileOf(stage.home), '{}\n', ownerOnly);
  return entries.length;
}

export function createSwitchboard(stage: Stage): Switchboard {
  const running = new Map<string, Running>();
  const kept = new Map<string, readonly Entry[]>();
  let queue: Promise<unknown> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const keep = (id: string, entries: readonly Entry[]): Promise<void> => {
    if (entries.length === 0) kept.delete(id);
    else kept.set(id, [...entries]);
    writing = writing
      .catch(() => undefined)
      .then(() => writeWhole(fileOf(stage.home), `${JSON.stringify(Object.fromEntries(kept))}\n`, ownerOnly));
    return writing;
  };
  const journalFor = (id: string): Journal =>
    new Journal({ database: stage.database, reinstate: (serial) => stage.revocation.reinstate(serial) }, (entries) =>
      keep(id, entries),
    );

  async function end(id: string): Promise<boolean> {
    const one = running.get(id);
    if (one === undefined) return false;
    running.delete(id);
    try {
      await one.stop?.();
    } finally {
      await one.journal.undo();
      await keep(id, []);
    }
    return true;
  }

  async function begin(id: string, parameters: unknown, wanted: unknown): Promise<Switched> {
    const scenario = findScenario(id);
    if (scenario === undefined) return { ok: false, kind: 'unknown' };
    const parsed = scenario.parse(parameters ?? {});
    if (!parsed.ok) return { ok: false, kind: 'invalid', reason: parsed.reason };
    const scope = scopeSchema.safeParse(wanted ?? everybody);
    if (!scope.success) return { ok: false, kind: 'invalid', reason: z.prettifyError(scope.error) };
    const wrong = wrongScope(stage, scenario, scope.data);
    if (wrong !== null) return { ok: false, kind: 'invalid', reason: wrong };
    for (const other of running.values()) {
      if (other.scenario.id === id) continue;
      const reason = conflictOf({ scenario, scope: scope.data }, other);
      if (reason !== null) return { ok: false, kind: 'conflict', with: other.scenario.id, reason };
    }
    await end(id);
    const journal = journalFor(id);
    try {
      const { files = [], stop } = await parsed.start({ stage, journal, scope: scope.data });
      const since = stage.clock.now().toISOString();
      const active = { scenario, parameters: parsed.parameters, scope: scope.data, since, files };
      running.set(id, { ...active, journal, stop });
      return { ok: true, active };
    } catch (error) {
      await journal.undo();
      await keep(id, []);
      throw error;
    }
  }

  return {
    active: () => [...running.values()].map(({ journal: _journal, stop: _stop, ...active }) => active),
    on: (id, parameters, scope) => inTurn(() => begin(id, parameters, scope)),
    off: (id) => inTurn(() => end(id)),
    reset: () =>
      inTurn(async () => {
        for (const id of [...running.keys()].reverse()) await end(id);
      }),
    whileOff: (work) =>
      inTurn(async () => {
        if (running.size > 0) throw new ScenariosOn([...running.values()].map(({ scenario }) => scenario));
        return work();
      }),
  };
}

/** A scope that names somebody who is not there would silently do nothing. */
function wrongScope(stage: Stage, scenario: Scenario, scope: Scope): string | null {
  for (const kind of ['personas', 'tpps'] as const) {
    const names = scope[kind];
    if (names === null) continue;
    if (!scenario.scope.includes(kind)) return `${scenario.id} concerns everybody: it cannot be limited to ${kind}`;
    const known = kind === 'personas' ? stage.personas().map(({ id }) => id) : stage.tpps();
    const stranger = names.find((name) => !known.includes(name));
    if (stranger !== undefined) return `scope.${kind}: there is no ${stranger} (there are: ${known.join(', ')})`;
  }
  return null;
}
