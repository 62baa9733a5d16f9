import type { Log } from '../../diagnostics/log.ts';
import { whyNotLoad, type ModuleFile } from './module-file.ts';
import type { ModuleProcess, ProcessHost } from './process-host.ts';
import {
  answers,
  moduleMessage,
  type AnswerTo,
  type Asked,
  type ModuleMessage,
  type ModuleRequest,
} from './protocol.ts';
import { RestartBudget } from './restart-budget.ts';
import type { Timing } from './timing.ts';
import type { TokenFailureCode, TokenIdentity, TokenResult } from './token-port.ts';

type Failed = Extract<TokenResult<never>, { ok: false }>;
type Request = Extract<ModuleRequest, { kind: Asked }>;
type RequestOf<K extends Asked> = Extract<Request, { kind: K }>;
type BodyOf<K extends Asked> = Omit<RequestOf<K>, 'id'>;
type Failure = Omit<Extract<ModuleMessage, { kind: 'failure' }>, 'code'> & { readonly code: TokenFailureCode };
type Pending = {
  readonly id: number;
  readonly receive: (message: Failure | Extract<ModuleMessage, { kind: 'answer' }>) => void;
};

type Moments = {
  readonly sent?: () => void;
  readonly answered?: () => void;
  /** What it is when no answer comes in time and that is not the module's fault. */
  readonly late?: TokenFailureCode;
};

const failed = (code: TokenFailureCode): Failed => ({ ok: false, code });

export type ModuleClientOptions = {
  readonly module: ModuleFile & { readonly id: string };
  readonly host: ProcessHost;
  readonly timing: Timing;
  readonly monotonic: () => number;
  readonly log: Log | null;
  /** While watched: the names of what is plugged in, at every look. */
  readonly onTokens: (tokens: readonly string[]) => void;
};

/**
 * One module in its own process, started when first needed. Requests go one after the other; whatever goes wrong in the process
 * (crash, hang, nonsense) ends it, and the next request starts another, within the restart budget.
 */
