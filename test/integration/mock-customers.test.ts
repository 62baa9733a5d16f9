import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCertificateOwner } from '../../server/bank/members.ts';
import { CustomerProblem } from '../../server/mock/customers/customers.ts';
import { FileProblems } from '../../server/mock/customers/file-problems.ts';
import type { PersonaCertificate } from '../../server/mock/certificates.ts';
import { shippedPersonas } from '../../server/mock/persona.ts';
import { profileSchema } from '../../src-main/policy/profile.ts';
import { Refused, type Identity } from '../support/app-client.ts';
import { NssStore } from '../support/nss-store.ts';
import { softHsmModule } from '../support/softhsm.ts';
import { beginJourney } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

const run = promisify(execFile);

describe('the people of a mock world', () => {
  let test: TestWorld;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renkei-personas-'));
    for (const name of ['01-keiri-taro', '04-sekkei-jiro', '06-token-eiko', '13-kanri-sakurako', '14-lock-login'])
      await cp(join(shippedPersonas, `${name}.json`), join(folder, `${name}.json`));
    test = await openTestWorld({ personas: folder, tokens: true });
  });
  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  const customers = () => test.world.customers;
  const ids = () => test.world.personas.map(({ persona }) => persona.id);
  const ownerOf = (certificate: PersonaCertificate) => findCertificateOwner(test.world.database, certificate);
  const identityOf = async ({ file, password }: PersonaCertificate): Promise<Identity> => ({
    pfx: await readFile(file),
    passphrase: password,
  });
  /** What the server answers to somebody who presents this certificate at 手順1. */
  const presents = async (certificate: PersonaCertificate): Promise<string> => {
    const journey = await beginJourney(test.world, { identity: await identityOf(certificate) });
    try {
      await journey.app.presentCertificate();
      return journey.app.snapshot.step.kind;
    } catch (error) {
      if (error instanceof Refused) return error.problem.code;
      throw error;
    } finally {
      await journey.close();
    }
  };
  const edit = async (name: string, change: (text: string) => string): Promise<void> => {
    const file = join(folder, `${name}.json`);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };
  const memberRow = (id: string) =>
    test.world.database.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it('share an account of their contract, have links and states of login', async () => {
    const rows = await test.world.database.selectFrom('member_accounts').selectAll().execute();
    const shared = rows.filter(({ account_id }) => rows.filter((row) => row.account_id === account_id).length === 2);
    expect(new Set(shared.map(({ member_id }) => member_id))).toEqual(new Set(['keiri-taro', 'kanri-sakurako']));
    const links = await test.world.database.selectFrom('links').selectAll().execute();
    expect(links.map((link) => [link.member_id, link.client_id, link.status]).sort()).toEqual([
      ['kanri-sakurako', 'kaikei-mirai', 'active'],
      ['kanri-sakurako', 'shikin-navi', 'active'],
    ]);
    expect((await memberRow('lock-login')).password_failures).toBe(6);
  });

  it('may have several certificates at once, and keep them over a restart', async () => {
    const before = customers().find('keiri-taro').certificate;
    const { certificate, imported, importCommands } = await customers().issueCertificate('keiri-taro');
    expect(imported?.kind).toBe('no-store');
    expect(importCommands.windows).toContain(certificate.file);
    expect(new X509Certificate(certificate.certPem).subject).toContain('経理 太郎');
    await test.restart();
    for (const each of [before, certificate]) {
      expect(await ownerOf(each)).toBe('keiri-taro');
      expect(await presents(each)).toBe('password');
    }
    expect(
      customers()
        .find('keiri-taro')
        .certificates.map(({ order }) => order.id),
    ).toEqual(['main', 'issued']);
  });

  it('renew a certificate: new file and serial, the old one goes on until it ends', async () => {
    const before = customers().find('sekkei-jiro').certificate;
    const { certificate } = await customers().renewCertificate('sekkei-jiro');
    expect(certificate.serial).not.toBe(before.serial);
    expect(certificate.file).not.toBe(before.file);
    expect(await presents(certificate)).toBe('password');
    expect(await presents(before)).toBe('password');
  });

  it('have one certificate revoked by its serial, or all of them', async () => {
    const [first, second] = customers().find('sekkei-jiro').certificates;
    if (first === undefined || second === undefined) throw new Error('the renewal comes first');
    await customers().revokeCertificate(first.serial);
    expect(customers().isRevoked(first)).toBe(true);
    expect(await presents(first)).toBe('certificate.revoked');
    expect(await presents(second)).toBe('password');
    await customers().revokeCertificate('sekkei-jiro');
    expect(await presents(second)).toBe('certificate.revoked');
    await expect(customers().revokeCertificate('nobody')).rejects.toThrow(CustomerProblem);
  });

  it('cannot be issued what makes no sense', async () => {
    await expect(customers().issueCertificate('nobody')).rejects.toThrow(/there are: keiri-taro/);
    await expect(customers().issueCertificate('keiri-taro', { state: 'expired', endsInDays: 3 })).rejects.toThrow(
      /endsInDays/,
    );
  });

  it('get a new certificate straight into their private store', async () => {
    const store = await NssStore.create();
    try {
      await cp(store.home, join(test.world.home, 'home', 'keiri-taro'), { recursive: true });
      const { certificate, imported } = await customers().issueCertificate('keiri-taro');
      expect(imported?.kind).toBe('imported');
      const database = join(test.world.home, 'home', 'keiri-taro', '.pki', 'nssdb');
      const listed = await run('certutil', ['-L', '-d', `sql:${database}`, '-n', '経理 太郎', '-a']);
      expect(new X509Certificate(listed.stdout).serialNumber.replace(/^(00)+/, '')).toBe(certificate.serial);
    } finally {
      await store.remove();
    }
  });

  it('have a bank profile that names the module of their tokens, and the issuer of their certificates', async () => {
    const profile = profileSchema.parse(JSON.parse(await readFile(test.world.profileFile, 'utf8')));
    expect(profile.tokenModules.map(({ path }) => path.linux)).toEqual([softHsmModule()]);
    const { certPem } = customers().find('keiri-taro').certificate;
    expect(new X509Certificate(certPem).issuer).toContain(profile.certificateIssuers[0]);
  });

  it('get tokens of their own, which nobody else sees and which go on when one is added', async () => {
    const made = await customers().tokensOf('token-eiko');
    if ('missing' in made) throw new Error(made.missing);
    const list = async () => {
      const env = { ...process.env, ...made.environment };
      return (await run('pkcs11-tool', ['--module', softHsmModule(), '-T'], { env })).stdout;
    };
    const before = await list();
    expect(before).toMatch(/EC トークン/);
    const [serial] = /serial num\s*: \w+/.exec(before) ?? [];
    expect(made.environment.SOFTHSM2_CONF).toContain(test.world.home);
    const more = await customers().makeToken('token-eiko', { label: '予備トークン', pin: '13579', algorithm: 'RSA' });
    expect(more.token.label).toBe('予備トークン');
    const after = await list();
    expect(after).toMatch(/予備トークン/);
    // The one that was there is still the same token.
    expect(after).toContain(serial);
    const spare = customers()
      .find('token-eiko')
      .certificates.find(({ order }) => order.id === 'token');
    expect(spare && (await ownerOf(spare))).toBe('token-eiko');
    expect(await customers().tokensOf('keiri-taro')).toMatchObject({ tokens: [] });
    await expect(customers().makeToken('token-eiko', { label: '予備トークン' })).rejects.toThrow(/already/);
  });

  it('are not reloaded at all when one file is wrong', async () => {
    const [good, bad] = [join(folder, '20-new.json'), join(folder, '21-bad.json')];
    const text = await readFile(join(shippedPersonas, '09-nashi-nana.json'), 'utf8');
    await writeFile(good, text);
    await writeFile(bad, text.replace('"nashi-nana"', '"bad"').replace('"role"', '"roel"'));
    const before = ids();
    await expect(test.world.reload()).rejects.toThrow(FileProblems);
    expect(ids()).toEqual(before);
    await expect(memberRow('nashi-nana')).rejects.toThrow();
    await rm(bad);
  });

  it('are reloaded without a restart: new, changed, gone, and the others as they were', async () => {
    await test.world.database
      .updateTable('members')
      .set({ password_failures: 2 })
      .where('id', 'in', ['keiri-taro', 'kanri-sakurako'])
      .execute();
    const gone = customers().find('lock-login').certificate;
    await rm(join(folder, '14-lock-login.json'));
    await edit('13-kanri-sakurako', (text) => text.replace('"佐倉 咲子"', '"佐倉 桜子"'));
    expect((await test.world.reload()).personas).toEqual({
      added: ['nashi-nana'],
      changed: ['kanri-sakurako'],
      removed: ['lock-login'],
    });
    expect(await presents(customers().find('nashi-nana').certificate)).toBe('password');
    const changed = customers().find('kanri-sakurako').certificate;
    expect(new X509Certificate(changed.certPem).subject).toContain('佐倉 桜子');
    expect(await memberRow('kanri-sakurako')).toMatchObject({ name: '佐倉 桜子', password_failures: 0 });
    expect(await presents(changed)).toBe('password');
    expect((await memberRow('keiri-taro')).password_failures).toBe(2);
    expect(await ownerOf(gone)).toBeUndefined();
    expect(await memberRow('lock-login')).toMatchObject({ login_allowed: 0 });
    expect(ids()).toEqual(['keiri-taro', 'sekkei-jiro', 'token-eiko', 'kanri-sakurako', 'nashi-nana']);
    expect((await test.world.reload()).personas).toEqual({ added: [], changed: [], removed: [] });
  });

  it('changed between two runs are told to the bank at the next start', async () => {
    await edit('04-sekkei-jiro', (text) => text.replace('"設計部"', '"開発部"').replace('"設計 次郎"', '"設計 二郎"'));
    await test.restart();
    expect(await memberRow('sekkei-jiro')).toMatchObject({ name: '設計 二郎' });
    expect(new X509Certificate(customers().find('sekkei-jiro').certificate.certPem).subject).toContain('開発部');
  });
});
