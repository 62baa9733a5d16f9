import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AppDriver } from '../support/app-driver.ts';
import { published, signingServer, type SigningServer } from '../support/attested-key.ts';
import { confirmCertificate, connectAtTpp, enterPassword, pinOfChosen, type Customer } from '../support/customer.ts';
import { freePorts } from '../support/free-ports.ts';
import { Stage } from '../support/stage.ts';
import { openTamperingProxy, type Tamper, type TamperingProxy } from '../support/tampering-proxy.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** As much of a snapshot's answer as somebody in between has to understand. */
const inquiryPinReply = z.looseObject({
  snapshot: z.looseObject({
    flow: z.string(),
    step: z.looseObject({ kind: z.literal('inquiryPin'), seal: z.looseObject({ attestation: z.string() }) }),
  }),
});
const keySet = z.object({ keys: z.array(z.unknown()) });

type Seal = z.infer<typeof inquiryPinReply>['snapshot']['step']['seal'];

/** Puts another sealing key in the place of the server's. */
const swapping =
  (swap: (seal: Seal) => object, keys: readonly object[] = []): Tamper =>
  (path, body) => {
    if (path === '/jwks') return { keys: [...keys, ...keySet.parse(body).keys] };
    const reply = inquiryPinReply.safeParse(body);
    if (!reply.success) return body;
    const { snapshot } = reply.data;
    return { ...reply.data, snapshot: { ...snapshot, step: { ...snapshot.step, seal: swap(snapshot.step.seal) } } };
  };

describe('somebody between the app and the server, whose TLS the app believes', () => {
  let scratch: string;
  let stage: Stage;
  let proxy: TamperingProxy;
  let app: AppDriver;
  let customer: Customer;
  let intruder: SigningServer;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'renkei-sealing-'));
    const [front = 0, issuer = 0, certificate = 0, mutual = 0, tpp = 0, pages = 0] = await freePorts(6);
    const at = (port: number, scheme = 'https'): string => `${scheme}://localhost:${String(port)}`;
    stage = await Stage.open({
      persona: 'keiri-taro',
      world: {
        ports: { issuer, certificate, mutual, tpp, pages },
        origins: {
          issuer: at(front),
          certificateOrigin: at(certificate),
          mtlsOrigin: at(mutual),
          tpp: at(tpp, 'http'),
          pages: at(pages, 'http'),
        },
      },
    });
    const { pki } = stage.world;
    proxy = await openTamperingProxy({
      port: front,
      to: at(issuer),
      // As the server sends it: with the authority the profile names.
      certificate: { cert: `${pki.server.certPem}\n${pki.serverCa.pem}`, key: pki.server.keyPem },
      ca: pki.serverCa.pem,
    });
    customer = await customerOf('keiri-taro');
    intruder = await signingServer(stage.world.issuer, 'intruder');
  });
  afterEach(async () => {
    await stage.stopApp();
    proxy.tamper = (_path, body) => body;
  });
  afterAll(async () => {
    await stage.close();
    await proxy.close();
    await rm(scratch, { recursive: true, force: true });
  });

  const enter = async (): Promise<void> => {
    app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
  };
  /** The password's key came over mutual TLS, which nobody in between can end; the PIN's comes through here. */
  const enterPin = async (): Promise<void> => {
    await app.press('次へ');
    await app.heading(/照会用暗証番号登録/);
    await app.enter(await pinOfChosen(app, customer));
    await app.press('登録');
  };
  const sealedSent = (): number => proxy.received.filter((body) => body.includes('"sealed"')).length;
  const refused = async (): Promise<void> => {
    await app.heading('入力した文字を、安全に送れることを確かめられませんでした');
    await app.page.getByText('keypad.key-untrusted', { exact: true }).waitFor();
  };

  it('who changes nothing sees a sealed password pass', async () => {
    await enter();
    expect(sealedSent()).toBe(1);
    expect(proxy.received.join()).not.toContain(customer.loginPassword);
  });

  it('who puts a key of his own there gets nothing', async () => {
    const own = published(await intruder.sealKey('flow-of-the-intruder'));
    proxy.tamper = swapping(({ attestation }) => ({ ...own, attestation }));
    await enter();
    const before = sealedSent();
    await enterPin();
    await refused();
    expect(sealedSent()).toBe(before);
  });

  it('who takes the server’s word away gets nothing', async () => {
    proxy.tamper = swapping(({ attestation: _, ...seal }) => seal);
    await enter();
    const before = sealedSent();
    await enterPin();
    await refused();
    expect(sealedSent()).toBe(before);
  });

  it('who publishes a signing key of his own gets nothing where the bank has pinned its keys', async () => {
    const profile = join(scratch, 'pinned.json');
    const shipped = z.looseObject({}).parse(JSON.parse(await readFile(stage.world.profileFile, 'utf8')));
    await writeFile(profile, JSON.stringify({ ...shipped, pinnedKeys: ['A'.repeat(43)] }));
    proxy.tamper = swapping((seal) => seal, [intruder.publicJwk]);
    const before = sealedSent();
    app = await stage.startApp(profile);
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await refused();
    expect(sealedSent()).toBe(before);
  });
});
