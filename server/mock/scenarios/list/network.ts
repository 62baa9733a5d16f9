import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { problemOf } from '../../../http/problems.ts';
import { newReference } from '../../../http/reference.ts';
import { Refusal } from '../../../http/refusal.ts';
import type { Exchange } from '../gate.ts';
import { appPoints, points } from '../points.ts';
import { defineScenario } from '../scenario.ts';
import { faultyServer, serverFaults } from '../server-identity.ts';

const pointsParameter = z.array(z.enum(points)).min(1).max(points.length);
/** How many requests it meets before it stops by itself; left out: every one. */
const timesParameter = z.int().min(1).max(1000).nullable().default(null);

const never = {
  ja: 'TLSの段階で失敗するため、その先の応答は決して見えません。',
  en: 'It fails in TLS, so nothing that would come after is ever seen.',
};

/** Counts down; `false` when there is nothing left. */
function counter(times: number | null): () => boolean {
  let left = times;
  return () => {
    if (left === null) return true;
    left -= 1;
    return left >= 0;
  };
}

function answerProblem(response: ServerResponse): void {
  const problem = problemOf(new Refusal('environment.server-error'), newReference());
  response.writeHead(problem.status, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(problem));
}

/** What a proxy in front of a server that is down says: no problem body, no reference. */
function answerGateway(response: ServerResponse): void {
  response.writeHead(502, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
}

const serverError = defineScenario({
  id: 'server-error',
  title: { ja: 'サーバーエラー', en: 'Server error' },
  what: {
    ja: '指定した手順の要求に、サーバーが処理する前にエラーを返します(problem: 参照番号つき、gateway: 途中の機器の502)。',
    en: 'Requests at the named points are answered with an error instead of being handled.',
  },
  codes: ['environment.server-error'],
  holds: ['transport'],
  scope: ['personas', 'tpps'],
  excludes: { 'tls-failure': never },
  parameters: z.strictObject({
    at: pointsParameter.default([...appPoints]),
    form: z.enum(['problem', 'gateway']).default('problem'),
    times: timesParameter,
  }),
  start({ stage, parameters, scope }) {
    const due = counter(parameters.times);
    const stop = stage.gate.add({
      points: parameters.at,
      scope,
      act(_visit, { request, response }) {
        if (!due()) return Promise.resolve(false);
        request.resume();
        if (parameters.form === 'problem') answerProblem(response);
        else answerGateway(response);
        return Promise.resolve(true);
      },
    });
    return Promise.resolve({ stop });
  },
});

/** The server does what it is asked, and the answer never arrives. */
function loseAnswer({ response }: Exchange): void {
  const { socket } = response;
  const end = (): ServerResponse => {
    socket?.destroy();
    return response;
  };
  Object.assign(response, { write: () => true, end });
}

const connectionCut = defineScenario({
  id: 'connection-cut',
  title: { ja: '通信の切断', en: 'Connection cut' },
  what: {
    ja: '指定した手順で接続が切れます(before: 届く前、after: サーバーは処理したが答えが届かない)。',
    en: 'The connection breaks at the named points: before the request arrives, or after it was carried out.',
  },
  codes: ['environment.offline'],
  holds: ['transport'],
  scope: ['personas', 'tpps'],
  excludes: { 'tls-failure': never },
  parameters: z.strictObject({
    at: pointsParameter.default([...appPoints]),
    when: z.enum(['before', 'after']).default('before'),
    times: timesParameter,
  }),
  start({ stage, parameters, scope }) {
    const due = counter(parameters.times);
    const stop = stage.gate.add({
      points: parameters.at,
      scope,
      act(_visit, exchange) {
        if (!due()) return Promise.resolve(false);
        if (parameters.when === 'after') {
          loseAnswer(exchange);
          return Promise.resolve(false);
        }
        exchange.request.socket.destroy();
        return Promise.resolve(true);
      },
    });
    return Promise.resolve({ stop });
  },
});

const latency = defineScenario({
  id: 'latency',
  title: { ja: '応答の遅れ', en: 'Latency and jitter' },
  what: {
    ja: '指定した場所の応答を、決まった時間とばらつきの分だけ遅らせます。',
    en: 'Requests wait before they are handled: a fixed time and a random part.',
  },
  codes: [],
  holds: ['latency'],
  scope: ['personas', 'tpps'],
  parameters: z.strictObject({
    at: pointsParameter.default([...points]),
    ms: z.int().min(0).max(120_000).default(1500),
    jitterMs: z.int().min(0).max(60_000).default(500),
  }),
  start({ stage, parameters, scope }) {
    const ended = new AbortController();
    const take = stage.gate.add({
      points: parameters.at,
      scope,
      async act() {
        const { ms, jitterMs } = parameters;
        // Whoever waits when it is switched off goes on at once.
        await wait(ms + randomInt(jitterMs + 1), undefined, { signal: ended.signal }).catch(() => undefined);
        return false;
      },
    });
    return Promise.resolve({
      stop: () => {
        take();
        ended.abort();
      },
    });
  },
});

const tlsFailure = defineScenario({
  id: 'tls-failure',
  title: { ja: 'サーバー証明書の異常', en: 'TLS failure' },
  what: {
    ja: 'サーバーが、別の認証局・期限切れ・未来の日付・別名の証明書を示します。日付の異常は、アプリには時計のずれに見えます。',
    en: 'The server shows a certificate of another authority, out of date, from the future, or for another name.',
  },
  codes: ['environment.server-untrusted', 'environment.clock-wrong'],
  holds: ['tls'],
  parameters: z.strictObject({
    fault: z.enum(serverFaults).default('wrong-authority'),
    on: z
      .array(z.enum(['issuer', 'certificate']))
      .min(1)
      .max(2)
      .default(['issuer']),
  }),
  async start({ stage, parameters }) {
    const identity = await faultyServer(stage.pki, parameters.fault);
    for (const listener of parameters.on) stage.showCertificate(listener, identity);
    return {
      stop: () => {
        for (const listener of parameters.on) stage.showCertificate(listener, null);
      },
    };
  },
});

export const networkScenarios = [serverError, connectionCut, latency, tlsFailure];
