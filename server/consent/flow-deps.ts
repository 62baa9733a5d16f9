import type { Permission } from '../contract/catalogue.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';
import type { FlowRequest } from './flow-store.ts';

export type NewGrant = {
  readonly memberId: string;
  readonly clientId: string;
  readonly request: FlowRequest;
  readonly permissions: readonly Permission[];
  /** Last day, RFC 3339 full-date, Japan time. */
  readonly endsOn: string;
};

/** The authorization server's grants, as the consent flow needs them. */
export type Grants = {
  /** Resolves to the new grant's id. */
  create(grant: NewGrant): Promise<string>;
  /** Ends a grant with everything that was issued under it. An unknown id is fine. */
  destroy(grantId: string): Promise<void>;
};

export type FlowDeps = {
  readonly config: ServerConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly grants: Grants;
  /** The ticket that ties a certificate to a flow; derived, so that it need not be stored. */
  readonly ticketOf: (flowId: string) => string;
};
