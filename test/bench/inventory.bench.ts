import { readFileSync } from 'node:fs';
import { issueClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { connectAtTpp } from '../support/customer.ts';
import { offerElectron } from '../support/electron.ts';
import { NssStore } from '../support/nss-store.ts';
import { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { processorTaken } from '../support/processor-taken.ts';
import type { Bench, Figure } from './bench.ts';

const certificates = 200;
const rounds = 15;
/** A round in which others took more of the processors than this is measured once more, so many times in all. */
const quiet = 0.15;
const mostRounds = 45;
/** From the question of the handshake to the list on the screen, ms. */
const limit = 150;

/** A database as somebody has it who works for two hundred companies: each certificate with a key of its own. */
async function fillStore(stage: Stage): Promise<NssStore> {
  const store = await NssStore.create();
  for (let number = 1; number <= certificates; number += 1) {
    const company = `株式会社さくら商事 第${String(number)}事業所`;
    const commonName = `担当 ${String(number).padStart(3, '0')}`;
    const issued = await issueClientCertificate(stage.world.pki, { commonName, company, algorithm: 'EC' });
    await store.addWithKey({ pem: issued.certPem, keyPem: issued.keyPem }, `担当 ${String(number)}`);
  }
  return store;
}

/** Both stamps are on the system's clock, which both processes read. */
const askedAt = (app: AppDriver): Promise<number> =>
  app.application.evaluate(
    ({ app: electron }) =>
      new Promise((resolve) => {
        electron.prependOnceListener('select-client-certificate', () => {
          resolve(performance.timeOrigin + performance.now());
        });
      }),
  );

/** A message posted in the frame's callback is handled after that frame's style, layout and paint. */
const paintedAt = (app: AppDriver): Promise<{ at: number; shown: number }> =>
  app.page.evaluate(
    () =>
      new Promise((resolve) => {
        const radios = (): number => document.querySelectorAll('input[type=radio]').length;
        let old = radios() > 0;
        const observer = new MutationObserver(() => {
          const shown = radios();
          if (shown === 0) old = false;
          if (old || shown === 0) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              port1.close();
              resolve({ at: performance.timeOrigin + performance.now(), shown });
            };
            port2.postMessage(null);
          });
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );

/** The reading of what was left out goes on after the list is there; a customer does not read again before it is done. */
async function inventoryRead(app: AppDriver): Promise<void> {
  const pid = String(app.application.process().pid);
  const children = (): string[] => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const isTool = (child: string): boolean => {
    try {
      return readFileSync(`/proc/${child}/comm`, 'utf8').startsWith('certutil');
    } catch {
      // It has just ended.
      return false;
    }
  };
  await until(() => !children().some(isTool));
}

type Round = { readonly value: number; readonly taken: number };
const isQuiet = ({ taken }: Round): boolean => taken <= quiet;
/** Quiet rounds that say something on their own. */
const fewest = 5;

async function measure(app: AppDriver, press: () => Promise<void>): Promise<number> {
  const [asked, painted] = [askedAt(app), paintedAt(app)];
  await press();
  const { at, shown } = await painted;
  if (shown !== certificates) throw new Error(`the list shows ${String(shown)} certificates`);
  return at - (await asked);
}

function figure(name: string, samples: readonly number[], share: number): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { name, value: Math.round(value), limit, unit: 'ms', samples: sorted.length };
}

export const bench: Bench = async () => {
  await offerElectron();
  const stage = await Stage.open({ persona: null });
  const store = await fillStore(stage);
  try {
    const app = await stage.startApp(stage.world.profileFile, { HOME: store.home });
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    const first = await measure(app, () => app.press('電子証明書ログイン'));
    const measured: Round[] = [];
    while (measured.filter(isQuiet).length < rounds && measured.length < mostRounds) {
      await inventoryRead(app);
      const before = await processorTaken();
      const value = await measure(app, () => app.press('読み直す'));
      await inventoryRead(app);
      measured.push({ value, taken: Math.max(before, await processorTaken()) });
    }
    // On a machine that is never quiet all rounds count: the limit stays what it is.
    const enough = measured.filter(isQuiet).length >= fewest;
    const again = measured.filter((round) => !enough || isQuiet(round)).map(({ value }) => value);
    const taken = figure(
      'processors taken by others, median of all rounds',
      measured.map((round) => round.taken * 100),
      0.5,
    );
    return [
      figure('question to painted list of 200, the first time', [first], 1),
      figure('question to painted list of 200, median', again, 0.5),
      figure('question to painted list of 200, p95', again, 0.95),
      // Says how far the others can be believed; has no limit of its own.
      { ...taken, value: taken.value / 100, limit: 1, unit: 'ratio' },
    ];
  } finally {
    await stage.close();
    await store.remove();
  }
};
