import type { Audit } from '../audit/audit.ts';
import type { Permission } from '../contract/catalogue.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import type { Limiter } from '../http/rate-limit.ts';
import type { SecretBox } from '../keys/secret-box.ts';
import type { Database } from '../storage/database.ts';
import type { FlowRequest } from './flow-store.ts';
import type { Attest } from './seal-attestation.ts';

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
  readonly audit: Audit;
  readonly limiter: Limiter;
  /** The ticket that ties a certificate to a flow; derived, so that it need not be stored. */
  readonly ticketOf: (flowId: string, createdAt: number) => string;
  /** What the private halves of the flows' keys are kept in. */
  readonly box: SecretBox;
  readonly attest: Attest;
};
