import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTppKey } from '../../../server/mock/tpp/keys.ts';
import { Refused } from '../../support/app-client.ts';
import { openFlow, walkFlow } from '../../support/bank-flow.ts';
import { accountIds, BankSite, clientId, secrets, type Running } from '../../support/bank-server.ts';
import { TppClient } from '../../support/tpp-client.ts';

let site: BankSite;
let server: Running;
/** Name → what must not be found. */
const hidden = new Map<string, string>();
let trail: { kind: string; actor: string; subject: string; data: Record<string, unknown> }[];

const hide = (name: string, value: string | undefined): void => {
  if (value === undefined || value.length < 4) throw new Error(`there is no ${name} to look for`);
  hidden.set(name, value);
};

async function refused(action: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  expect(error.problem.code).toBe(code);
}

/** A customer who errs, permits, and whose TPP does everything that a TPP can do, rightly and wrongly. */
async function everything(): Promise<void> {
  const flow = await openFlow(site);
  const { tpp, app, started } = flow;
  hide('request_uri', started.url.searchParams.get('request_uri')?.split(':').at(-1));
  hide('ticket', app.step('certificate').ticket);
  const hideCookies = (): void => {
    for (const pair of app.cookies.header(new URL(`/interaction/${app.uid}`, site.issuer)).split('; '))
      hide(`cookie ${pair.slice(0, pair.indexOf('='))}`, pair.slice(pair.indexOf('=') + 1));
  };
  hideCookies();
  const { tokens, dpop, location } = await walkFlow(flow, {
    password: () => refused(app.submitPassword(secrets.wrongPassword), 'login.wrong-password'),
    pin: () => refused(app.registerPin(accountIds[1], secrets.wrongPin), 'pin.wrong'),
  });
  hide('code', location.searchParams.get('code') ?? undefined);
  hide('state', started.state);
  hide('code verifier', started.codeVerifier);
  hide('access token', tokens.access_token);
  hide('refresh token', tokens.refresh_token);
  hide('id token', tokens.id_token);

  await tpp.read(`/resources/v1/accounts/${accountIds[0]}/balance`, tokens.access_token, dpop);
  await tpp.read(`/resources/v1/accounts/${accountIds[0]}/transactions`, tokens.access_token, dpop);
  const renewed = await oauth.refreshTokenGrant(tpp.configuration, tokens.refresh_token ?? '', undefined, {
    DPoP: dpop,
  });
  hide('renewed access token', renewed.access_token);
  hide('renewed refresh token', renewed.refresh_token);
  await expect(tpp.finish(location, started)).rejects.toThrow(); // the code once more
  hideCookies();

  const stranger = await ensureTppKey(join(site.home, 'other-keys'), 'stranger');
  const impostor = await TppClient.open({ world: site, clientId, key: { ...stranger, kid: site.tppKey.kid } });
  await expect(impostor.start()).rejects.toThrow();

  const second = await openFlow(site);
  const again = await walkFlow(second);
  await oauth.tokenRevocation(tpp.configuration, again.tokens.refresh_token ?? '');
  const third = await openFlow(site);
  await third.app.command({ kind: 'cancel' });
  await Promise.all([flow.close(), second.close(), third.close(), impostor.close()]);
}

beforeAll(async () => {
  site = await BankSite.create();
  await site.configure({ log: 'trace' });
  await site.fill();
  server = await site.start();
  hide('password', secrets.password);
  hide('wrong password', secrets.wrongPassword);
  secrets.numbers.forEach((number, index) => hide(`account number ${String(index)}`, number));
  hide('master key', site.environment['RENKEI_KEY']);
  await everything();
  await server.stop();
  const { out } = await site.command(['audit', 'export']);
  trail = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as (typeof trail)[number]);
});
afterAll(() => site.remove());

/** PINs have four digits, which any longer number may hold: looked for as a whole word only. */
const pins = [secrets.pin, secrets.wrongPin].map((pin) => new RegExp(`(?<![\\w-])${pin}(?![\\w-])`));

