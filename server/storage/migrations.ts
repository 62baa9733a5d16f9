import type { Migration } from 'kysely/migration';
import { initial } from './migrations/0001-initial.ts';
import { keyRing } from './migrations/0010-key-ring.ts';
import { login } from './migrations/0020-login.ts';
import { submissions } from './migrations/0030-submissions.ts';
import { audit } from './migrations/0040-audit.ts';
import { linksSessions } from './migrations/0050-links-sessions.ts';

/** Forward only: a migration that was released is never changed, a mistake is repaired by the next one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0010-key-ring': keyRing,
  '0020-login': login,
  '0030-submissions': submissions,
  '0040-audit': audit,
  '0050-links-sessions': linksSessions,
};
