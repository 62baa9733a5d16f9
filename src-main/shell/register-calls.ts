import { calls, type Answers, type CallInput, type CallName } from '../contract/calls.ts';
import type { Failure, Result } from '../contract/failure.ts';
import { isTrustedSender, type Sender } from './sender-gate.ts';

export type Handlers = { readonly [K in CallName]: (input: CallInput<K>) => Promise<Answers[K]> | Answers[K] };

/** A refusal a handler wants the renderer to see; everything else thrown is unexpected. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export type Transport = {
  handle(channel: string, answer: (event: { senderFrame: Sender | null }, input: unknown) => Promise<unknown>): void;
};

type Failures = {
  readonly known: (code: 'ipc.untrusted-sender' | 'ipc.invalid-input') => Failure;
  readonly unexpected: (call: CallName, error: unknown) => Failure;
};

const fail = (failure: Failure): Result<never> => ({ ok: false, failure });

/** Answers every call of the table: who asks is checked first, then what is asked. Nothing is thrown across. */
export function registerCalls(transport: Transport, handlers: Handlers, failures: Failures): void {
  const register = (name: CallName): void => {
    // The table ties name, input and answer together; within the loop only the name is known.
    const handler = handlers[name] as (input: unknown) => Promise<unknown>;
    transport.handle(name, async (event, raw): Promise<Result<unknown>> => {
      if (!isTrustedSender(event.senderFrame)) return fail(failures.known('ipc.untrusted-sender'));
      const input = calls[name].safeParse(raw);
      if (!input.success) return fail(failures.known('ipc.invalid-input'));
      try {
        return { ok: true, value: await handler(input.data) };
      } catch (error) {
        return fail(error instanceof Refused ? error.failure : failures.unexpected(name, error));
      }
    });
  };
  for (const name of Object.keys(calls) as CallName[]) register(name);
}
