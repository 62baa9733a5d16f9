import type { RevocationConfig } from '../certificates/revocation-config.ts';
import type { ServerConfig } from '../config.ts';
import type { RateLimits } from '../http/rate-limit-config.ts';
import { mockBank, mockIntent, mockScheme } from './bank-profile.ts';
import type { TestPki } from './pki.ts';

export type Origins = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  /** Where TPPs prove themselves by mutual TLS. */
  readonly mtlsOrigin: string;
  /** The TPP simulator, plain http on loopback. */
  readonly tpp: string;
  /** What an ordinary browser sees of the server, plain http on loopback. */
  readonly pages: string;
};

const oftenEnough = { count: 100_000, seconds: 60 } as const;

/** Everybody comes from one address here, and tests are fast: nothing is limited in practice unless a test asks for it. */
const mockLimits: RateLimits = {
  address: oftenEnough,
  member: oftenEnough,
  par: oftenEnough,
  token: oftenEnough,
  tppAddress: oftenEnough,
};

/** The server's configuration in the mock world: the bundled bank with the usual limits. */
export function worldConfig(origins: Origins, pki: TestPki, revocation: RevocationConfig): ServerConfig {
  return {
    issuer: origins.issuer,
    certificateOrigin: origins.certificateOrigin,
    mtlsOrigin: origins.mtlsOrigin,
    authorizationPage: `${origins.issuer}/authorize`,
    scheme: mockScheme,
    minimumClient: '0.1.0',
    environment: 'test',
    bank: mockBank,
    clientCa: [pki.clientRoot.pem, pki.clientIssuing.pem],
    revocation,
    limits: mockLimits,
    flow: { minutes: 15, extensions: 2 },
    password: { min: 6, max: 12, tries: 6 },
    pin: { digits: 4, tries: 3 },
    intent: mockIntent,
  };
}
