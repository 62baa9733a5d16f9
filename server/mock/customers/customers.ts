import { join } from 'node:path';
import { z } from 'zod';
import { unregister } from '../bank-sync.ts';
import type { CertificateName } from '../../certificates/certificate-name.ts';
import type { Clock } from '../../clock.ts';
import type { ServerConfig } from '../../config.ts';
import type { Database } from '../../storage/database.ts';
import { ensureCertificate, type CertificateMaker, type PersonaCertificate } from '../certificates.ts';
import { applyDifference, fillBank, type BankParts, type Holder } from '../fill-bank.ts';
import {
  certificateOrderSchema,
  tokenOrderSchema,
  type CertificateOrder,
  type Persona,
  type TokenOrder,
} from '../persona.ts';
import type { TestPki } from '../pki.ts';
import type { MockRevocation } from '../pki/revocation.ts';
import { makeTokens, type TokenOutcome } from '../token/make-token.ts';
import { differenceBetween, knownOf, type Difference } from './difference.ts';
import { importCommands, type ImportCommands } from './import-commands.ts';
import { freeId, readIssued, withIssued, writeIssued, type Issued } from './issued.ts';
import { importIntoStore, type ImportOutcome } from './nss-import.ts';

/** A test person with everything he has. */
export type Customer = Holder & {
  /** The certificate he usually logs in with: the first of `certificates`. */
  readonly certificate: PersonaCertificate;
  /** As his file has him, without what was issued later. */
  readonly filed: Persona;
};

export type IssuedCertificate = {
  readonly certificate: PersonaCertificate;
  /** `null`: it does not belong into the operating system's store. */
  readonly imported: ImportOutcome | null;
  readonly importCommands: ImportCommands;
};

/** Which certificate to issue; what is left out is that of an ordinary one. */
export type IssueOptions = Partial<Omit<CertificateOrder, 'id'>>;

export type TokenWish = Partial<TokenOrder> & { readonly algorithm?: CertificateOrder['algorithm'] };

/** Somebody asked for what cannot be: a person who is not there, a label that is taken, a certificate that makes no sense. */
export class CustomerProblem extends Error {
  override readonly name = 'CustomerProblem';
}

/** @throws CustomerProblem naming every field that is wrong. */
function sensible<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new CustomerProblem(z.prettifyError(parsed.error));
}

export type CustomersOptions = {
  readonly home: string;
  readonly pki: TestPki;
  readonly revocation: Pick<MockRevocation, 'pointers' | 'revoke'>;
  readonly clock: Clock;
};

type Bank = { readonly database: Database; readonly config: ServerConfig };

/** The people of a mock world: as their files say, given certificates and tokens, and known to the bank. */
export class Customers {
  readonly #options: CustomersOptions;
  #list: readonly Customer[] = [];
  #issued: Issued;
  #superseded: CertificateName[] = [];
  #bank: Bank | null = null;
  /** Changes are made one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: CustomersOptions, issued: Issued) {
    this.#options = options;
    this.#issued = issued;
  }

  /** Makes what is missing of certificates. */
  static async open(options: CustomersOptions, read: readonly Persona[]): Promise<Customers> {
    const customers = new Customers(options, await readIssued(options.home));
    customers.#list = await customers.#equip(read);
    return customers;
  }

  get list(): readonly Customer[] {
    return this.#list;
  }

  /** @throws CustomerProblem */
  find(member: string): Customer {
    const found = this.#list.find(({ persona }) => persona.id === member);
    if (found !== undefined) return found;
    throw new CustomerProblem(
      `no person ${member}; there are: ${this.#list.map((each) => each.persona.id).join(', ')}`,
    );
  }

  /** Tells the bank of everybody; from then on every change goes to it at once. */
  async moveIn(database: Database, config: ServerConfig): Promise<void> {
    this.#bank = { database, config };
    const filed = this.#list.map((each) => each.filed);
    const difference = differenceBetween(this.#issued.known, filed);
    await fillBank(database, this.#parts(this.#list), difference);
    this.#superseded = [];
    await this.#remember({ known: knownOf(filed) });
  }

  /**
   * These from now on: new people move in, changed ones begin anew as their file says, and who is gone loses every right. The
   * others keep their state. Flows under way go on with what the books say from now on.
   * `equipped`: what is done once everybody has his certificates, before the bank hears of anybody.
   */
  replace(read: readonly Persona[], equipped: () => Promise<void>): Promise<Difference> {
    return this.#oneByOne(async () => {
      const before = knownOf(this.#list.map(({ filed }) => filed));
      const difference = differenceBetween(before, read);
      const list = await this.#equip(read);
      await equipped();
      await applyDifference(this.#moved().database, this.#parts(list), difference);
      this.#superseded = [];
      this.#list = list;
      await this.#remember({ known: knownOf(read) });
      return difference;
    });
  }

  /** A further certificate: file in the world's folder, on the bank's books, and in the private store if there is one yet. */
  issueCertificate(member: string, options: IssueOptions = {}): Promise<IssuedCertificate> {
    return this.#oneByOne(() => this.#issue(member, 'issued', options));
  }

  /** What a bank's renewal leaves behind: a new certificate beside the old one, which stays good until it ends. */
  renewCertificate(member: string): Promise<IssuedCertificate> {
    return this.#oneByOne(() => {
      const { algorithm, place } = this.find(member).certificate.order;
      return this.#issue(member, 'renewed', { algorithm, place: place === 'elsewhere' ? 'os' : place });
    });
  }

