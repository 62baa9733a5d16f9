import type { LeftOutView, Words } from '../contract/views.ts';
import type { AskStorePin, CertificateAttempt } from './certificate-login.ts';
import type { LoginPorts, LoginScreen } from './login-ports.ts';
import { mergeOffers, storeOffers, type Judge, type Offer } from './offers.ts';
import { TokenParts } from './token-parts.ts';
import type { TokenIdentity, TokenListing } from './token/token-port.ts';

type Ports = Pick<LoginPorts, 'certificates' | 'tokens' | 'leftOut' | 'remembered'>;
type ListScreen = Extract<LoginScreen, { kind: 'certificates' }>;

/**
 * The certificates of one login as they come in: the store's first, then each token module's when it answers, and what the
 * system left out. `onChange` is called whenever there is more to show.
 */
export class CertificateList {
  readonly #ports: Ports;
  readonly #judge: Judge;
  readonly #onChange: () => void;
  #attempt: CertificateAttempt | null = null;
  #store: readonly Offer[] = [];
  #parts = new TokenParts([]);
  #offers: readonly Offer[] = [];
  /** What the system left out (`null`: not known yet), and what lies on tokens and cannot be used. */
  #leftOut: readonly LeftOutView[] | null = null;
  #unusable: readonly LeftOutView[] = [];
  /** The token that was listed last. */
  #label: string | null = null;
  /** Grows with each reading; what an older one still brings is dropped. */
  #reading = 0;

  constructor(ports: Ports, judge: Judge, onChange: () => void) {
    this.#ports = ports;
    this.#judge = judge;
    this.#onChange = onChange;
  }

  get offers(): readonly Offer[] {
    return this.#offers;
  }

  /** The connection the store's certificates were offered for; `null` before they are there. */
  get attempt(): CertificateAttempt | null {
    return this.#attempt;
  }

  get reading(): number {
    return this.#reading;
  }

  /** With nothing to choose, what was left out and why is all there is to show. */
  get state(): 'searching' | 'something' | 'nothing' {
    if (this.#attempt === null) return 'searching';
    if (this.#offers.length > 0) return 'something';
    if (this.#parts.pending.length > 0 || this.#leftOut === null) return 'searching';
    return this.#leftOut.length > 0 || this.#unusable.length > 0 ? 'something' : 'nothing';
  }

  /** Modules that have not answered yet, as the bank calls them. Before the store has been read it is too early to say. */
  get pendingModules(): readonly Words[] {
    return this.#attempt === null ? [] : this.#parts.pending.map((module) => this.#judge.moduleName(module));
  }

  /** With nothing to choose: the label of the token that was here before (empty: not known), `null` when none was. */
  get pulled(): string | null {
    if (this.#label !== null) return this.#label;
    return this.failures.some(({ code }) => code === 'token.removed') ? '' : null;
  }

  get failures(): TokenListing['failures'] {
    return this.#parts.failures;
  }

  /**
   * Reads everything anew, side by side; done when the last part is there.
   * @throws {NetworkError} when the server cannot be reached.
   */
  async read(origin: string, askPin: AskStorePin): Promise<void> {
    const reading = (this.#reading += 1);
    this.#parts = new TokenParts(this.#ports.tokens.modules);
    this.#leftOut = null;
    this.#store = [];
    this.#offers = [];
    this.#unusable = [];
    this.#label = null;
    await Promise.all([this.#readStore(reading, origin, askPin), this.readTokens()]);
  }

  /** Each module's part takes the place of what it said before. */
  async readTokens(): Promise<void> {
    const reading = this.#reading;
    if (this.#ports.tokens.modules.length === 0) return;
    await this.#ports.tokens.list((module, part) => {
      if (reading !== this.#reading) return;
      this.#parts.answered(module, part);
      this.#changed();
    });
  }

  /** Ends what is under way, and forgets the connection. */
  async release(): Promise<void> {
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#reading += 1;
    this.#ports.tokens.cancel();
    await attempt?.close();
  }

  has(identity: TokenIdentity): boolean {
    return this.#parts.identities.some((one) => sameKey(one, identity));
  }

  screen(attempt: string): ListScreen {
    const shown = this.#offers.map(({ view }) => view);
    const last = this.#ports.remembered.get();
    return {
      kind: 'certificates',
      attempt,
      identities: shown,
      leftOut: this.#judge.markReplaced(this.#allLeftOut(), shown),
      remembered: this.#offers.find(({ fingerprint }) => fingerprint === last)?.view.id ?? null,
      pendingModules: this.pendingModules,
      modulesMissing: this.failures.map(({ module, code }) => ({ module: this.#judge.moduleName(module), code })),
    };
  }

  async #readStore(reading: number, origin: string, askPin: AskStorePin): Promise<void> {
    const attempt = await this.#ports.certificates.begin(origin, askPin);
    if (reading !== this.#reading) {
      await attempt.close();
      return;
    }
    this.#attempt = attempt;
    this.#store = storeOffers(attempt.offered, this.#judge);
    this.#changed();
    // It comes a little later: the list does not wait for it.
    const leftOut = await this.#ports.leftOut(attempt.offered.map(({ pem }) => pem));
    if (reading !== this.#reading) return;
    this.#leftOut = leftOut;
    this.#onChange();
  }

  #changed(): void {
    const merged = mergeOffers(this.#store, this.#parts.identities, this.#judge);
    this.#offers = merged.offers;
    this.#unusable = merged.leftOut;
    this.#label = this.#offers.findLast(({ place }) => place === 'token')?.view.token?.label ?? this.#label;
    this.#onChange();
  }

  /** One that lies on a token and in the store is told of once. */
  #allLeftOut(): readonly LeftOutView[] {
    const told = [...this.#unusable, ...this.#offers.map(({ view }) => view)];
    const twice = (one: LeftOutView): boolean =>
      told.some(({ serial, issuer }) => serial === one.serial && issuer === one.issuer);
    return [...this.#unusable, ...(this.#leftOut ?? []).filter((one) => !twice(one))];
  }
}

const sameKey = (a: TokenIdentity, b: TokenIdentity): boolean =>
  a.module === b.module && a.token.serial === b.token.serial && a.keyId === b.keyId;
