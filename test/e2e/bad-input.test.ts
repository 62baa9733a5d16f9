import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import { toPkcs12 } from '../../server/mock/pki/pkcs12.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp, enterPassword, pinOfChosen, type Customer } from '../support/customer.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** The failure screen's stable code. */
async function code(app: AppDriver, expected: string): Promise<void> {
  await app.page.getByText(expected, { exact: true }).first().waitFor();
}

describe('what goes wrong has a screen of its own', () => {
  let stage: Stage;
  let app: AppDriver;
  let customer: Customer;
  beforeAll(async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
    customer = await customerOf('keiri-taro');
  });
  afterEach(async () => {
    await stage.stopApp();
  });
  afterAll(async () => {
    await stage.close();
  });
  const connect = async (): Promise<void> => {
    app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
  };
  const toPassword = async (): Promise<void> => {
    await connect();
    await confirmCertificate(app, nothing);
    await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
  };

  it('a tampered link', async () => {
    app = await stage.startApp();
    await app.openLink('renkei-mock://authorize?client_id=kaikei-mirai&request_uri=https%3A%2F%2Fevil.example');
    await code(app, 'link.invalid');
    await app.openLink('renkei-mock://delete-everything');
    await code(app, 'link.invalid');
  });

  it('a request nobody made', async () => {
    app = await stage.startApp();
    const uri = encodeURIComponent(`urn:ietf:params:oauth:request_uri:${'A'.repeat(43)}`);
    await app.openLink(`renkei-mock://authorize?client_id=kaikei-mirai&request_uri=${uri}`);
    await code(app, 'authorization.expired');
  });

  it('a TPP nobody knows', async () => {
    app = await stage.startApp();
    const uri = encodeURIComponent(`urn:ietf:params:oauth:request_uri:${'A'.repeat(43)}`);
    await app.openLink(`renkei-mock://authorize?client_id=nobody&request_uri=${uri}`);
    await code(app, 'authorization.unknown-tpp');
  });

  it('a link that was used before', async () => {
    app = await stage.startApp();
    let link = '';
    const pass = stage.pass.bind(stage);
    stage.pass = (given) => {
      link = given;
      return pass(given);
    };
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    stage.pass = pass;
    await stage.stopApp();
    app = await stage.startApp();
    await app.openLink(link);
    await code(app, 'authorization.used');
  });

  it('a second link in the middle of a flow: the flow keeps its place', async () => {
    await connect();
    const uri = encodeURIComponent(`urn:ietf:params:oauth:request_uri:${'B'.repeat(43)}`);
    await app.openLink(`renkei-mock://authorize?client_id=kaikei-mirai&request_uri=${uri}`);
    await app.page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
    await app.page.getByRole('alert').waitFor();
  });

  it('no server at the start; when it is back, it goes on by itself', async () => {
    app = await stage.startApp();
    const held: string[] = [];
    const pass = stage.pass.bind(stage);
    stage.pass = (link) => held.push(link) > 0;
    await connectAtTpp(stage.page, stage.world.tpp);
    await stage.page.getByText('アプリに渡しました').waitFor();
    stage.pass = pass;
    const restart = await stage.stopServer();
    await app.openLink(held[0] ?? '');
    await code(app, 'environment.offline');
    await restart();
    await app.heading(/電子証明書方式/);
  });

  it('the server goes away in the middle; nothing is lost', async () => {
    await toPassword();
    await app.enter(customer.loginPassword);
    const restart = await stage.stopServer();
    await app.press('API連携');
    await app.page.getByText('サーバーにつながりません').waitFor();
    await app.press('もう一度ためす');
    await app.page.getByText('サーバーにつながりません').waitFor();
    await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
    await restart();
    await app.page.getByText('サーバーにつながりません').waitFor({ state: 'detached' });
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
  });

  it('a wrong inquiry PIN: tries left, then that account is locked and the others go on', async () => {
    await connect();
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
    await app.press('次へ');
    await app.heading(/照会用暗証番号登録/);
    for (const left of [2, 1]) {
      await app.enter('9999');
      await app.press('登録');
      await app.page
        .getByRole('alert')
        .getByText(left === 1 ? /次に間違えると/ : new RegExp(`${String(left)}回`))
        .first()
        .waitFor();
    }
    await app.enter('9999');
    await app.press('登録');
    await app.page.getByText('ロック中', { exact: true }).waitFor();
    // Nothing is entered for another account before it is chosen; then its own number still registers.
    await app.page.getByText('口座を選んでください。').waitFor();
    await app.page.locator('.choice:not([aria-disabled="true"]) input:enabled').first().check();
    await app.enter(await pinOfChosen(app, customer));
    await app.press('登録');
    await app.heading(/照会用暗証番号登録結果/);
  });

  it('a wrong password: tries left, then locked', async () => {
    await toPassword();
    for (const left of [5, 4, 3, 2, 1]) {
      await app.enter('Wrong2026');
      await app.press('API連携');
      await app.page
        .getByRole('alert')
        .getByText(left === 1 ? /次に間違えると/ : new RegExp(`${String(left)}回`))
        .first()
        .waitFor();
    }
    await app.enter('Wrong2026');
    await app.press('API連携');
    await code(app, 'login.locked');
    // Another flow does not even ask for the password.
    await stage.stopApp();
    await connect();
    await confirmCertificate(app, nothing);
    await code(app, 'login.locked');
  });
});

describe('a certificate store', () => {
  let stage: Stage;
  afterEach(async () => {
    await stage.close();
  });

  it('with nothing in it', async () => {
    stage = await Stage.open({ persona: null });
    const app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
    await code(app, 'certificate.none-found');
  });

  it('with nothing but a certificate that has ended: it is shown with the reason, though the system hides it', async () => {
    stage = await Stage.open({ persona: null });
    const day = 86_400_000;
    const [notBefore, notAfter] = [new Date(Date.now() - 400 * day), new Date(Date.now() - 35 * day)];
    const person = { commonName: '経理 太郎', company: '株式会社さくら商事', notBefore, notAfter };
    const { certPem, keyPem, chainPem } = await issueClientCertificate(stage.world.pki, person);
    const file = join(stage.world.home, 'ended.p12');
    await writeFile(file, await toPkcs12({ certPem, keyPem, chain: [chainPem], name: '経理 太郎' }, 'ended-test-1'));
    await stage.importCertificate(file, 'ended-test-1');
    const app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
    await app.page.getByText('有効期限切れ').first().waitFor();
    const ok = app.page.getByRole('button', { name: 'OK', exact: true });
    expect(await ok.getAttribute('aria-disabled')).toBe('true');
    await app.press('キャンセル');
    await app.page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
  });

  it('with a certificate the bank no longer has on its books', async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
    await stage.world.database.deleteFrom('certificates').execute();
    const app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await code(app, 'certificate.not-this-user');
    await app.press('別の証明書を選ぶ');
    await app.page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
  });
});