  /**
   * Revokes one certificate by its serial number (hex), or all of a person's. Answers what was revoked.
   * @throws CustomerProblem when it is neither.
   */
  revokeCertificate(memberOrSerial: string): Promise<readonly PersonaCertificate[]> {
    return this.#oneByOne(async () => {
      const serial = memberOrSerial
        .toUpperCase()
        .replaceAll(/[^0-9A-F]/g, '')
        .replace(/^(?:00)+(?=.)/, '');
      const every = this.#list.flatMap(({ certificates }) => certificates);
      const one = every.filter((certificate) => certificate.serial === serial);
      const chosen = one.length > 0 ? one : this.find(memberOrSerial).certificates;
      for (const { certPem } of chosen) await this.#options.revocation.revoke(certPem);
      const revoked = new Set([...this.#issued.revoked, ...chosen.map((each) => each.serial)]);
      await this.#remember({ revoked: [...revoked] });
      return chosen;
    });
  }

  /** The bank revoked it, by its file or at a tester's wish. */
  isRevoked({ order, serial }: PersonaCertificate): boolean {
    return order.state === 'revoked' || this.#issued.revoked.includes(serial);
  }

  /** Strikes a certificate off the bank's books; it stays where it is. */
  async unregisterCertificate(certificate: CertificateName): Promise<void> {
    await unregister(this.#moved().database, certificate);
  }

  /** A further token with one certificate on it, known to the bank. */
  makeToken(member: string, wish: TokenWish = {}): Promise<TokenOutcome & { readonly token: TokenOrder }> {
    return this.#oneByOne(async () => {
      const { persona } = this.find(member);
      const { algorithm = 'EC', ...rest } = wish;
      const taken = new Set(persona.tokens.map(({ label }) => label));
      const numbers = Array.from({ length: taken.size + 1 }, (_, index) => `テスト用トークン${String(index + 1)}`);
      const label = rest.label ?? numbers.find((name) => !taken.has(name)) ?? 'トークン';
      if (taken.has(label)) throw new CustomerProblem(`${member} has a token ${label} already`);
      const token = sensible(tokenOrderSchema, { label, pin: rest.pin ?? '246810', locked: rest.locked ?? false });
      const tokens = [...this.#issued.tokens, { member, token }];
      await this.#remember({ tokens });
      await this.#issue(member, 'token', { algorithm, place: { token: label } });
      return { ...(await this.tokensOf(member)), token };
    });
  }

  /** Makes what is missing of a person's tokens. Somebody without tokens gets a place without any. */
  tokensOf(member: string): Promise<TokenOutcome> {
    const { persona, certificates } = this.find(member);
    return makeTokens({ folder: join(this.#options.home, 'tokens', member), tokens: persona.tokens, certificates });
  }

  async #issue(member: string, word: string, options: IssueOptions): Promise<IssuedCertificate> {
    const { database } = this.#moved();
    const { persona } = this.find(member);
    const order = sensible(certificateOrderSchema, { ...options, id: freeId(persona, word) });
    await this.#remember({ certificates: [...this.#issued.certificates, { member, order }] });
    this.#list = await this.#equip(this.#list.map(({ filed }) => filed));
    await applyDifference(database, this.#parts(this.#list), { added: [], changed: [], removed: [] });
    const certificate = this.find(member).certificates.find((each) => each.order.id === order.id);
    if (certificate === undefined) throw new Error('the issued certificate is not there');
    const { file, password } = certificate;
    const home = join(this.#options.home, 'home', member);
    const imported = order.place === 'os' ? await importIntoStore(home, file, password) : null;
    return { certificate, imported, importCommands: importCommands(file, password) };
  }

  async #equip(read: readonly Persona[]): Promise<readonly Customer[]> {
    const { home, pki, revocation } = this.#options;
    const maker: CertificateMaker = {
      dir: join(home, 'certificates'),
      pki,
      pointers: revocation.pointers,
      revoke: revocation.revoke,
      superseded: (old) => this.#superseded.push(old),
    };
    return Promise.all(
      read.map(async (filed): Promise<Customer> => {
        const persona = withIssued(filed, this.#issued);
        const certificates: PersonaCertificate[] = [];
        for (const order of persona.certificates) certificates.push(await ensureCertificate(maker, persona, order));
        const [certificate] = certificates;
        if (certificate === undefined) throw new Error(`${persona.id} has no certificate`);
        return { persona, certificate, certificates, filed };
      }),
    );
  }

  #parts(personas: readonly Holder[]): BankParts {
    const { config } = this.#moved();
    return {
      personas,
      superseded: this.#superseded,
      now: this.#options.clock.now(),
      pinTries: config.pin.tries,
      passwordTries: config.password.tries,
      intentVersion: config.intent.version,
    };
  }

  #moved(): Bank {
    if (this.#bank === null) throw new Error('nobody has moved in yet');
    return this.#bank;
  }

  async #remember(more: Partial<Issued>): Promise<void> {
    this.#issued = { ...this.#issued, ...more };
    await writeIssued(this.#options.home, this.#issued);
  }

  #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#last.then(change);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
