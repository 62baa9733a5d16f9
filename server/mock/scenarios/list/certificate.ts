import { join } from 'node:path';
import { certificateName } from '../../../certificates/certificate-name.ts';
import { issueClientCertificate, type ClientCertificateRequest } from '../../pki/client-certificate.ts';
import { ownerOnly, writeWhole } from '../../pki/files.ts';
import { toPkcs12 } from '../../pki/pkcs12.ts';
import { daysAfter } from '../../pki/x509.ts';
import { inScope } from '../scope.ts';
import { defineScenario, noParameters, type Activation, type Stage, type Started } from '../scenario.ts';

type Name = { readonly issuerHash: string; readonly serial: string };

async function registered({ stage, scope }: Activation<unknown>): Promise<readonly Name[]> {
  const people = inScope(
    scope.personas,
    stage.personas().map(({ id }) => id),
  );
  const rows = await stage.database.selectFrom('certificates').selectAll().where('member_id', 'in', people).execute();
  return rows.map(({ issuer_hash, serial }) => ({ issuerHash: issuer_hash, serial }));
}

const revoked = defineScenario({
  id: 'certificate-revoked',
  title: { ja: '電子証明書の失効', en: 'Certificate revoked' },
  what: {
    ja: 'テスト認証局が、登録済みの証明書を失効させます。OCSPにはすぐ、失効リストには次の更新で載ります。',
    en: 'The test CA revokes the registered certificates: in OCSP at once, in the list with its next issue.',
  },
  codes: ['certificate.revoked'],
  holds: ['certificate-status'],
  excludes: {
    'ocsp-down': {
      ja: 'OCSPが止まっていると状態を確かめられず、失効の画面にはなりません。',
      en: 'While OCSP is down the status cannot be found out, so "revoked" is never shown.',
    },
    'crl-down': {
      ja: '失効リストがないと状態を確かめられず、失効の画面にはなりません。',
      en: 'Without the list the chain cannot be judged, so "revoked" is never shown.',
    },
  },
  scope: ['personas'],
  parameters: noParameters,
  async start(activation) {
    for (const { serial } of await registered(activation)) {
      // One that was revoked before stays so afterwards.
      if (await activation.stage.revocation.isRevoked(serial)) continue;
      await activation.journal.noteRevoked(serial);
      await activation.stage.revocation.revokeSerial(serial);
    }
    return {};
  },
});

const statusUnknown = defineScenario({
  id: 'certificate-status-unknown',
  title: { ja: '失効の確認ができない(不明)', en: 'Certificate status unknown' },
  what: {
    ja: 'OCSPが「その証明書は知らない」と答えます。',
    en: 'The OCSP responder answers that it does not know the certificate.',
  },
  codes: ['certificate.status-unknown'],
  holds: ['certificate-status', 'ocsp'],
  scope: ['personas'],
  parameters: noParameters,
  async start(activation) {
    const { revocation } = activation.stage;
    revocation.setUnknown(new Set((await registered(activation)).map(({ serial }) => serial)));
    return {
      stop: () => {
        revocation.setUnknown(new Set());
      },
    };
  },
});

const ocspDown = defineScenario({
  id: 'ocsp-down',
  title: { ja: 'OCSPに届かない', en: 'OCSP down' },
  what: { ja: 'OCSPレスポンダーが503を返します。', en: 'The OCSP responder answers 503.' },
  codes: ['certificate.status-unknown'],
  holds: ['ocsp'],
  parameters: noParameters,
  start({ stage: { revocation } }) {
    revocation.setAnswering(false, 'ocsp');
    return Promise.resolve({
      stop: () => {
        revocation.setAnswering(true, 'ocsp');
      },
    });
  },
});

const crlDown = defineScenario({
  id: 'crl-down',
  title: { ja: '失効リストに届かない', en: 'CRL down' },
  what: {
    ja: '失効リストの配布元が503を返し、サーバーは手元のリストを忘れます(再起動したときと同じ)。',
    en: 'The list is answered with 503, and the server has none at hand, as after a restart.',
  },
  codes: ['certificate.status-unknown'],
  holds: ['crl'],
  parameters: noParameters,
  async start({ stage }) {
    stage.revocation.setAnswering(false, 'lists');
    await stage.refreshServer();
    return {
      stop: async () => {
        stage.revocation.setAnswering(true, 'lists');
        // After a failure the server does not ask again for half a minute.
        await stage.refreshServer();
      },
    };
  },
});

