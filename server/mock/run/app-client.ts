import { readFile } from 'node:fs/promises';
import * as jose from 'jose';
import { Agent, request } from 'undici';
import type { Command, SealPurpose } from '../../contract/command.ts';
import { problemSchema, type Problem } from '../../contract/problem.ts';
import { clientHeader, replySchema, type Reply } from '../../contract/reply.ts';
import { snapshotSchema, type SealKey, type Snapshot, type Step } from '../../contract/snapshot.ts';
import { CookieJar } from './cookie-jar.ts';
import { connectionsTo, type ReachedSite, type ReachedWorld } from './reached-world.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** What a certificate presents itself with: a file for the OS store, or PEM parts. None: no certificate at all. */
export type Identity =
  { readonly pfx: Buffer; readonly passphrase: string } | { readonly cert: string; readonly key: string };

/** Where the app stands after an answer: in a step, or handed back to the TPP. */
export type Place =
  { readonly kind: 'step'; readonly snapshot: Snapshot } | { readonly kind: 'returned'; readonly location: URL };

/** A refusal, as an exception so that a test's happy path reads straight. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  readonly status: number;
  constructor(status: number, problem: Problem) {
    super(`${String(status)} ${problem.code}: ${problem.detail ?? problem.title}`);
    this.status = status;
    this.problem = problem;
  }
}

export async function personaIdentity(world: ReachedWorld, personaId: string): Promise<Identity> {
  const found = world.personas.find(({ persona }) => persona.id === personaId);
  if (!found) throw new Error(`no persona ${personaId}`);
  return { pfx: await readFile(found.certificate.file), passphrase: found.certificate.password };
}

export function seal(secret: string, key: SealKey, purpose: SealPurpose, flow: string): Promise<string> {
  return new jose.CompactEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid, purpose, flow })
    .encrypt({ ...key });
}

export type AppClientOptions = {
  readonly world: ReachedSite;
  readonly identity: Identity | null;
  readonly version?: string;
};

/** The app without its window: walks one authorization over real TLS as the desktop client does. */
export class AppClient {
  readonly world: ReachedSite;
  readonly cookies = new CookieJar();
  readonly #plain: Agent;
  #mutual: Agent;
  readonly #version: string;
  #uid = '';
  #snapshot: Snapshot | null = null;

  constructor({ world, identity, version = '0.1.0' }: AppClientOptions) {
    this.world = world;
    this.#version = version;
    const ca = world.pki.serverCa.pem;
    const shared = connectionsTo(world);
    this.#plain = new Agent({ ...shared, connect: { ca } });
    this.#mutual = new Agent({ ...shared, connect: { ca, ...identity } });
  }

  /** Another certificate for the next login. */
  async useIdentity(identity: Identity | null): Promise<void> {
    const before = this.#mutual;
    const ca = this.world.pki.serverCa.pem;
    this.#mutual = new Agent({ ...connectionsTo(this.world), connect: { ca, ...identity } });
    await before.destroy();
  }

  get snapshot(): Snapshot {
    if (this.#snapshot === null) throw new Error('no step is open');
    return this.#snapshot;
  }

  get uid(): string {
    return this.#uid;
  }

  /** The current step; throws when it is another one. */
  step<K extends Step['kind']>(kind: K): Extract<Step, { kind: K }> {
    const { step } = this.snapshot;
    if (!isStep(step, kind)) throw new Error(`expected step ${kind}, the server is at ${step.kind}`);
    return step;
  }

  /** One request to the issuer with this client's cookies and version; never follows a redirect. */
  async send(
    url: string | URL,
    options: {
      readonly method?: 'GET' | 'POST';
      readonly headers?: Record<string, string>;
      readonly body?: string;
    } = {},
  ): Promise<Answer> {
    const target = new URL(url, this.world.issuer);
    const cookie = this.cookies.header(target);
    const response = await request(target, {
      method: options.method ?? 'GET',
      headers: { [clientHeader]: this.#version, ...(cookie === '' ? {} : { cookie }), ...options.headers },
      body: options.body ?? null,
      dispatcher: this.#plain,
    });
    const set = response.headers['set-cookie'];
    this.cookies.keep(set === undefined ? [] : [set].flat());
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  }

  /** Opens `{issuer}/authorize` with the parameters a deep link brought. */
  async open(parameters: URLSearchParams): Promise<Place> {
    const query = new URLSearchParams();
    for (const name of ['client_id', 'request_uri']) query.set(name, parameters.get(name) ?? '');
    return this.#follow(new URL(`/authorize?${query.toString()}`, this.world.issuer));
  }

  async reload(): Promise<Place> {
    return this.#accept(await this.send(`/interaction/${this.#uid}`));
  }

  async command(command: Command, revision = this.snapshot.revision): Promise<Place> {
    return this.#accept(await this.post({ flow: this.snapshot.flow, revision, command }));
  }

  /** A command request with any body. */
  post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(`/interaction/${this.#uid}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** 手順1-①: opens the certificate endpoint, then proves the certificate with the step's ticket. */
  async presentCertificate(ticket = this.step('certificate').ticket): Promise<Place> {
    return this.#accept(await this.postCertificate(JSON.stringify({ ticket })));
  }

  async postCertificate(body: string): Promise<Answer> {
    const origin = this.world.certificateOrigin;
    const hello = await request(`${origin}/hello`, { dispatcher: this.#mutual });
    await hello.body.dump();
    const response = await request(`${origin}/certificate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [clientHeader]: this.#version },
      body,
      dispatcher: this.#mutual,
    });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  }

  async submitPassword(password: string): Promise<Place> {
    const { seal: key } = this.step('password');
    const sealed = await seal(password, key, 'login-password', this.snapshot.flow);
    return this.command({ kind: 'submit-password', sealed });
  }

  async registerPin(account: string, pin: string): Promise<Place> {
    const { seal: key } = this.step('inquiryPin');
    const sealed = await seal(pin, key, 'inquiry-pin', this.snapshot.flow);
    return this.command({ kind: 'register-inquiry-pin', account, sealed });
  }

  permit(): Promise<Place> {
    return this.command({ kind: 'permit', intentVersion: this.step('consent').intent.version });
  }

  async close(): Promise<void> {
    await Promise.all([this.#plain.destroy(), this.#mutual.destroy()]);
  }

  async #accept(answer: Answer): Promise<Place> {
    if (answer.status >= 400) throw this.#refusal(answer);
    const reply: Reply = replySchema.parse(JSON.parse(answer.text));
    if (reply.kind === 'resume') return this.#follow(new URL(reply.location));
    this.#snapshot = reply.snapshot;
    return { kind: 'step', snapshot: reply.snapshot };
  }

  #refusal(answer: Answer): Refused {
    const problem = problemSchema.parse(JSON.parse(answer.text));
    if (problem.snapshot !== undefined) this.#snapshot = snapshotSchema.parse(problem.snapshot);
    return new Refused(answer.status, problem);
  }

  async #follow(url: URL): Promise<Place> {
    if (url.origin !== this.world.issuer) return { kind: 'returned', location: url };
    const uid = /^\/interaction\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (uid !== undefined) {
      this.#uid = uid;
      return this.reload();
    }
    const answer = await this.send(url);
    if (answer.status >= 400) throw this.#refusal(answer);
    const location = answer.headers['location'];
    if (typeof location !== 'string')
      throw new Error(`no redirect from ${url.pathname} (HTTP ${String(answer.status)})`);
    return this.#follow(new URL(location, url));
  }
}

function isStep<K extends Step['kind']>(step: Step, kind: K): step is Extract<Step, { kind: K }> {
  return step.kind === kind;
}
