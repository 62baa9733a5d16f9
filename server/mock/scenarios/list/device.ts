import { z } from 'zod';
import type { Words } from '../../../contract/catalogue.ts';
import { askingProxy } from '../../device/asking-proxy.ts';
import { asItIs, type DeviceParts } from '../../device/device.ts';
import { defineScenario, noParameters, type Hold, type Started } from '../scenario.ts';

type Part = keyof DeviceParts;

type Played<P extends Part> = {
  readonly id: string;
  readonly title: Words;
  readonly what: Words;
  readonly codes: readonly string[];
  readonly holds: readonly Hold[];
  readonly part: P;
  readonly value: DeviceParts[P];
};

const played = <P extends Part>({ part, value, ...about }: Played<P>) =>
  defineScenario({
    ...about,
    parameters: noParameters,
    start({ stage: { device } }): Promise<Started> {
      device.change({ [part]: value });
      return Promise.resolve({
        stop: () => {
          device.change({ [part]: asItIs[part] });
        },
      });
    },
  });

const needsToken: Words = {
  ja: 'トークンをお持ちの利用者でお試しください(操作盤の「トークンを作る」でも作れます)。',
  en: 'For a person with a token (the panel and "npm run mock -- token" make one).',
};
const withToken = (ja: string, en: string): Words => ({ ja: `${ja}${needsToken.ja}`, en: `${en} ${needsToken.en}` });

const noCertificate = played({
  id: 'no-certificate',
  title: { ja: '電子証明書がない', en: 'No certificate found' },
  what: {
    ja: 'アプリからは、保管場所にもトークンにも証明書が見えません。実際の保管場所には触れません。',
    en: 'The app sees no certificate, neither in the store nor on a token. What is really there stays.',
  },
  codes: ['certificate.none-found', 'certificate.none'],
  holds: ['device-store', 'device-token'],
  part: 'store',
  value: 'empty',
});

const noPrivateKey = played({
  id: 'no-private-key',
  title: { ja: '証明書に秘密鍵がない', en: 'No private key' },
  what: {
    ja: '保管場所の証明書が、鍵のないものとして扱われます(選べず、理由が示されます)。',
    en: "The store's certificates count as without their keys: they are listed as left out, with the reason.",
  },
  codes: ['certificate.no-private-key'],
  holds: ['device-store'],
  part: 'store',
  value: 'without-keys',
});

const pinWrong = defineScenario({
  id: 'token-pin-wrong',
  title: { ja: 'トークンのPINが違う', en: 'Wrong token PIN' },
  what: withToken(
    '正しいPINも「違います」と断られます。トークンには渡らないので、本当の回数は減りません。',
    'Every PIN is refused. The token itself never sees it, so its own counter stays.',
  ),
  codes: ['token.pin-wrong', 'token.pin-locked'],
  holds: ['device-token'],
  parameters: z.strictObject({
    triesLeft: z
      .enum(['normal', 'low', 'final'])
      .default('low')
      .describe('What the token says of its counter; final: the next one locks it'),
  }),
  start({ stage: { device }, parameters: { triesLeft } }) {
    device.change({ token: 'pin-wrong', triesLeft });
    return Promise.resolve({
      stop: () => {
        device.change({ token: asItIs.token, triesLeft: asItIs.triesLeft });
      },
    });
  },
});

const pinLocked = played({
  id: 'token-pin-locked',
  title: { ja: 'トークンのPINがロックされている', en: 'Token PIN locked' },
  what: withToken('トークンが、ロックされていると答えます。', 'The token says that its PIN is locked.'),
  codes: ['token.pin-locked'],
  holds: ['device-token'],
  part: 'token',
  value: 'pin-locked',
});

const removed = played({
  id: 'token-removed',
  title: { ja: 'トークンが抜かれた', en: 'Token removed' },
  what: withToken(
    'トークンが抜かれます。切ると、差し直したことになります。証明書の一覧やPINの画面で切り替えてください。',
    'The token is pulled; switched off, it is back. Switch it while its certificate is listed or its PIN is asked.',
  ),
  codes: ['token.removed'],
  holds: ['device-token'],
  part: 'token',
  value: 'removed',
});

const cannotSign = played({
  id: 'token-cannot-sign',
  title: { ja: 'トークンが署名できない', en: 'Token cannot make this signature' },
  what: withToken(
    'トークンに、銀行が求める署名の方式がありません(選べず、理由が示されます)。',
    'The token has no mechanism the bank wants: its certificate is listed as left out, with the reason.',
  ),
  codes: ['token.cannot-sign'],
  holds: ['device-token'],
  part: 'token',
  value: 'cannot-sign',
});

const moduleMissing = played({
  id: 'middleware-not-found',
  title: { ja: 'トークンのソフトウェアがない', en: 'Middleware not found' },
  what: {
    ja: '銀行が指定したトークン用のソフトウェアが、見つからないことになります。',
    en: "The bank's token module counts as not installed.",
  },
  codes: ['token.module-missing'],
  holds: ['device-token'],
  part: 'module',
  value: 'missing',
});

const moduleFails = defineScenario({
  id: 'middleware-failed',
  title: { ja: 'トークンのソフトウェアが止まる', en: 'Middleware crashed or hung' },
  what: {
    ja: 'トークン用のソフトウェアが、証明書を読むとき(reading)、または署名のとき(signing)に止まります。',
    en: 'The token module ends while certificates are read (reading) or while it signs (signing).',
  },
  codes: ['token.module-failed'],
  holds: ['device-token'],
  parameters: z.strictObject({ while: z.enum(['reading', 'signing']).default('reading') }),
  start({ stage: { device }, parameters }) {
    device.change({ module: `fails-${parameters.while}` });
    return Promise.resolve({
      stop: () => {
        device.change({ module: asItIs.module });
      },
    });
  },
});

const proxy = defineScenario({
  id: 'proxy-authentication',
  title: { ja: 'プロキシが認証を求める', en: 'Proxy wants authentication' },
  what: {
    ja: 'アプリの通信が、誰かを名乗るよう求めるプロキシ(407)を通ります。',
    en: "The app's requests go through a proxy that wants to know who asks (407).",
  },
  codes: ['environment.proxy-authentication'],
  holds: ['device-proxy'],
  parameters: noParameters,
  async start({ stage: { device } }) {
    const asking = await askingProxy();
    device.change({ proxy: asking.url });
    return {
      stop: async () => {
        device.change({ proxy: asItIs.proxy });
        await asking.close();
      },
    };
  },
});

const keyring = played({
  id: 'keyring-unavailable',
  title: { ja: '資格情報の保管庫が使えない', en: 'Keyring unavailable' },
  what: {
    ja: 'OSの資格情報の保管庫が使えないことになります。控えはこのパソコンに残らず、画面がそう知らせます。',
    en: "The system's keyring counts as unavailable: receipts are not kept on this PC, and the screen says so.",
  },
  codes: ['environment.keyring-unavailable'],
  holds: ['device-keyring'],
  part: 'keyring',
  value: 'unavailable',
});

/** What happens on the customer's own machine: the app of the mock world asks for it. No server could do these. */
export const deviceScenarios = [
  noCertificate,
  noPrivateKey,
  pinWrong,
  pinLocked,
  removed,
  cannotSign,
  moduleMissing,
  moduleFails,
  proxy,
  keyring,
];
