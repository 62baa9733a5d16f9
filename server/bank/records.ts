import type { Account, ServiceId, ServiceKind, Words } from '../contract/catalogue.ts';

/** The bank's own data, as the rest of the server sees it. Times are RFC 3339 strings in UTC, money is whole yen. */

export type ServiceRecord = {
  readonly id: ServiceId;
  readonly kind: ServiceKind;
  readonly label: Words;
  readonly what: Words;
};

/** How a TPP proves itself to the authorization server (FAPI 2.0 Security Profile 5.3.2.1-6). */
export type TppAuthentication =
  | { readonly method: 'private_key_jwt' }
  /** `subject`: the subject of its certificate, as RFC 4514 writes it (RFC 8705 §2.1.2). */
  | { readonly method: 'tls_client_auth'; readonly subject: string };

/** What ties an access token to its TPP: a key of its own (RFC 9449) or its certificate (RFC 8705). */
export type TokenBinding = 'dpop' | 'mtls';

export type TppRecord = {
  readonly clientId: string;
  readonly name: Words;
  readonly company: string;
  /** 電子決済等代行業者の登録番号. */
  readonly registration: string;
  /** Its mark: a PNG as a data address. `cleanLogo` decides whether and how it is shown. */
  readonly logo?: string | undefined;
  readonly redirectUris: readonly string[];
  readonly services: readonly ServiceId[];
  /** A fixed set skips 手順2: every service of the TPP on every account that allows it. */
  readonly fixedServices: boolean;
  readonly linkDays: 30 | 90 | 180 | 365;
  readonly suspended: boolean;
  /** The TPP's public keys (JWK Set) for `private_key_jwt` and for signed requests (RFC 9101). */
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] };
  /** Left out: `private_key_jwt`. */
  readonly authentication?: TppAuthentication | undefined;
  /** Left out: `dpop`. */
  readonly tokenBinding?: TokenBinding | undefined;
  /** It takes back the answer to an authorization request only as a signed JWT, and signs its requests (JARM, JAR). */
  readonly signedMessages?: boolean | undefined;
};

export type MemberRecord = {
  readonly id: string;
  readonly contractId: string;
  readonly company: string;
  readonly name: string;
  readonly role: 'admin' | 'member';
};

/** The certificate registered for a member: issuer and serial number name it (RFC 5280 §4.1.2.2). */
export type CertificateRecord = {
  readonly memberId: string;
  /** SHA-256 of the issuer's DER name, hex. */
  readonly issuerHash: string;
  /** Upper-case hex without separators or leading zero bytes. */
  readonly serial: string;
};

export type AccountRecord = Account & {
  readonly contractId: string;
  /** Seven digits; never leaves the bank's tables. */
  readonly number: string;
  readonly balance: number;
  readonly closed: boolean;
  /** argon2id hash of the filed 照会用暗証番号; `null` when none is on file. */
  readonly pinHash: string | null;
  readonly pinRegisteredAt: string | null;
  readonly pinFailures: number;
};

export type TransactionRecord = {
  readonly id: string;
  readonly accountId: string;
  /** RFC 3339 full-date, Japan time. */
  readonly date: string;
  /** Positive: money in. Negative: money out. */
  readonly amount: number;
  readonly balance: number;
  readonly description: string;
  /** Set when it came in by bank transfer (振込入金). */
  readonly transferFrom: string | null;
};

/** Everything a pretend bank starts with; loaded once into an empty database. */
export type BankSeed = {
  readonly tpps: readonly TppRecord[];
  readonly members: readonly (MemberRecord & {
    readonly loginPassword: string;
    readonly accounts: readonly string[];
    readonly services: readonly ServiceId[];
  })[];
  readonly certificates: readonly CertificateRecord[];
  readonly accounts: readonly (Omit<AccountRecord, 'pinHash' | 'pinFailures'> & {
    readonly pin: string | null;
    /** Wrong PINs so far; as many as there are tries means locked. Left out: none. */
    readonly pinFailures?: number;
  })[];
  readonly transactions: readonly TransactionRecord[];
};