export class ModuleClient {
  readonly #options: ModuleClientOptions;
  readonly #budget: RestartBudget;
  #process: ModuleProcess | null = null;
  #pending: Pending | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  /** Grows when what was asked before is not wanted any more. */
  #generation = 0;
  #watching = false;
  #silence: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(options: ModuleClientOptions) {
    this.#options = options;
    this.#budget = new RestartBudget(options.timing.restarts.max, options.timing.restarts.per);
  }

  list(): Promise<TokenResult<AnswerTo<'list'>>> {
    return this.#ask<'list'>({ kind: 'list' }, this.#options.timing.list);
  }

  pinState(token: TokenIdentity['token']): Promise<TokenResult<AnswerTo<'pin-state'>>> {
    return this.#ask<'pin-state'>({ kind: 'pin-state', token }, this.#options.timing.list);
  }

  /** Wipes the copy of the PIN it makes, not the caller's. The process that saw a PIN is ended. */
  async sign(request: BodyOf<'sign'>): Promise<TokenResult<Uint8Array>> {
    const { sign, pinOnReader } = this.#options.timing;
    if (request.pin === null) return this.#ask<'sign'>(request, pinOnReader, { late: 'token.pin-timed-out' });
    // Posting a view would post the whole buffer it looks at, whatever else is in it.
    const pin = Uint8Array.from(request.pin);
    try {
      return await this.#ask<'sign'>({ ...request, pin }, sign, {
        sent: () => void pin.fill(0),
        answered: () => this.#retire(),
      });
    } finally {
      pin.fill(0);
    }
  }

  watch(on: boolean): void {
    if (this.#closed || this.#watching === on) return;
    this.#watching = on;
    if (this.#process === null) this.#revive(0);
    else this.#sendWatch(this.#process);
  }

  /** Ends what is under way, and what waits behind it. */
  cancel(): void {
    this.#generation += 1;
    if (this.#pending !== null) this.#retire();
  }

  close(): void {
    this.#closed = true;
    this.#watching = false;
    this.#generation += 1;
    this.#retire();
  }

  #ask<K extends Asked>(body: BodyOf<K>, limit: number, moments: Moments = {}): Promise<TokenResult<AnswerTo<K>>> {
    const generation = this.#generation;
    return this.#inTurn(async () => {
      if (generation !== this.#generation) return failed('token.module-failed');
      const process = await this.#ready();
      if (typeof process === 'string') return failed(process);
      if (generation !== this.#generation) return failed('token.module-failed');
      const result = await this.#exchange<K>(process, body, limit, moments);
      moments.answered?.();
      // It said itself that something is broken: the next request finds it started anew.
      if (!result.ok && result.code === 'token.module-failed' && this.#process === process) this.#retire();
      return result;
    });
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(act);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** A process with the module loaded, or why there is none. */
  async #ready(): Promise<ModuleProcess | TokenFailureCode> {
    if (this.#closed) return 'token.module-failed';
    if (this.#process !== null) return this.#process;
    const { module, host, monotonic, timing } = this.#options;
    if (!this.#budget.allows(monotonic())) return 'token.module-failed';
    const reason = await whyNotLoad(module);
    if (reason !== null) {
      this.#options.log?.warn({ module: module.id, failure: reason }, 'token module not loaded');
      return reason;
    }
    // Closed while the file was looked at.
    if (this.#isClosed()) return 'token.module-failed';
    const process = host.start(module.id);
    this.#process = process;
    process.onMessage((message) => {
      this.#receive(process, message);
    });
    process.onExit(() => {
      this.#fail(process, 'ended by itself');
    });
    const loaded = await this.#exchange<'load'>(process, { kind: 'load', path: module.path }, timing.list);
    if (!loaded.ok) {
      this.#fail(process, 'could not be loaded');
      return loaded.code;
    }
    if (this.#watching) this.#sendWatch(process);
    return process;
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #exchange<K extends Asked>(
    process: ModuleProcess,
    body: BodyOf<K>,
    limit: number,
    { sent, late }: Moments = {},
  ): Promise<TokenResult<AnswerTo<K>>> {
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      // Ended before it was asked.
      if (this.#process !== process) {
        resolve(failed('token.module-failed'));
        return;
      }
      const timer = setTimeout(() => {
        if (late === undefined) this.#fail(process, `did not answer ${body.kind} in time`);
        else this.#retire(late);
      }, limit);
      this.#pending = {
        id,
        receive: (message) => {
          clearTimeout(timer);
          this.#pending = null;
          if (message.kind === 'failure') {
            const { code, tries, ckr } = message;
            this.#options.log?.info({ module: this.#options.module.id, failure: code, ckr }, 'token refused');
            resolve(tries === null ? failed(code) : { ok: false, code, tries });
            return;
          }
          const value = answers[body.kind].safeParse(message.value);
          if (!value.success) {
            resolve(failed('token.module-failed'));
            this.#fail(process, `gave no proper answer to ${body.kind}`);
            return;
          }
          // The table of answers has this type at this key, which the compiler does not follow.
          resolve({ ok: true, value: value.data as AnswerTo<K> });
        },
      };
      process.post({ ...body, id });
      sent?.();
    });
  }

  #receive(process: ModuleProcess, raw: unknown): void {
    // A late word of a process that was ended.
    if (this.#process !== process) return;
    const message = moduleMessage.safeParse(raw);
    if (!message.success) {
      this.#fail(process, 'sent something else than a message');
      return;
    }
    this.#listenForSilence(process);
    if (message.data.kind === 'tokens') {
      if (this.#watching) this.#options.onTokens(message.data.tokens);
    } else if (this.#pending?.id === message.data.id) this.#pending.receive(message.data);
    else this.#fail(process, 'answered what was not asked');
  }

  /** A watched module that goes silent hangs, though nobody asked it anything. */
  #listenForSilence(process: ModuleProcess): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
    if (!this.#watching) return;
    const { poll, list } = this.#options.timing;
    this.#silence = setTimeout(() => {
      if (this.#pending !== null) this.#listenForSilence(process);
      else this.#fail(process, 'went silent');
    }, poll + list);
  }

  #sendWatch(process: ModuleProcess): void {
    process.post({ kind: 'watch', every: this.#watching ? this.#options.timing.poll : null });
    this.#listenForSilence(process);
  }

  #fail(process: ModuleProcess, why: string): void {
    if (this.#process !== process) return;
    this.#budget.failed(this.#options.monotonic());
    this.#options.log?.warn({ module: this.#options.module.id, why }, 'token module failed');
    this.#retire();
  }

  /** Ends the process; whoever waits for it gets a failure. */
  #retire(code: Failed['code'] = 'token.module-failed'): void {
    const process = this.#process;
    const pending = this.#pending;
    this.#process = null;
    this.#pending = null;
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
    process?.kill();
    pending?.receive({ kind: 'failure', id: pending.id, code, tries: null, ckr: null });
    this.#revive(this.#options.timing.poll);
  }

  /** A watched module is started again, as far as the budget allows. */
  #revive(after: number): void {
    if (!this.#watching) return;
    const timer = setTimeout(() => {
      if (!this.#watching || this.#process !== null) return;
      void this.#inTurn(() => this.#ready()).then((started) => {
        if (typeof started === 'string' && this.#process === null) this.#revive(this.#options.timing.poll);
      });
    }, after);
    timer.unref();
  }
}
