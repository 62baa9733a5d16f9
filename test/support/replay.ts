import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { z } from 'zod';

const exchangeSchema = z.object({
  endpoint: z.enum(['issuer', 'certificate']),
  method: z.enum(['GET', 'POST']),
  url: z.url(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  body: z.string(),
  status: z.int(),
});
type Exchange = z.infer<typeof exchangeSchema>;

export type ReplayResult = {
  readonly sent: number;
  readonly refused: number;
  /** Method, path and status of what was answered as if it were new. */
  readonly accepted: readonly string[];
};

export type ReplayInput = {
  /** One recorded exchange per line. */
  readonly traffic: string;
  /** PEM of the test authority. */
  readonly ca: string;
  readonly certificate: { readonly file: string; readonly password: string };
};

/** Headers that belong to the old connection. */
const perConnection = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** What changes something or hands something out; keys, metadata and the empty greeting do not. */
function isConsequential({ method, url, status }: Exchange): boolean {
  const { pathname } = new URL(url);
  return status < 400 && (method === 'POST' || pathname.startsWith('/authorize') || pathname.startsWith('/resources/'));
}

async function repeat(exchange: Exchange, agent: Agent): Promise<number> {
  const headers = Object.entries(exchange.headers).filter(([name]) => !perConnection.has(name));
  const answer = await request(exchange.url, {
    method: exchange.method,
    headers: Object.fromEntries(headers),
    body: exchange.method === 'POST' ? exchange.body : null,
    dispatcher: agent,
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** Sends every consequential request of a recording once more, to the letter: cookies, assertions, proofs and all. */
export async function replayTraffic({ traffic, ca, certificate }: ReplayInput): Promise<ReplayResult> {
  const lines = readFileSync(traffic, 'utf8').split('\n').filter(Boolean);
  const exchanges = lines.map((line) => exchangeSchema.parse(JSON.parse(line))).filter(isConsequential);
  const trusted = { ca: readFileSync(ca) };
  const agents = {
    issuer: new Agent({ connect: trusted }),
    certificate: new Agent({
      connect: { ...trusted, pfx: readFileSync(certificate.file), passphrase: certificate.password },
    }),
  };
  try {
    const accepted: string[] = [];
    for (const exchange of exchanges) {
      const status = await repeat(exchange, agents[exchange.endpoint]);
      if (status < 400) accepted.push(`${exchange.method} ${new URL(exchange.url).pathname} ${String(status)}`);
    }
    return { sent: exchanges.length, refused: exchanges.length - accepted.length, accepted };
  } finally {
    await Promise.all([agents.issuer.close(), agents.certificate.close()]);
  }
}
