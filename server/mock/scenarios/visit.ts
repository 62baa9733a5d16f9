import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { z } from 'zod';
import { findMember, findCertificateOwner } from '../../bank/members.ts';
import { certificateName } from '../../certificates/certificate-name.ts';
import { findFlow, findFlowByTicket, type Flow } from '../../consent/flow-store.ts';
import { memberOf } from '../../consent/state.ts';
import { clientHeader } from '../../contract/reply.ts';
import type { CommandKind } from '../../contract/command.ts';
import type { Database } from '../../storage/database.ts';
import { peekBody } from './peek-body.ts';
import type { Point } from './points.ts';

export type ListenerName = 'issuer' | 'certificate' | 'mutual' | 'tpp' | 'pages';

/** One request, as far as it is known before it is answered. */
export type Visit = {
  readonly point: Point;
  readonly persona: string | null;
  readonly tpp: string | null;
  readonly flow: Flow | null;
  /** Id of the pushed request that is being opened. */
  readonly pushed: string | null;
};

type Known = Omit<Visit, 'point'>;

const nobody: Known = { persona: null, tpp: null, flow: null, pushed: null };

const pointOfCommand: Readonly<Record<Exclude<CommandKind, 'back'>, Point>> = {
  'submit-password': 'password',
  'choose-services': 'services',
  'register-inquiry-pin': 'inquiryPin',
  'skip-inquiry-pin': 'inquiryPin',
  'confirm-result': 'inquiryPinResult',
  'register-another': 'inquiryPinResult',
  permit: 'consent',
  refuse: 'consent',
  cancel: 'cancel',
  extend: 'extend',
};

const commandSchema = z.object({ command: z.object({ kind: z.string() }) });
const ticketSchema = z.object({ ticket: z.string() });

function json<S extends z.ZodType>(schema: S, text: string | null): z.output<S> | null {
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON: whoever handles it says so
  }
}

/** Reads what a request is about; `null` for one that no scenario knows. */
export async function visitOf(
  database: Database,
  listener: ListenerName,
  request: IncomingMessage,
): Promise<Visit | null> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const place = `${request.method ?? ''} ${url.pathname}`;
  switch (listener) {
    case 'certificate':
      return certificateVisit(database, place, request);
    case 'pages':
      return place === 'GET /authorize' ? { point: 'launch', ...opening(url.searchParams) } : null;
    case 'tpp':
      return place.startsWith('GET /callback/')
        ? { point: 'return', ...nobody, tpp: url.pathname.split('/')[2] ?? null }
        : null;
    case 'issuer':
    case 'mutual':
      return issuerVisit(database, place, url, request);
    default:
      return listener satisfies never;
  }
}

const pushedPattern = /^urn:ietf:params:oauth:request_uri:([\w-]{8,128})$/;

const opening = (query: URLSearchParams): Known => ({
  ...nobody,
  tpp: query.get('client_id'),
  pushed: pushedPattern.exec(query.get('request_uri') ?? '')?.[1] ?? null,
});

async function issuerVisit(
  database: Database,
  place: string,
  url: URL,
  request: IncomingMessage,
): Promise<Visit | null> {
  if (place === 'POST /request' || place === 'POST /token') {
    const body = new URLSearchParams((await peekBody(request)) ?? '');
    return { point: place === 'POST /request' ? 'par' : 'token', ...nobody, tpp: body.get('client_id') };
  }
  if (place === 'GET /authorize')
    return {
      point: request.headers[clientHeader] === undefined ? 'launch' : 'authorize',
      ...opening(url.searchParams),
    };
  if (place.startsWith('GET /resources/')) return { point: 'resources', ...nobody };
  const resumed = /^GET \/authorize\/([\w-]+)$/.exec(place)?.[1];
  if (resumed !== undefined) return { point: 'resume', ...(await knownByInteraction(database, resumed)) };
  const at = /^(GET|POST) \/interaction\/([\w-]+)(\/commands|\/certificate-proof|)$/.exec(place);
  if (at === null) return null;
  const [, method, uid = '', what] = at;
  const known = await knownByInteraction(database, uid);
  if (method === 'GET' && what === '') return { point: 'look', ...known };
  if (method === 'POST' && what === '/certificate-proof') return { point: 'certificate', ...known };
  if (method !== 'POST' || what !== '/commands') return null;
  return { point: pointOf(json(commandSchema, await peekBody(request))?.command.kind, known.flow), ...known };
}

/** 「戻る」 and what is no command at all belong to the step the flow stands at. */
function pointOf(kind: string | undefined, flow: Flow | null): Point {
  if (kind !== undefined && Object.hasOwn(pointOfCommand, kind))
    return pointOfCommand[kind as keyof typeof pointOfCommand];
  const at = flow?.state.at;
  return at === 'services' || at === 'inquiryPin' || at === 'inquiryPinResult' || at === 'consent' ? at : 'look';
}

async function certificateVisit(database: Database, place: string, request: IncomingMessage): Promise<Visit | null> {
  const persona = await holder(database, request);
  if (place === 'GET /hello') return { point: 'hello', ...nobody, persona };
  if (place !== 'POST /certificate') return null;
  const ticket = json(ticketSchema, await peekBody(request))?.ticket;
  const flow = ticket === undefined ? null : ((await findFlowByTicket(database, ticket)) ?? null);
  return { point: 'certificate', persona, tpp: flow?.clientId ?? null, flow, pushed: null };
}

async function holder(database: Database, { socket }: IncomingMessage): Promise<string | null> {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return null;
  return (await findCertificateOwner(database, certificateName(certificate))) ?? null;
}

const interactionSchema = z.object({ cid: z.string() });

/** The flow behind an interaction's address. Nothing is decided by it but whether a scenario concerns the request. */
async function knownByInteraction(database: Database, uid: string): Promise<Known> {
  const row = await database
    .selectFrom('oidc')
    .select('payload_json')
    .where('model', '=', 'Interaction')
    .where('id', '=', uid)
    .executeTakeFirst();
  const cid = json(interactionSchema, row?.payload_json ?? null)?.cid;
  const flow = cid === undefined ? undefined : await findFlow(database, cid);
  if (flow === undefined) return nobody;
  const memberId = memberOf(flow.state);
  const member = memberId === null ? undefined : await findMember(database, memberId);
  return { persona: member?.id ?? null, tpp: flow.clientId, flow, pushed: null };
}
