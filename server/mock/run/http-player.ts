import * as oauth from 'openid-client';
import { ZodError } from 'zod';
import type { Permission } from '../../contract/catalogue.ts';
import type { Step } from '../../contract/snapshot.ts';
import { AppClient, Refused, type Place } from './app-client.ts';
import { differences } from './check.ts';
import { hasHonestStep, honest } from './honest.ts';
import { networkTrouble } from './network-trouble.ts';
import type { Player } from './player.ts';
import type { Script, ScriptStep } from './script.ts';
import { isTrouble, tell, type Seen } from './seen.ts';
import { identityOf, personOf, type Person, type Site } from './site.ts';
import { TppClient, type Started } from './tpp-client.ts';

type With<A extends ScriptStep['action']> = Extract<ScriptStep, { action: A }>['with'];

/** Plays the steps of a flow as the app speaks to the server: the same requests, without the app. */
export class HttpPlayer implements Player {
  readonly #site: Site;
  readonly #script: Script;
  readonly #person: Person;
  #tpp: TppClient | null = null;
  #started: Started | null = null;
  #app: AppClient | null = null;
  #location: URL | null = null;
  #seen: Seen = { kind: 'nothing' };

  constructor(site: Site, script: Script) {
    this.#site = site;
    this.#script = script;
    this.#person = personOf(site, script.persona);
  }

  get trouble(): string | null {
    return isTrouble(this.#seen) ? tell(this.#seen) : null;
  }

  async play(step: ScriptStep): Promise<readonly string[]> {
    if (step.action === 'expect') {
      const found = differences(step.with, this.#seen);
      return found.length === 0 ? [] : [...found, `(what happened: ${tell(this.#seen)})`];
    }
    this.#seen = await this.#act(step);
    return [];
  }

  async close(): Promise<void> {
    await Promise.all([this.#tpp?.close(), this.#app?.close()]);
  }

  async #act(step: Exclude<ScriptStep, { action: 'expect' }>): Promise<Seen> {
    try {
      return await this.#carryOut(step);
    } catch (error) {
      if (error instanceof Refused) return this.#refused(error);
      if (error instanceof oauth.ResponseBodyError)
        return { kind: 'tpp-refused', error: error.error, description: error.error_description ?? '' };
      const trouble = networkTrouble(error);
      if (trouble !== null) return { kind: 'broken', ...trouble };
      // An answer that is no problem body, e.g. of a gateway: what the app makes of it, too.
      if (error instanceof SyntaxError || error instanceof ZodError)
        return { kind: 'refused', code: 'environment.server-error', triesLeft: null, snapshot: null };
      throw error;
    }
  }

  #refused({ problem }: Refused): Seen {
    const snapshot = problem.snapshot === undefined ? null : this.#client.snapshot;
    return { kind: 'refused', code: problem.code, triesLeft: problem.triesLeft ?? null, snapshot };
  }

  get #client(): AppClient {
    if (this.#app === null) throw new Error('nothing is open: begin with start');
    return this.#app;
  }

  async #carryOut(step: Exclude<ScriptStep, { action: 'expect' }>): Promise<Seen> {
    switch (step.action) {
      case 'ask':
        return this.#ask();
      case 'open':
        return this.#open();
      case 'open-again':
        return this.#open();
      case 'start': {
        const asked = await this.#ask();
        return isTrouble(asked) ? asked : this.#open();
      }
      case 'certificate':
        return this.#certificate(step.with ?? 'own');
      case 'password':
        return this.#place(await this.#client.submitPassword(passwordOf(this.#person, step.with ?? 'own')));
      case 'services':
        return this.#services(step.with ?? 'preselected');
      case 'pin':
        return this.#pin(step.with ?? {});
      case 'skip-pin':
        return this.#command('skip-inquiry-pin');
      case 'confirm':
        return this.#command('confirm-result');
      case 'permit':
        return this.#place(await this.#client.permit());
      case 'register-another':
      case 'refuse':
      case 'back':
      case 'extend':
      case 'cancel':
        return this.#command(step.action);
      case 'look':
        return this.#place(await this.#client.reload());
      case 'walk':
        return this.#walk(step.with);
      case 'collect':
        return this.#collect();
      case 'leave-certificates':
      case 'token-pin':
      case 'return':
        throw new Error(`${step.action} is for "by: app"`);
      case 'on':
      case 'off':
      case 'reset':
      case 'clock':
        throw new Error('a step about the world');
      default:
        return step satisfies never;
    }
  }

  async #ask(): Promise<Seen> {
    this.#tpp ??= await TppClient.open({ world: this.#site, clientId: this.#script.tpp });
    this.#started = await this.#tpp.start();
    return { kind: 'nothing' };
  }

