import type { Generated } from 'kysely';

/** Columns ending in `_at` are milliseconds since 1970 (UTC); `*_json` hold JSON; booleans are 0 or 1. */
export type Tables = {
  oidc: OidcTable;
  key_ring: KeyRingTable;
  flows: FlowTable;
  tpps: { client_id: string; record_json: string; suspended: number };
  members: MemberTable;
  member_accounts: { member_id: string; account_id: string };
  member_services: { member_id: string; service: string };
  certificates: { issuer_hash: string; serial: string; member_id: string };
  accounts: AccountTable;
  transactions: TransactionTable;
  links: LinkTable;
  link_sessions: LinkSessionTable;
  submissions: SubmissionTable;
  bank_settings: { name: string; value_json: string; updated_at: number };
  /** How often somebody asked in one slot of time; see `http/rate-limit.ts`. */
  rate_limits: { scope: string; subject: string; slot: number; used: number; expires_at: number };
  audit: AuditTable;
  audit_head: { id: number; sequence: number; hash: string };
};

/** What oidc-provider keeps: one row per model and id. */
export type OidcTable = {
  model: string;
  id: string;
  payload_json: string;
  grant_id: string | null;
  uid: string | null;
  expires_at: number | null;
  consumed_at: number | null;
};

/** The server's own keys: `sealed` holds one, encrypted. */
export type KeyRingTable = {
  purpose: string;
  generation: number;
  kid: string;
  sealed: string;
  created_at: number;
  active_from: number;
};

export type FlowTable = {
  id: string;
  /** oidc-provider's continuation id: the same in both prompts of one authorization request. */
  cid: string;
  /** Id of the pushed request; unique, so a `request_uri` opens one flow only. */
  par_id: string;
  client_id: string;
  request_json: string;
  state_json: string;
  revision: number;
  extensions_used: number;
  ends_at: number;
  /** Key pair the customer's secrets are sealed to, its private half encrypted; `null` once the flow is over. */
  seal_json: string | null;
  /** SHA-256 of the ticket for the certificate endpoint, hex; `null` when that step is not open. */
  ticket_hash: string | null;
  created_at: number;
  /** Proofs of possession tried so far. */
  proof_attempt: Generated<number>;
  proven_by: 'mtls' | 'proof' | null;
};

export type MemberTable = {
  id: string;
  contract_id: string;
  company: string;
  name: string;
  role: string;
  password_hash: string;
  password_failures: Generated<number>;
  /** `null`: never. */
  password_expires_at: number | null;
  login_allowed: Generated<number>;
};

export type AccountTable = {
  id: string;
  contract_id: string;
  branch_ja: string;
  branch_en: string;
  type: string;
  number: string;
  last3: string;
  holder: string;
  balance: number;
  closed: number;
  pin_hash: string | null;
  /** RFC 3339. */
  pin_registered_at: string | null;
  pin_failures: Generated<number>;
};

export type TransactionTable = {
  id: string;
  account_id: string;
  date: string;
  amount: number;
  balance: number;
  description: string;
  transfer_from: string | null;
};

/** 連携. `pending` until the TPP has fetched its first access token, then `active`; one active per member and TPP. */
export type LinkTable = {
  grant_id: string;
  flow_id: string;
  member_id: string;
  client_id: string;
  status: 'pending' | 'active' | 'ended';
  permissions_json: string;
  /** Last day, RFC 3339 full-date, Japan time. */
  ends_on: string;
  intent_version: string;
  decided_at: number;
  ended_at: number | null;
  /** When the TPP fetched its first access token. */
  started_at: number | null;
  ended_reason: 'expired' | 'replaced' | 'revoked' | 'abandoned' | null;
  ended_by: 'member' | 'admin' | 'tpp' | 'bank' | 'server' | null;
  /** When the customer last took something out of it. */
  reduced_at: number | null;
  /** The words of the 意思確認 as they were shown, both languages; `null`: decided before they were kept. */
  intent_json: string | null;
  /** To within ten minutes. */
  last_used_at: number | null;
};

/** The customer's own view of his links: a login without a TPP. The row goes when the session ends. */
export type LinkSessionTable = {
  id: string;
  /** SHA-256 of the cookie's value, hex. */
  cookie_hash: string;
  state_json: string;
  revision: number;
  extensions_used: number;
  ends_at: number;
  /** As in `flows`; there only while the password is awaited. */
  seal_json: string | null;
  /** As in `flows`. */
  ticket_hash: string | null;
  created_at: number;
  /** Proofs of possession tried so far. */
  proof_attempt: Generated<number>;
};

/** One event of the audit trail; rows are added and never changed. */
export type AuditTable = {
  sequence: number;
  at: number;
  kind: string;
  actor: string;
  subject: string;
  data_json: string;
  previous: string;
  hash: string;
};

/** 更新系: payment data that was handed in, waiting for the bank's own screens. */
export type SubmissionTable = {
  id: string;
  grant_id: string;
  client_id: string;
  member_id: string;
  account_id: string;
  service: string;
  idempotency_key: string;
  /** SHA-256 of what was sent, hex. */
  fingerprint: string;
  status: 'waiting-for-approval' | 'approved' | 'returned';
  /** RFC 3339 full-dates, Japan time. */
  requested_on: string;
  submitted_on: string;
  row_count: number;
  total: number;
  /** The data, sealed under the server's key for `submission/{id}`. */
  data_sealed: string;
  report_json: string;
  submitted_at: number;
};
