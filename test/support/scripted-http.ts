import type { Problem } from '../../server/contract/problem.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../src-main/consent/http.ts';

type Scripted = HttpAnswer | Promise<HttpAnswer> | Error;

/** Answers in turn; an answer may be one that waits until the test lets it come. */
export class ScriptedHttp implements Http {
  readonly sent: HttpRequest[] = [];
  closed = false;
  readonly #answers: Scripted[] = [];

  will(...answers: Scripted[]): void {
    this.#answers.push(...answers);
  }

  send(sent: HttpRequest): Promise<HttpAnswer> {
    this.sent.push(sent);
    const next = this.#answers.shift();
    if (next === undefined) throw new Error(`no answer for ${sent.method} ${sent.url}`);
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

export const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  location: null,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

export const problem = (over: Partial<Problem> & Pick<Problem, 'code'>): HttpAnswer =>
  json(422, { type: 'about:blank', title: 'x', status: 422, reference: 'SRV0-0001', ...over });
