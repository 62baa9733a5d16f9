import type { Entry, KeptMessage, Query } from './contract.ts';

const inMessage = ({ headers, body }: KeptMessage, text: string): boolean =>
  headers.some((header) => header.join(': ').toLowerCase().includes(text)) ||
  (body?.text?.toLowerCase().includes(text) ?? false);

function hasText(entry: Entry, text: string): boolean {
  const wanted = text.toLowerCase();
  return (
    `${entry.method} ${entry.url} ${entry.tpp ?? ''} ${entry.trace ?? ''}`.toLowerCase().includes(wanted) ||
    inMessage(entry.request, wanted) ||
    inMessage(entry.response, wanted)
  );
}

function hasStatus({ status }: Entry, wanted: string): boolean {
  if (wanted === 'none') return status === null;
  return wanted.endsWith('xx')
    ? Math.floor((status ?? 0) / 100) === Number(wanted.slice(0, 1))
    : String(status) === wanted;
}

/** Whether an entry is one of those that are asked for. */
export function matches(entry: Entry, query: Query): boolean {
  const { text, party, status, code, tpp, flow, after, before } = query;
  return (
    (after === undefined || entry.id > after) &&
    (before === undefined || entry.id < before) &&
    (flow === undefined || entry.flow === flow) &&
    (tpp === undefined || entry.tpp === tpp) &&
    (party === undefined || entry.from === party) &&
    (status === undefined || hasStatus(entry, status)) &&
    (code === undefined || entry.problem?.code === code) &&
    (text === undefined || text === '' || hasText(entry, text))
  );
}

/** Without what the TPP's client saw of an exchange that a listener saw too: the same request id, the same status. */
export function withoutDoubles(entries: readonly Entry[], both: boolean): readonly Entry[] {
  if (both) return entries;
  const key = ({ trace, status }: Entry): string => `${trace ?? ''} ${String(status)}`;
  const seen = new Set(entries.filter(({ place, trace }) => place !== 'tpp-client' && trace !== null).map(key));
  return entries.filter((entry) => entry.place !== 'tpp-client' || entry.trace === null || !seen.has(key(entry)));
}
