import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeCheckpoint } from '../../../server/mock/control/checkpoint.ts';
import { askControl } from '../../../server/mock/control/control-client.ts';
import { worldSchema } from '../../../server/mock/control/contract.ts';
import { readWorldFile } from '../../../server/mock/control/world-file.ts';
import { FileProblems } from '../../../server/mock/customers/file-problems.ts';
import { shippedPersonas } from '../../../server/mock/persona.ts';
import { ScenariosOn } from '../../../server/mock/scenarios/switchboard.ts';
import { shippedTpps } from '../../../server/mock/tpp/registered.ts';
import { LinksClient } from '../../support/links-client.ts';
import { TppClient } from '../../support/tpp-client.ts';
import { TppVisit } from '../../support/tpp-visit.ts';
import { beginJourney, walkThrough, walkTo } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const nobody = { added: [], changed: [], removed: [] };
const people = ['02-kanri-hanako', '13-kanri-sakurako'];
const providers = ['kaikei-mirai', 'shikin-navi', 'shiharai-bin', 'zandaka-memo'];

let test: TestWorld;
let folders: { personas: string; tpps: string };
beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'renkei-reload-'));
  folders = { personas: join(root, 'personas'), tpps: join(root, 'tpps') };
  for (const name of people) await cp(join(shippedPersonas, `${name}.json`), join(folders.personas, `${name}.json`));
  for (const name of providers) await cp(join(shippedTpps, `${name}.json`), join(folders.tpps, `${name}.json`));
  test = await openTestWorld(folders);
});
afterAll(async () => {
  await test.close();
  await rm(join(folders.tpps, '..'), { recursive: true, force: true });
});

