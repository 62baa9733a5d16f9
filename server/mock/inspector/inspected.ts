import type { IncomingMessage, OutgoingHttpHeaders, RequestListener } from 'node:http';
import { watched } from '../watch.ts';
import type { Place } from './contract.ts';
import type { Inspector } from './inspector.ts';

/** A little more than what is ever kept of a body. */
const mostBytes = 80 * 1024;

/** Header names and values as they came, repeated ones too. */
function pairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    list.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return list;
}

const sentBack = (headers: OutgoingHttpHeaders): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, String(each)]),
  );

/** Wraps a listener's handler so that the inspector sees every exchange but those with itself. */
export function inspected(
  place: Exclude<Place, 'tpp-client'>,
  origin: () => string,
  inspector: Inspector,
  handle: RequestListener,
): RequestListener {
  return watched(
    handle,
    (request) =>
      place === 'pages' && /^\/(?:inspector|mock)(?:[/?]|$)/.test(request.url ?? '') ? null : inspector.begin(),
    ({ request, sent, response, responseHeaders, answered, complete }, begun) => {
      const isAnswered = complete || response.headersSent;
      inspector.record({
        place,
        method: request.method ?? '',
        url: URL.canParse(request.url ?? '/', origin()) ? new URL(request.url ?? '/', origin()).href : origin(),
        status: isAnswered ? response.statusCode : null,
        failure: complete ? null : 'the connection ended before the answer did',
        requestHeaders: pairs(request),
        requestBody: sent,
        responseHeaders: isAnswered ? sentBack(responseHeaders) : [],
        responseBody: complete ? answered : Buffer.alloc(0),
        begun,
      });
    },
    mostBytes,
  );
}
