import { publicAccount } from '../bank/accounts.ts';
import type { TppRecord } from '../bank/records.ts';
import { serviceRecord } from '../bank/catalogue.ts';
import type { ServerConfig } from '../config.ts';
import type { Permission, Words } from '../contract/catalogue.ts';
import type { AttestedSealKey, PinAccount, Step } from '../contract/snapshot.ts';
import { accountsOf, granted, leftOut, preselection, stillOffered } from './choice.ts';
import type { Books } from './books.ts';
import type { ChoosingState, FlowState, StateAt } from './state.ts';

/** What a step shows besides the books; gathered by the shell. */
export type StepExtras = {
  readonly ticket: string;
  readonly proofNonce: string;
  readonly seal: AttestedSealKey;
  readonly passwordTriesLeft: number;
  readonly endsOn: string;
  readonly existing: { readonly endsOn: string; readonly permissions: readonly Permission[] } | null;
};

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
type Open = Exclude<FlowState, { at: 'permitted' | 'refused' | 'cancelled' }>;

/** What the customer's screen needs, and no more. */
export function stepView(state: Open, books: Books, config: ServerConfig, extras: StepExtras): Step {
  switch (state.at) {
    case 'certificate':
      return {
        kind: 'certificate',
        origin: config.certificateOrigin,
        ticket: extras.ticket,
        proof: { nonce: extras.proofNonce, audience: config.issuer },
      };
    case 'password':
      return {
        kind: 'password',
        member: { name: books.member?.name ?? '', company: books.member?.company ?? '' },
        seal: extras.seal,
        length: { min: config.password.min, max: config.password.max },
        triesLeft: extras.passwordTriesLeft,
      };
    case 'services':
      return servicesStep(state, books);
    case 'inquiryPin':
      return {
        kind: 'inquiryPin',
        accounts: pinAccounts(state, books, config),
        digits: config.pin.digits,
        seal: extras.seal,
      };
    case 'inquiryPinResult':
      return { kind: 'inquiryPinResult', accounts: pinAccounts(state, books, config) };
    case 'consent':
      return consentStep(state, books, config, extras);
    case 'stopped':
      return { kind: 'stopped', code: state.code };
    default:
      return state satisfies never;
  }
}

function servicesStep(state: StateAt<'services'>, { accounts, facts }: Books): Step {
  return {
    kind: 'services',
    accounts: accounts.map(publicAccount),
    services: facts.offers.map((offer) => ({ ...serviceRecord(offer.service), accounts: [...offer.accounts] })),
    chosen: state.chosen.length === 0 ? preselection(facts) : stillOffered(state.chosen, facts),
  };
}

function pinAccounts(state: ChoosingState, { accounts, facts }: Books, config: ServerConfig): PinAccount[] {
  const chosen = new Set(accountsOf(state.chosen));
  return accounts
    .filter((account) => chosen.has(account.id))
    .map((account) => {
      const filed = facts.pins.get(account.id) ?? 'none-on-file';
      const now = filed === 'registered' && state.registeredNow.includes(account.id);
      return {
        account: publicAccount(account),
        state: now ? 'registered-now' : filed,
        triesLeft: Math.max(0, config.pin.tries - account.pinFailures),
        registeredAt: account.pinRegisteredAt,
      };
    });
}

function consentStep(state: StateAt<'consent'>, books: Books, config: ServerConfig, extras: StepExtras): Step {
  const { tpp, member, accounts, facts } = books;
  const permissions = granted(state.chosen, facts);
  const shown = new Set(accountsOf(state.chosen));
  const company = member?.company ?? '';
  return {
    kind: 'consent',
    company,
    ...(member === null ? {} : { member: member.name }),
    // The ones left out are named, too.
    accounts: accounts.filter((account) => shown.has(account.id)).map(publicAccount),
    services: permissions.map((permission) => {
      const { id, kind, label } = serviceRecord(permission.service);
      return { id, kind, label, accounts: permission.accounts };
    }),
    leftOut: leftOut(state.chosen, facts),
    endsOn: extras.endsOn,
    days: tpp.linkDays,
    intent: {
      version: config.intent.version,
      text: intentText(config, tpp, company),
    },
    existing: extras.existing === null ? null : existingLink(extras.existing, books),
  };
}

/** The link that stands, as far as its accounts are still the customer's. */
function existingLink(
  { endsOn, permissions }: NonNullable<StepExtras['existing']>,
  { accounts }: Books,
): NonNullable<StepOf<'consent'>['existing']> {
  return {
    endsOn,
    services: permissions.map((permission) => {
      const { id, kind, label } = serviceRecord(permission.service);
      const held = accounts.filter((account) => permission.accounts.includes(account.id));
      return { id, kind, label, accounts: held.map(publicAccount) };
    }),
  };
}

/** The 意思確認 with the names filled in: what the customer reads, and what is kept with his decision. */
export const intentText = (
  { intent, bank }: Pick<ServerConfig, 'intent' | 'bank'>,
  tpp: TppRecord,
  company: string,
): Words => ({
  ja: fillIn(intent.text.ja, { tpp: tpp.name.ja, bank: bank.name.ja, company }),
  en: fillIn(intent.text.en, { tpp: tpp.name.en, bank: bank.name.en, company }),
});

/** In one pass, so that a name with braces in it stays a name. */
const fillIn = (text: string, names: Readonly<Record<'tpp' | 'bank' | 'company', string>>): string =>
  text.replace(/\{(tpp|bank|company)\}/g, (_, name: 'tpp' | 'bank' | 'company') => names[name]);
