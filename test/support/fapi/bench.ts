import { expect } from 'vitest';
import type { OpenApiDocument } from '../../../server/openapi/document.ts';
import type { Exchange } from '../../../server/mock/record.ts';
import type { World, WorldOptions } from '../../../server/mock/world.ts';
import type { DatabaseKind } from '../postgres.ts';
import { openTestWorld, type TestWorld } from '../world.ts';
import { contractCheck, type ContractCheck } from './contract-check.ts';
import { PlainClient } from './plain-client.ts';

export type Bench = {
  readonly world: World;
  readonly clock: TestWorld['clock'];
  readonly recorded: readonly Exchange[];
  readonly contract: ContractCheck;
  /** Without a certificate. */
  readonly plain: PlainClient;
  /** Ends everything; fails when any answer so far was not as the document says. */
  close(): Promise<void>;
};

/** A world on one kind of database whose every described answer is held against `/openapi.json`. */
export async function openBench(kind: DatabaseKind, options: Partial<WorldOptions> = {}): Promise<Bench> {
  const database = await kind.create();
  const test = await openTestWorld({ database: database.location, ...options });
  const plain = new PlainClient(test.world);
  const document = await plain.get(`${test.world.issuer}/openapi.json`);
  const contract = contractCheck(document.body as OpenApiDocument);
  return {
    world: test.world,
    clock: test.clock,
    recorded: test.recorded,
    contract,
    plain,
    async close() {
      await plain.close();
      await test.close();
      await database.drop();
      expect(test.recorded.flatMap(contract.complaints)).toEqual([]);
    },
  };
}