const found = (text: string): string[] => [
  ...[...hidden].filter(([, value]) => text.includes(value)).map(([name]) => name),
  ...pins.filter((pin) => pin.test(text)).map(() => 'a PIN'),
];

describe('after everything has happened', () => {
  it('the log holds no secret, though it is as talkative as it can be', () => {
    const written = server.out() + server.err();
    expect(server.lines().length).toBeGreaterThan(50);
    expect(written).toContain('/interaction/:uid/commands');
    expect(found(written)).toEqual([]);
  });

  it('the audit trail holds no secret', () => {
    const text = trail.map((entry) => JSON.stringify(entry)).join('\n');
    expect(text).toContain(accountIds[1]);
    expect(found(text)).toEqual([]);
  });

  it('the database holds no secret where it need not', () => {
    const database = new DatabaseSync(join(site.home, 'data', 'bank.sqlite'), { readOnly: true });
    const tables = database
      .prepare(`select name from sqlite_master where type = 'table'`)
      .all()
      .map((row) => String(row['name']));
    expect(tables).toContain('audit');
    const leaks = tables.flatMap((table) => {
      const rows = database.prepare(`select * from "${table}"`).all();
      return rows.flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) =>
          found(String(value)).map((name) => `${table}.${column}: ${name}`),
        ),
      );
    });
    database.close();
    // The account book is where the numbers belong. Of what is found by its own name the library keeps the name; it is used up,
    // or worth nothing without a key that is not here.
    const belongs =
      /^(?:accounts\.number: account number|oidc\.(?:id|payload_json): (?:request_uri|cookie|code|[a-z ]*token)|flows\.par_id: request_uri)/;
    expect([...new Set(leaks)].filter((leak) => !belongs.test(leak))).toEqual([]);
    expect(leaks).toContain('accounts.number: account number 0'); // looking does find things
  });

  it('the audit trail tells the whole story in its order', () => {
    const kinds = trail.map(({ kind }) => kind).filter((kind) => !kind.startsWith('key.'));
    expect(kinds).toEqual([
      'configuration.loaded',
      'flow.opened',
      'certificate.accepted',
      'password.wrong',
      'password.accepted',
      'services.chosen',
      'pin.wrong',
      'pin.registered',
      'decision.permitted',
      'link.started',
      'token.issued',
      'token.refreshed',
      'link.revoked',
      'token.replayed',
      'tpp.authentication-failed',
      'flow.opened',
      'certificate.accepted',
      'password.accepted',
      'services.chosen',
      'decision.permitted',
      'link.started',
      'token.issued',
      'link.revoked',
      'token.revoked',
      'flow.opened',
      'decision.cancelled',
    ]);
    expect(trail.find(({ kind }) => kind === 'decision.permitted')).toMatchObject({
      actor: 'member:hanako',
      data: {
        tpp: clientId,
        intentVersion: '2026-07-01',
        permissions: [{ service: 'balance', accounts: [...accountIds] }],
      },
    });
    expect(trail.find(({ kind }) => kind === 'token.replayed')?.data).toEqual({ what: 'authorization code' });
  });

  it('the trail is whole, and broken as soon as a row is changed', async () => {
    expect((await site.command(['audit', 'verify'])).code).toBe(0);
    const database = new DatabaseSync(join(site.home, 'data', 'bank.sqlite'));
    const row = trail.findIndex(({ kind }) => kind === 'decision.permitted') + 1;
    expect(() => database.exec(`update audit set actor = 'member:jiro' where sequence = ${String(row)}`)).toThrow(
      /append-only/,
    );
    database.exec('drop trigger audit_no_update');
    database.exec(`update audit set actor = 'member:jiro' where sequence = ${String(row)}`);
    database.close();
    expect(await site.command(['audit', 'verify'])).toEqual({
      code: 1,
      out: `audit: BROKEN at row ${String(row)}: it was changed\n`,
      err: '',
    });
  });
});