const fileOf = (clientId: string): string => join(folders.tpps, `${clientId}.json`);
const edit = async (file: string, change: (text: string) => string, from = file): Promise<void> => {
  const before = await readFile(from, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${file}`);
  await writeFile(file, after);
};
const visit = () => new TppVisit(test.world);
const reload = () => test.world.reload();
const books = async () => JSON.stringify([...(await takeCheckpoint(test.world.database))]);
const bankRow = (clientId: string) =>
  test.world.database.selectFrom('tpps').selectAll().where('client_id', '=', clientId).executeTakeFirstOrThrow();
const recordOf = async (clientId: string) =>
  JSON.parse((await bankRow(clientId)).record_json) as { readonly name: { readonly ja: string } };
const linksOf = async (clientId: string) =>
  test.world.database.selectFrom('links').selectAll().where('client_id', '=', clientId).execute();
const listed = async () => {
  const file = await readWorldFile(test.world.home);
  if (file === null) throw new Error('no control.json');
  return (await askControl(file, 'GET', '/mock/world', worldSchema)).tpps;
};
const firstAccount = (text: string): string => /href="(\/accounts\/[^"]+)"/.exec(text)?.[1] ?? '';
/** What the server says to a provider that pushes a request with its own key. */
const asks = async (clientId: string): Promise<string> => {
  const tpp = await TppClient.open({ world: test.world, clientId });
  try {
    await tpp.start();
    return 'accepted';
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return error.error;
    throw error;
  } finally {
    await tpp.close();
  }
};

describe('a provider with a file of one’s own', () => {
  it.each([
    ['neko-cho', 'private_key_jwt', 'dpop'],
    ['tls-cho-2', 'tls_client_auth', 'mtls'],
  ])('%s asks and gets at once, by %s', async (clientId, method, binding) => {
    const standing = visit();
    const connected = await standing.link('/shikin-navi', 'shikin-navi');
    await edit(
      fileOf(clientId),
      (text) =>
        text
          .replace('"kaikei-mirai"', `"${clientId}"`)
          .replace('"path": "/"', `"path": "/${clientId}"`)
          .replace('クラウド会計みらい', `新しい${clientId}`)
          .replace('"private_key_jwt"', `"${method}"`)
          .replace('"dpop"', `"${binding}"`),
      fileOf('kaikei-mirai'),
    );
    expect(await reload()).toEqual({ personas: nobody, tpps: { added: [clientId], changed: [], removed: [] } });

    expect((await visit().page('/')).text).toContain(`href="/${clientId}">新しい${clientId}`);
    const visitor = visit();
    const launch = await visitor.connect(`/${clientId}`, clientId);
    expect(launch.url.origin).toBe(test.world.pages);
    expect(launch.text).toContain(`新しい${clientId}`);
    expect((await visitor.permit(launch)).url.pathname).toBe(`/connected/${clientId}`);
    expect(await visitor.result(clientId)).toMatchObject({ ok: true, tpp: clientId });
    expect((await listed()).find((tpp) => tpp.clientId === clientId)).toMatchObject({
      name: { ja: `新しい${clientId}` },
      path: `/${clientId}`,
      suspended: false,
    });
    // Who was there before has his browser, his link and his tokens.
    expect((await standing.page(firstAccount(connected.text))).text).toContain('入出金明細(');
  });

  it('is registered anew when it was changed: name, services, steps, and how long a link lasts', async () => {
    const visitor = visit();
    const connected = await visitor.link('/', 'kaikei-mirai');
    await edit(fileOf('kaikei-mirai'), (text) =>
      text
        .replace('クラウド会計みらい', '会計あした')
        .replace(/"services": \[.*\]/, '"services": ["balance"]')
        .replace('"fixedServices": false', '"fixedServices": true')
        .replace('"linkDays": 90', '"linkDays": 30'),
    );
    const keys = await readFile(join(test.world.home, 'tpp-keys', 'kaikei-mirai.jwk.json'), 'utf8');
    expect((await reload()).tpps).toEqual({ added: [], changed: ['kaikei-mirai'], removed: [] });
    expect(await readFile(join(test.world.home, 'tpp-keys', 'kaikei-mirai.jwk.json'), 'utf8')).toBe(keys);

    // The link it had stands, for what it is still registered for.
    const page = await visitor.page('/connected/kaikei-mirai');
    expect(page.text).toContain('会計あした');
    expect((await visitor.page(firstAccount(connected.text))).text).toContain('invalid_token: HTTP 403');

    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    const { location, steps } = await walkThrough(journey);
    expect(steps).toEqual(['certificate', 'password', 'consent']);
    const { details } = await journey.tpp.finish(location, journey.started);
    const until = Date.parse(details[0]?.until ?? '');
    expect(until).toBeLessThan(Date.now() + 31 * 86_400_000);
    expect(details[0]?.permissions.map(({ service }) => service)).toEqual(['balance']);
    await journey.close();
  });

  it('proves itself by a new certificate when its company has another name', async () => {
    await edit(fileOf('shiharai-bin'), (text) =>
      text.replace('びんペイメント株式会社', 'びん, 送金 "株式会社"'.replaceAll('"', '')),
    );
    expect((await reload()).tpps.changed).toEqual(['shiharai-bin']);
    expect((await visit().link('/shiharai-bin', 'shiharai-bin')).url.pathname).toBe('/connected/shiharai-bin');
  });

  it('can be suspended and admitted by its file; its browsers see it', async () => {
    const visitor = visit();
    const connected = await visitor.link('/shikin-navi', 'shikin-navi');
    await edit(fileOf('shikin-navi'), (text) => text.replace('"suspended": false', '"suspended": true'));
    expect((await reload()).tpps.changed).toEqual(['shikin-navi']);
    expect(await asks('shikin-navi')).toBe('invalid_client');
    expect((await listed()).find(({ clientId }) => clientId === 'shikin-navi')).toMatchObject({ suspended: true });
    expect((await visitor.page(firstAccount(connected.text))).text).toContain('連携は終わりました');
    await edit(fileOf('shikin-navi'), (text) => text.replace('"suspended": true', '"suspended": false'));
    await reload();
    expect(await asks('shikin-navi')).toBe('accepted');
  });

  it('that is gone can do nothing any more; its links have ended, and are still on record under its name', async () => {
    const { world } = test;
    const [text, visitor] = [await readFile(fileOf('zandaka-memo'), 'utf8'), visit()];
    await visitor.link('/zandaka-memo', 'zandaka-memo');
    const done = await beginJourney(world, { clientId: 'zandaka-memo', personaId: 'kanri-hanako' });
    const { tokens } = await done.tpp.finish((await walkThrough(done)).location, done.started);
    const underWay = await beginJourney(world, { clientId: 'zandaka-memo', personaId: 'kanri-hanako' });
    await walkTo(underWay, 'consent');

    await rm(fileOf('zandaka-memo'));
    expect((await reload()).tpps).toEqual({ added: [], changed: [], removed: ['zandaka-memo'] });
    expect((await visitor.page('/zandaka-memo')).status).toBe(404);
    expect((await visitor.page('/connected/zandaka-memo')).status).toBe(404);
    expect((await visit().page('/')).text).not.toContain('残高メモ');
    expect((await listed()).map(({ clientId }) => clientId)).not.toContain('zandaka-memo');
    expect(await asks('zandaka-memo')).toBe('invalid_client');
    await expect(underWay.app.permit()).rejects.toMatchObject({ problem: { code: 'authorization.tpp-suspended' } });
    const read = await done.tpp.read('/resources/v1/accounts', tokens.access_token, done.started.dpop);
    expect(read).toMatchObject({ status: 401, body: { code: 'access.ended' } });
    await expect(
      oauth.refreshTokenGrant(done.tpp.configuration, tokens.refresh_token ?? '', undefined, {
        DPoP: done.started.dpop,
      }),
    ).rejects.toMatchObject({ error: 'invalid_client' });
    const customer = await LinksClient.loggedIn(world, 'kanri-hanako');
    const { links } = await customer.list();
    const own = links.filter(({ tpp }) => tpp.name.ja === '残高メモ');
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ status }) => status))).toEqual(new Set(['ended']));

    // Back again: the same keys, but what has ended stays so.
    await writeFile(fileOf('zandaka-memo'), text);
    expect((await reload()).tpps.added).toEqual(['zandaka-memo']);
    expect(await asks('zandaka-memo')).toBe('accepted');
    expect(new Set((await linksOf('zandaka-memo')).map(({ status }) => status))).toEqual(new Set(['ended']));
    expect((await done.tpp.read('/resources/v1/accounts', tokens.access_token, done.started.dpop)).status).toBe(401);
    expect((await visit().link('/zandaka-memo', 'zandaka-memo')).url.pathname).toBe('/connected/zandaka-memo');
    await Promise.all([done.close(), underWay.close(), customer.close()]);
  });
});

describe('files read again', () => {
  const sakurako = () => join(folders.personas, '13-kanri-sakurako.json');
  let before: readonly [string, string];
  beforeEach(async () => {
    before = [await readFile(fileOf('shikin-navi'), 'utf8'), await readFile(sakurako(), 'utf8')];
  });
  afterEach(async () => {
    await writeFile(fileOf('shikin-navi'), before[0]);
    await writeFile(sakurako(), before[1]);
    await test.world.switchboard.reset();
    await reload();
  });
  const rename = (): Promise<void> => edit(fileOf('shikin-navi'), (text) => text.replace('資金繰りナビ', '資金ナビ改'));

  it('change nothing of persons and providers when one file of either is wrong', async () => {
    const [rows, list] = [await books(), await listed()];
    await rename();
    await edit(sakurako(), (text) => text.replace('"佐倉 咲子"', '"佐倉 桜子"').replace('"unit"', '"unti"'));
    await expect(reload()).rejects.toThrow(FileProblems);
    await expect(reload()).rejects.toThrow(/13-kanri-sakurako\.json:\d+:\d+: unti/);
    await writeFile(sakurako(), before[1].replace('"佐倉 咲子"', '"佐倉 桜子"'));
    await edit(fileOf('shikin-navi'), (text) => text.replace('"linkDays": 180', '"linkDays": 7'));
    await expect(reload()).rejects.toThrow(/shikin-navi\.json:\d+:\d+: linkDays/);
    expect(await books()).toBe(rows);
    expect(await listed()).toEqual(list);
    expect((await visit().page('/shikin-navi')).text).toContain('資金繰りナビ');
    expect(test.world.customers.find('kanri-sakurako').persona.name).toBe('佐倉 咲子');
  });

  it('hold links to providers of the new set only', async () => {
    await rm(fileOf('shikin-navi'));
    await expect(reload()).rejects.toThrow(/13-kanri-sakurako\.json:\d+:\d+: links\[1\]\.tpp: no such provider/);
    expect(await asks('shikin-navi')).toBe('accepted');
    await edit(sakurako(), (text) => text.replace('"tpp": "shikin-navi"', '"tpp": "momo-pay"'));
    await edit(
      fileOf('momo-pay'),
      (text) => text.replace('"shikin-navi"', '"momo-pay"').replace('"/shikin-navi"', '"/momo-pay"'),
      join(shippedTpps, 'shikin-navi.json'),
    );
    expect(await reload()).toEqual({
      personas: { added: [], changed: ['kanri-sakurako'], removed: [] },
      tpps: { added: ['momo-pay'], changed: [], removed: ['shikin-navi'] },
    });
    expect((await linksOf('momo-pay')).map(({ member_id, status }) => [member_id, status])).toEqual([
      ['kanri-sakurako', 'active'],
    ]);
    await rm(fileOf('momo-pay'));
  });

  it('wait for no scenario: while one is on they are refused, and it is taken back to what it found', async () => {
    const rows = await books();
    await test.world.switchboard.on('tpp-fixed-services');
    await rename();
    await expect(reload()).rejects.toThrow(ScenariosOn);
    await expect(reload()).rejects.toThrow('tpp-fixed-services');
    expect((await recordOf('shikin-navi')).name.ja).toBe('資金繰りナビ');
    await test.world.switchboard.reset();
    expect(await books()).toBe(rows);
    expect((await reload()).tpps.changed).toEqual(['shikin-navi']);
    expect((await recordOf('shikin-navi')).name.ja).toBe('資金ナビ改');
  });

  it('let a scenario that is switched on meanwhile begin with the new set, and leave nothing behind', async () => {
    await rename();
    const reloading = reload();
    const switched = test.world.switchboard.on('tpp-suspended', { at: 'now' });
    expect((await reloading).tpps.changed).toEqual(['shikin-navi']);
    const rows = { ...(await bankRow('shikin-navi')), suspended: 0 };
    expect(await switched).toMatchObject({ ok: true });
    expect((await bankRow('shikin-navi')).suspended).toBe(1);
    await test.world.switchboard.reset();
    expect(await bankRow('shikin-navi')).toEqual(rows);
    expect((await recordOf('shikin-navi')).name.ja).toBe('資金ナビ改');
  });
});

describe('a world that starts again with other files', () => {
  it('tells the bank who was changed and who is gone; what a tester did to the others stays', async () => {
    const suspend = (id: string, suspended: number) =>
      test.world.database.updateTable('tpps').set({ suspended }).where('client_id', '=', id).execute();
    await suspend('shikin-navi', 1);
    await rm(fileOf('zandaka-memo'));
    await edit(fileOf('shiharai-bin'), (text) => text.replace('支払いびん', '支払いかめ'));
    await test.restart();
    expect((await recordOf('shiharai-bin')).name.ja).toBe('支払いかめ');
    expect(await asks('zandaka-memo')).toBe('invalid_client');
    expect(await asks('shikin-navi')).toBe('invalid_client');
    expect((await visit().page('/zandaka-memo')).status).toBe(404);
    await suspend('shikin-navi', 0);
    const certificate = join(test.world.home, 'tpp-keys', 'certificates', 'shiharai-bin.pem');
    const before = await readFile(certificate, 'utf8');
    await test.restart();
    expect(await asks('shikin-navi')).toBe('accepted');
    expect(await readFile(certificate, 'utf8')).toBe(before);
  });

  it('knows a person again whose file was gone for a run', async () => {
    const file = join(folders.personas, '02-kanri-hanako.json');
    const text = await readFile(file, 'utf8');
    await rm(file);
    await test.restart();
    expect(test.world.personas.map(({ persona }) => persona.id)).toEqual(['kanri-sakurako']);
    await writeFile(file, text);
    await test.restart();
    expect((await visit().link('/', 'kaikei-mirai')).text).toContain('連携が完了しました');
    // What happened since then stays over the next start.
    await test.restart();
    const standing = (await linksOf('kaikei-mirai')).filter(({ status }) => status === 'active');
    expect(standing.map(({ member_id }) => member_id)).toContain('kanri-hanako');
  });

  it('leads to one of them where nobody’s start page is at the simulator’s own address', async () => {
    await edit(fileOf('kaikei-mirai'), (text) => text.replace('"path": "/"', '"path": "/kaikei-mirai"'));
    await reload();
    expect((await visit().page('/')).url.pathname).toBe('/kaikei-mirai');
    expect((await visit().page('/nothing')).status).toBe(404);
  });
});
