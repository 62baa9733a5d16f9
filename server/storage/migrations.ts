import type { Migration } from 'kysely/migration';
import { initial } from './migrations/0001-initial.ts';

/** Forward only: a migration that was released is never changed, a mistake is repaired by the next one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
};