const notRegistered = defineScenario({
  id: 'certificate-not-this-user',
  title: { ja: '利用者の証明書ではない', en: 'Not the certificate of this user' },
  what: {
    ja: '証明書の登録を銀行の台帳から外します。証明書は正しくても、誰のものでもありません。',
    en: "The certificate is taken out of the bank's register: good, but registered for nobody.",
  },
  codes: ['certificate.not-this-user'],
  holds: ['certificate-owner'],
  scope: ['personas'],
  parameters: noParameters,
  async start(activation) {
    for (const { issuerHash, serial } of await registered(activation))
      await activation.journal.remove('certificates', { issuer_hash: issuerHash, serial });
    return {};
  },
});

type Kind = 'expired' | 'not-yet-valid' | 'wrong-usage' | 'wrong-issuer';

/** The server judges by the world's clock, the app by the machine's: it holds by both. */
function requestOf(kind: Kind, clock: Stage['clock']): Partial<ClientCertificateRequest> {
  const times = [clock.now().getTime(), Date.parse(clock.state().machine)];
  const [earlier, later] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  switch (kind) {
    case 'expired':
      return { notBefore: daysAfter(earlier, -400), notAfter: daysAfter(earlier, -35) };
    case 'not-yet-valid':
      return { notBefore: daysAfter(later, 30), notAfter: daysAfter(later, 395) };
    case 'wrong-usage':
      return { eku: 'server' };
    case 'wrong-issuer':
      return { issuer: 'other' };
    default:
      return kind satisfies never;
  }
}

/** A real certificate of that kind for everybody in scope: registered, and in a file to be imported. */
async function handOut(kind: Kind, { stage, journal, scope }: Activation<unknown>): Promise<Started> {
  const files: { persona: string; file: string; password: string }[] = [];
  const leftOut: string[] = [];
  const wanted = inScope(
    scope.personas,
    stage.personas().map(({ id }) => id),
  );
  for (const persona of stage.personas().filter(({ id }) => wanted.includes(id))) {
    const issued = await issue(stage, kind, persona);
    const { issuerHash, serial } = certificateName(issued.certPem);
    await journal.put('certificates', { issuer_hash: issuerHash, serial }, { member_id: persona.id });
    const file = join(stage.home, 'certificates', `${persona.id}-${kind}.p12`);
    const chain = issued.chainPem === '' ? [] : [issued.chainPem, stage.pki.clientRoot.pem];
    const { certificatePassword: password } = persona;
    await writeWhole(
      file,
      await toPkcs12({ ...issued, chain, name: `${persona.name} (${kind})` }, password),
      ownerOnly,
    );
    files.push({ persona: persona.id, file, password });
    leftOut.push(issued.certPem);
  }
  // Another kind may be on for somebody else.
  const { device } = stage;
  device.change({ leftOut: [...device.state().leftOut, ...leftOut] });
  return {
    files,
    stop: () => {
      device.change({ leftOut: device.state().leftOut.filter((each) => !leftOut.includes(each)) });
    },
  };
}

const issue = (stage: Stage, kind: Kind, persona: ReturnType<Stage['personas']>[number]) =>
  issueClientCertificate(stage.pki, {
    commonName: persona.name,
    company: persona.contract.company,
    unit: persona.unit,
    pointers: stage.revocation.pointers,
    ...requestOf(kind, stage.clock),
  });

const texts: Readonly<Record<Kind, readonly [ja: string, en: string]>> = {
  expired: ['有効期限が切れた証明書', 'Expired certificate'],
  'not-yet-valid': ['まだ有効でない証明書', 'Certificate not yet valid'],
  'wrong-usage': ['用途が違う証明書', 'Certificate of the wrong usage'],
  'wrong-issuer': ['発行者が違う証明書', 'Certificate of another issuer'],
};

const kinds = (Object.keys(texts) as Kind[]).map((kind) =>
  defineScenario({
    id: `certificate-${kind}`,
    title: { ja: texts[kind][0], en: texts[kind][1] },
    what: {
      ja: `${texts[kind][0]}を発行して登録し、.p12ファイルを置きます。アプリの一覧には、使えない証明書として理由とともに出ます。台本は、それで接続します。`,
      en: `${texts[kind][1]}: issued, registered and put into a .p12 file. The app lists it as left out, with the reason; scripts connect with it.`,
    },
    codes: [`certificate.${kind}`],
    holds: ['certificate-kind'],
    scope: ['personas'],
    parameters: noParameters,
    start: (activation) => handOut(kind, activation),
  }),
);

export const certificateScenarios = [...kinds, revoked, statusUnknown, ocspDown, crlDown, notRegistered];
