import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadSettings, parseSettings } from '../../../server/standalone/read-settings.ts';
import { settingsRows } from '../../../server/standalone/settings-table.ts';
import { settingsSchema } from '../../../server/standalone/schema.ts';

const words = { ja: 'あ', en: 'a' };
const tls = { certificate: 'a.pem', key: 'a.key' };
const good = {
  issuer: 'https://auth.example.jp',
  certificateOrigin: 'https://cert.example.jp',
  mtlsOrigin: 'https://mtls.example.jp',
  scheme: 'renkei-akebono',
  minimumClient: '0.1.0',
  bank: { name: words, support: { name: words, phone: '0120', hours: words } },
  intent: { version: '1', text: words },
  listeners: {
    issuer: { port: 443, tls },
    certificate: { port: 444, tls },
    mutual: { port: 445, tls },
    admin: { port: 9090 },
  },
  clientCa: ['ca.pem'],
  revocation: { kind: 'none' },
  database: 'bank.sqlite',
};

const complaint = (settings: object): string => {
  try {
    parseSettings('bank.json', JSON.stringify(settings));
  } catch (error) {
    if (error instanceof BadSettings) return error.message;
    throw error;
  }
  return 'taken';
};

describe('a settings file', () => {
  it('needs little, and has careful defaults', () => {
    const settings = parseSettings('bank.json', JSON.stringify(good));
    expect(settings).toMatchObject({
      environment: 'production',
      key: { environment: 'RENKEI_KEY' },
      password: { tries: 6 },
      pin: { tries: 3 },
      http: { headersSeconds: 10, requestSeconds: 20 },
    });
    expect(settings.listeners.admin.host).toBe('127.0.0.1');
  });

  it.each([
    ['no issuer', { issuer: undefined }, /^ {2}issuer: /m],
    ['plain http', { issuer: 'http://auth.example.jp' }, /^ {2}issuer: must be an https URL/m],
    ['a path in an origin', { mtlsOrigin: 'https://a.example.jp/x' }, /^ {2}mtlsOrigin: must be an origin/m],
    ['a wrong port', { listeners: { ...good.listeners, admin: { port: 70_000 } } }, /^ {2}listeners\.admin\.port: /m],
    [
      'neither TLS nor a proxy',
      { listeners: { ...good.listeners, issuer: { port: 443 } } },
      /^ {2}listeners\.issuer: needs exactly one of `tls` and `behindProxy`/m,
    ],
    [
      'TLS and a proxy',
      { listeners: { ...good.listeners, issuer: { port: 443, tls, behindProxy: { addresses: ['10.0.0.1'] } } } },
      /^ {2}listeners\.issuer: needs exactly one/m,
    ],
    ['an empty list', { clientCa: [] }, /^ {2}clientCa: /m],
    ['a wrong entry', { clientCa: ['a', 7] }, /^ {2}clientCa\[1\]: /m],
    ['silence about revocation', { revocation: undefined }, /^ {2}revocation: /m],
    ['a misspelt name', { isuer: 'x' }, /^ {2}isuer: is not a setting/m],
    [
      'a misspelt name inside',
      { flow: { minutes: 5, extensions: 1, hours: 1 } },
      /^ {2}flow\.hours: is not a setting/m,
    ],
    ['a folder of providers', { tpps: './tpps' }, /^ {2}tpps: belongs to the mock world/m],
    ['a persona folder', { personas: './personas' }, /^ {2}personas: belongs to the mock world/m],
    ['the simulator', { simulator: true }, /^ {2}simulator: belongs to the mock world/m],
    ['another clock', { clock: '2030-01-01' }, /^ {2}clock: belongs to the mock world/m],
  ])('is refused for %s, with path and reason', (_what, change, expected) => {
    expect(complaint({ ...good, ...change })).toMatch(expected);
  });

  it('is told every mistake at once', () => {
    const text = complaint({ ...good, issuer: 'x', scheme: '?', personas: 1 });
    expect(text.split('\n')).toHaveLength(4);
    expect(text).toMatch(/^bank\.json:\n/);
  });

  it('does not repeat its content in a complaint', () => {
    const text = complaint({ ...good, database: { environment: 'postgres://user:Sakura2026@db/renkei' } });
    expect(text).toMatch(/database/);
    expect(text).not.toContain('Sakura2026');
  });

  it('must be JSON', () => {
    expect(() => parseSettings('bank.json', '{')).toThrow(/^bank\.json: is not JSON/);
    const secret = '{ "database": postgres://renkei:Sakura2026@db/renkei }';
    expect(() => parseSettings('bank.json', secret)).toThrow(/^bank\.json: is not JSON$/);
  });
});

describe('the table in the README', () => {
  const readme = readFileSync(new URL('../../../server/README.md', import.meta.url), 'utf8');

  it('says of every setting what the schema says', () => {
    const rows = settingsRows(z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }));
    expect(rows.length).toBeGreaterThan(30);
    const table = /<!-- settings -->([\s\S]*?)<!-- \/settings -->/.exec(readme)?.[1] ?? '';
    // The formatter pads the cells.
    const written = table.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/^\| -.*$/, ''));
    expect(written.filter((line) => line.startsWith('| `'))).toEqual(rows.map((row) => row.replace(/ +/g, ' ')));
  });
});
