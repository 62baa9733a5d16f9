import { problemSchema } from '../../server/contract/problem.ts';
import type { Permission } from '../../server/contract/catalogue.ts';
import {
  linkSchema,
  linksPageSchema,
  receiptSchema,
  type LinksPage,
  type LinkView,
} from '../../server/contract/links.ts';
import {
  linksSnapshotSchema,
  type LinksCommand,
  type LinksSnapshot,
  type LinksStep,
} from '../../server/contract/links-session.ts';
import { AppClient, personaIdentity, Refused, seal, type Answer, type Identity } from './app-client.ts';
import type { ReachedWorld } from './reached-world.ts';
import { personaOf } from './walk.ts';

/** The app's view of the links without its window: a login without a TPP, and what follows it. */
export class LinksClient {
  readonly app: AppClient;
  #snapshot: LinksSnapshot | null = null;

  constructor(world: ReachedWorld, identity: Identity | null) {
    this.app = new AppClient({ world, identity });
  }

  /** Logged in as a persona, or as somebody else with a certificate of his own. */
  static async loggedIn(
    world: ReachedWorld,
    personaId: string,
    other: { readonly identity: Identity; readonly password: string } | null = null,
  ): Promise<LinksClient> {
    const client = new LinksClient(world, other?.identity ?? (await personaIdentity(world, personaId)));
    await client.open();
    await client.presentCertificate();
    await client.submitPassword(other?.password ?? personaOf(world, personaId).loginPassword);
    client.step('open');
    return client;
  }

  get snapshot(): LinksSnapshot {
    if (this.#snapshot === null) throw new Error('no session is open');
    return this.#snapshot;
  }

  step<K extends LinksStep['kind']>(kind: K): Extract<LinksStep, { kind: K }> {
    const { step } = this.snapshot;
    if (!isStep(step, kind)) throw new Error(`expected step ${kind}, the server is at ${step.kind}`);
    return step;
  }

  /** Value of the session's cookie. */
  get cookie(): string {
    return this.app.cookies.header(new URL('/links', this.app.world.issuer)).split('=')[1] ?? '';
  }

  async open(): Promise<LinksSnapshot> {
    return this.#accept(await this.post('/links/sessions'));
  }

  async reload(): Promise<LinksSnapshot> {
    return this.#accept(await this.get('/links/session'));
  }

  async presentCertificate(ticket = this.step('certificate').ticket): Promise<LinksSnapshot> {
    return this.#accept(await this.app.postCertificate(JSON.stringify({ ticket })));
  }

  async prove(proof: string): Promise<LinksSnapshot> {
    return this.#accept(await this.post('/links/session/certificate-proof', { proof }));
  }

  async command(command: LinksCommand, revision = this.snapshot.revision): Promise<LinksSnapshot> {
    return this.#accept(await this.send(command, revision));
  }

  send(command: LinksCommand, revision = this.snapshot.revision): Promise<Answer> {
    return this.post('/links/session/commands', { session: this.snapshot.session, revision, command });
  }

  async submitPassword(password: string): Promise<LinksSnapshot> {
    const { seal: key } = this.step('password');
    const sealed = await seal(password, key, 'login-password', this.snapshot.session);
    return this.command({ kind: 'submit-password', sealed });
  }

  async list(query = ''): Promise<LinksPage> {
    return linksPageSchema.parse(this.#body(await this.get(`/links${query}`)));
  }

  async read(id: string): Promise<LinkView> {
    return linkSchema.parse(this.#body(await this.get(`/links/${id}`)));
  }

  async revoke(id: string): Promise<LinkView> {
    return linkSchema.parse(this.#body(await this.post(`/links/${id}/revocation`)));
  }

  async reduce(id: string, permissions: readonly Permission[]): Promise<LinkView> {
    return linkSchema.parse(this.#body(await this.post(`/links/${id}/reduction`, { permissions })));
  }

  async receipt(id: string): Promise<string> {
    return receiptSchema.parse(this.#body(await this.get(`/links/${id}/receipt`))).receipt;
  }

  get(path: string): Promise<Answer> {
    return this.app.send(path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.app.send(path, {
      method: 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  close(): Promise<void> {
    return this.app.close();
  }

  #body({ status, text }: Answer): unknown {
    if (status < 400) return JSON.parse(text);
    const problem = problemSchema.parse(JSON.parse(text));
    if (problem.snapshot !== undefined) this.#snapshot = linksSnapshotSchema.parse(problem.snapshot);
    throw new Refused(status, problem);
  }

  #accept(answer: Answer): LinksSnapshot {
    this.#snapshot = linksSnapshotSchema.parse(this.#body(answer));
    return this.#snapshot;
  }
}

function isStep<K extends LinksStep['kind']>(step: LinksStep, kind: K): step is Extract<LinksStep, { kind: K }> {
  return step.kind === kind;
}

/** The code a request was refused with. */
export async function codeOf(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.problem.code;
}
