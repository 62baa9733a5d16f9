import type { TokenModule } from '../../../src-main/policy/profile.ts';
import type { Timing } from '../../../src-main/identity/token/timing.ts';
import type { TokenReader } from '../../../src-main/identity/token/token-port.ts';
import type { TokenToMake } from '../../support/softhsm.ts';
import type { People } from './people.ts';

export const mainToken = { label: '成協ビジネストークン', pin: '246810' };
export const secondToken = { label: 'Second token', pin: '1357' };
/** `CKA_ID`s. */
export const ids = { rsa: '01', ec: '02', expired: '03', second: '01' };

/** What the contract asks for: two certificates and an expired one on one token, another token beside it. */
export const tokensOf = (people: People): readonly TokenToMake[] => [
  {
    ...mainToken,
    objects: [
      { id: ids.rsa, label: '電子証明書 RSA', ...people.rsa },
      { id: ids.ec, label: '電子証明書 EC', ...people.ec },
      { id: ids.expired, label: 'old', ...people.expired },
      { id: '99', label: 'issuing CA', certPem: people.issuingPem },
    ],
  },
  { ...secondToken, objects: [{ id: ids.second, label: 'second', ...people.second }] },
];

/** One way of having the tokens of `tokensOf` behind the port. */
export type TokenWorld = {
  readonly reader: TokenReader;
  /** `null`: this kind of token cannot be pulled, or never counts. */
  readonly faults: {
    pull(): Promise<void>;
    putBack(): Promise<void>;
    triesLeft(tries: number): Promise<void>;
    /** The token is pulled while it signs. */
    pullAtSign(): Promise<void>;
    slowSign(ms: number): Promise<void>;
    /** The reader's own keys; `null`: the customer presses its red key. */
    readerPin(pin: string | null): Promise<void>;
  } | null;
  close(): Promise<void>;
};

export const testModule = (id: string, path: string, more: Partial<TokenModule> = {}): TokenModule => ({
  id,
  name: { ja: '試験用ミドルウェア', en: 'Test middleware' },
  path: { linux: path },
  sha256: null,
  letters: false,
  ...more,
});

/** Short, so that a test that waits for one of them waits a moment. */
export const quickTiming: Timing = {
  list: 8000,
  sign: 8000,
  pinOnReader: 8000,
  poll: 60,
  restarts: { max: 3, per: 60_000 },
};
