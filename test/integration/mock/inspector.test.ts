import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesSchema, entrySchema } from '../../../server/mock/inspector/contract.ts';
import { harSchema } from '../../../server/mock/inspector/har.ts';
import { beginJourney, walkThrough } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

describe('the inspector of a world', () => {
  let test: TestWorld;
  let secrets: string[];
  beforeAll(async () => {
    test = await openTestWorld();
    const journey = await beginJourney(test.world);
    const { location } = await walkThrough(journey);
    const { tokens } = await journey.tpp.finish(location, journey.started);
    await journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
    await request(`${test.world.tpp}/`).then((answer) => answer.body.dump());
    await journey.close();
    secrets = [
      journey.persona.loginPassword,
      journey.started.state,
      journey.started.codeVerifier,
      location.searchParams.get('code') ?? '',
      journey.started.url.searchParams.get('request_uri') ?? '',
      tokens.access_token,
      tokens.refresh_token ?? '',
      tokens.id_token ?? '',
      ...journey.persona.accounts.map(({ number }) => number),
      // Everything the app's and the TPP's messages carried that is random.
      ...test.recorded.flatMap(({ headers, body }) => [
        ...[headers['dpop'] ?? []].flat(),
        ...(headers.cookie ?? '').split(/; |=/),
        new URLSearchParams(body).get('client_assertion') ?? '',
        /"(?:ticket|sealed)":"([^"]+)"/.exec(body)?.[1] ?? '',
      ]),
    ].filter((secret) => secret.length > 6 && !secret.startsWith('_'));
  });
  afterAll(() => test.close());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request(`${test.world.pages}${path}`, { headers });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const entries = async (query = '') =>
    entriesSchema.parse(JSON.parse((await get(`/inspector/entries?${query}`)).text)).entries;

  it('has the whole flow on one line, from the pushed request to the accounts', async () => {
    const par = (await entries('text=/request&tpp=kaikei-mirai')).find(({ method }) => method === 'POST');
    const flow = await entries(`flow=${String(par?.flow)}`);
    const seen = flow.map(({ method, url, from }) => `${from} ${method} ${new URL(url).pathname.split('/')[1] ?? ''}`);
    for (const step of [
      'tpp POST request',
      'app GET authorize',
      'app GET interaction',
      'app POST certificate',
      'app POST interaction',
      'tpp POST token',
      'tpp GET resources',
    ])
      expect(seen).toContain(step);
    expect(flow.map(({ sinceStart }) => sinceStart)).toEqual(
      flow.map(({ sinceStart }) => sinceStart).sort((one, other) => one - other),
    );
    expect(new Set(flow.map(({ tpp }) => tpp))).toEqual(new Set(['kaikei-mirai']));
  });

  it('shows no secret of that flow anywhere it answers', async () => {
    expect(secrets.length).toBeGreaterThan(30);
    const pages = await Promise.all(
      ['/inspector', '/inspector/entries?both=1&limit=1000', '/inspector/export.har', '/inspector/report.md'].map(
        (path) => get(path),
      ),
    );
    const details = await Promise.all(
      (await entries()).map(({ id }) => get(`/inspector/entries/${String(id)}`, { accept: 'text/html' })),
    );
    const all = [...pages, ...details].map(({ text }) => text).join('\n');
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(all).toContain('*code:');
  });

  it('exports what its own schemas take', async () => {
    const har = await get('/inspector/export.har');
    expect(har.headers['content-disposition']).toContain('renkei.har');
    expect(harSchema.parse(JSON.parse(har.text)).log.entries.length).toBeGreaterThan(10);
    const report = await get('/inspector/report.md');
    expect(report.text).toContain('oidc-provider: 9.');
    const [first] = await entries();
    expect(entrySchema.parse(JSON.parse((await get(`/inspector/entries/${String(first?.id)}`)).text))).toEqual(first);
  });

  it('tells followers of what happens', async () => {
    const answer = await request(`${test.world.pages}/inspector/events`);
    await request(`${test.world.tpp}/`).then((page) => page.body.dump());
    let text = '';
    for await (const chunk of answer.body) {
      text += String(chunk);
      if (text.includes('event: entry')) break;
    }
    const newest = (await entries()).at(-1);
    expect(text).toContain(`id: ${String(newest?.id)}\n`);
  });

  it('does not look at itself, and answers nothing but its own name', async () => {
    const before = (await entries()).length;
    await get('/inspector');
    expect((await entries()).length).toBe(before);
    expect((await get('/inspector/entries', { host: 'evil.example' })).status).toBe(403);
    const clear = await request(`${test.world.pages}/inspector/clear`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    await clear.body.dump();
    expect([clear.statusCode, (await entries()).length]).toEqual([403, before]);
  });

  it('says what is wrong with a query', async () => {
    const { status, text } = await get('/inspector/entries?status=abc');
    expect([status, text.includes('status')]).toEqual([400, true]);
    expect((await get('/inspector/entries/999999')).status).toBe(404);
  });
});
