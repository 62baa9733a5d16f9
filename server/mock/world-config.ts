import type { ServerConfig } from '../config.ts';
import { mockBank, mockIntent, mockScheme } from './bank-profile.ts';
import type { TestPki } from './pki.ts';

export type Origins = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  /** The TPP simulator, plain http on loopback. */
  readonly tpp: string;
  /** What an ordinary browser sees of the server, plain http on loopback. */
  readonly pages: string;
};

/** The server's configuration in the mock world: the bundled bank with the usual limits. */
export function worldConfig(origins: Origins, pki: TestPki): ServerConfig {
  return {
    issuer: origins.issuer,
    certificateOrigin: origins.certificateOrigin,
    authorizationPage: `${origins.issuer}/authorize`,
    scheme: mockScheme,
    minimumClient: '0.1.0',
    environment: 'test',
    bank: mockBank,
    clientCa: [pki.clientRoot.pem, pki.clientIssuing.pem],
    flow: { minutes: 15, extensions: 2 },
    password: { min: 6, max: 12, tries: 6 },
    pin: { digits: 4, tries: 3 },
    intent: mockIntent,
  };
}
