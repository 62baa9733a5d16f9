import { randomBytes } from 'node:crypto';
import { app, BrowserWindow, type Certificate } from 'electron';
import { NetworkError, type Http } from '../../consent/http.ts';
import type { AskStorePin, CertificateAttempt, CertificateLogin, OfferedCertificate } from '../certificate-login.ts';

type Offer = {
  readonly certificates: readonly Certificate[];
  readonly answer: (certificate?: Certificate) => void;
};

/** A connection with cookies and TLS state of its own, as `shell` makes them. */
export type Partition = { readonly session: Electron.Session; readonly http: Http };

type Listed = { readonly offered: OfferedCertificate; readonly certificate: Certificate };

function list(certificates: readonly Certificate[]): readonly Listed[] {
  return certificates.map((certificate) => ({
    certificate,
    offered: { id: randomBytes(16).toString('base64url'), pem: certificate.data },
  }));
}

/**
 * Only Linux asks the app for the PIN of a token in the store. Electron wants it as a string, which cannot be wiped: it lives
 * as short as can be. An empty one is Chromium's "not given".
 */
function answerPins(ask: () => AskStorePin | null): void {
  if (process.platform !== 'linux') return;
  app.setClientCertRequestPasswordHandler(async ({ tokenName, isRetry }) => {
    const pin = await ask()?.(tokenName, isRetry);
    if (pin === undefined || pin === null) return '';
    const text = Buffer.from(pin).toString('utf8');
    pin.fill(0);
    return text;
  });
}

/** The question for a certificate, or `null` when the page came without one (nothing to offer). */
function firstQuestion(contents: Electron.WebContents, loaded: Promise<void>): Promise<Offer | null> {
  return new Promise((resolve, reject) => {
    const onSelect = (
      event: Electron.Event,
      asked: Electron.WebContents | null,
      _url: string,
      certificates: Certificate[],
      answer: (certificate?: Certificate) => void,
    ): void => {
      if (asked?.id !== contents.id) return;
      event.preventDefault();
      app.off('select-client-certificate', onSelect);
      resolve({ certificates, answer });
    };
    app.on('select-client-certificate', onSelect);
    loaded
      .then(() => {
        resolve(null);
      }, reject)
      .finally(() => {
        app.off('select-client-certificate', onSelect);
      });
  });
}

async function load(window: BrowserWindow, url: string): Promise<void> {
  try {
    await window.loadURL(url);
  } catch (error) {
    throw new NetworkError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The operating system's certificate store by way of Chromium. A hidden page connects to the certificate endpoint, which
 * makes the system offer its certificates; the choice is cached in the page's own in-memory partition, in which the app's
 * requests then present it, too. Each attempt gets a new partition, since the cache cannot be asked to forget.
 */
export class OsStoreLogin implements CertificateLogin {
  readonly #partition: (name: string) => Partition;
  #askPin: AskStorePin | null = null;

  constructor(partition: (name: string) => Partition) {
    this.#partition = partition;
    answerPins(() => this.#askPin);
  }

  async begin(origin: string, askPin: AskStorePin): Promise<CertificateAttempt> {
    this.#askPin = askPin;
    const { session, http } = this.#partition(`certificate-${randomBytes(16).toString('base64url')}`);
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session, sandbox: true, contextIsolation: true, javascript: false, images: false },
    });
    const close = async (): Promise<void> => {
      if (!window.isDestroyed()) window.destroy();
      await http.close();
    };
    const loaded = load(window, `${origin}/hello`);
    try {
      const offer = await firstQuestion(window.webContents, loaded);
      const listed = list(offer?.certificates ?? []);
      return {
        offered: listed.map(({ offered }) => offered),
        choose: async (id) => {
          const chosen = listed.find(({ offered }) => offered.id === id);
          if (chosen === undefined || offer === null) throw new RangeError('that certificate was not offered');
          offer.answer(chosen.certificate);
          await loaded;
          return http;
        },
        close: async () => {
          // A page that waits for the answer is destroyed with its window; its failure is expected then.
          loaded.catch(() => undefined);
          if (this.#askPin === askPin) this.#askPin = null;
          await close();
        },
      };
    } catch (error) {
      await close();
      throw error;
    }
  }
}