  async #open(): Promise<Seen> {
    if (this.#started === null) throw new Error('nothing was asked for: begin with start or ask');
    const before = this.#app;
    this.#app = new AppClient({ world: this.#site, identity: null });
    await before?.close();
    return this.#place(await this.#app.open(this.#started.url.searchParams));
  }

  async #certificate(which: 'own' | 'none'): Promise<Seen> {
    await this.#client.useIdentity(which === 'none' ? null : await identityOf(this.#site, this.#person));
    return this.#place(await this.#client.presentCertificate());
  }

  async #services(choice: NonNullable<With<'services'>>): Promise<Seen> {
    const permissions = permissionsOf(this.#client.step('services'), choice);
    return this.#place(await this.#client.command({ kind: 'choose-services', permissions }));
  }

  async #pin({ account, number }: NonNullable<With<'pin'>>): Promise<Seen> {
    const { accounts } = this.#client.step('inquiryPin');
    const chosen = accounts.find((one) =>
      account === undefined ? one.state === 'unregistered' : one.account.last3 === account,
    );
    if (chosen === undefined) throw new Error(`no such account in step 3: ${account ?? 'an unregistered one'}`);
    const pin = number ?? this.#person.accounts.find(({ last3 }) => last3 === chosen.account.last3)?.pin ?? '0000';
    return this.#place(await this.#client.registerPin(chosen.account.id, pin));
  }

  async #command(
    kind: 'skip-inquiry-pin' | 'confirm-result' | 'register-another' | 'refuse' | 'back' | 'extend' | 'cancel',
  ): Promise<Seen> {
    return this.#place(await this.#client.command({ kind }));
  }

  /** One honest step after the other; a refusal on the way ends it. */
  async #walk(target: With<'walk'>): Promise<Seen> {
    let seen: Seen = { kind: 'step', snapshot: this.#client.snapshot };
    for (let moves = 0; moves < 12; moves += 1) {
      if (seen.kind !== 'step' || seen.snapshot.step.kind === target) return seen;
      const at = seen.snapshot.step.kind;
      if (!hasHonestStep(at)) return seen;
      seen = await this.#act(honest[at]);
    }
    throw new Error(`never came to ${target}`);
  }

  async #collect(): Promise<Seen> {
    if (this.#tpp === null || this.#started === null || this.#location === null)
      throw new Error('the browser is not back at the TPP');
    const { tokens } = await this.#tpp.finish(this.#location, this.#started);
    const { status, body } = await this.#tpp.read('/resources/v1/accounts', tokens.access_token, this.#started.dpop);
    if (status !== 200)
      return { kind: 'tpp-refused', error: `HTTP ${String(status)}`, description: JSON.stringify(body) };
    const { accounts } = body as { accounts?: readonly unknown[] };
    return { kind: 'collected', accounts: accounts?.length ?? 0 };
  }

  #place(place: Place): Seen {
    if (place.kind === 'step') return place;
    this.#location = place.location;
    const { searchParams } = place.location;
    return {
      kind: 'returned',
      error: searchParams.get('error'),
      description: searchParams.get('error_description') ?? '',
    };
  }
}

export const wrongPassword = 'Wrong2026x';

export const passwordOf = (person: Person, word: string): string =>
  word === 'own' ? person.loginPassword : word === 'wrong' ? wrongPassword : word;

export function permissionsOf(
  step: Omit<Extract<Step, { kind: 'services' }>, never>,
  choice: NonNullable<With<'services'>>,
): Permission[] {
  if (choice === 'nothing') return [];
  if (choice === 'preselected') return [...step.chosen];
  const offered = step.services.map(({ id, accounts }) => ({
    service: id,
    accounts: accounts.filter(({ unavailable }) => unavailable === null).map(({ account }) => account),
  }));
  if (choice === 'everything') return offered.filter(({ accounts }) => accounts.length > 0);
  const idOf = (last3: string): string => step.accounts.find((account) => account.last3 === last3)?.id ?? last3;
  return Object.entries(choice).map(([service, accounts]) => ({
    service: service as Permission['service'],
    accounts: accounts.map(idOf),
  }));
}
