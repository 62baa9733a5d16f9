import { readFileSync } from 'node:fs';
import { issueClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { connectAtTpp } from '../support/customer.ts';
import { offerElectron } from '../support/electron.ts';
import { NssStore } from '../support/nss-store.ts';
import { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { processorTaken } from '../support/processor-taken.ts';
import { MachineBusy, type Bench, type Figure } from './bench.ts';

const certificates = 200;
const rounds = 15;
/**
 * A round before which others took more than this of the processors says nothing about the list, and is measured once more.
 * A round is chosen by this alone, never by its time.
 */
const quiet = 0.15;
const mostRounds = 45;
/** How often, 0.2 s each, it is looked for a quiet moment before a round. */
const mostLooks = { first: 150, again: 15 };
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

/** Both stamps are on the system's clock, which both processes read. Resolves when somebody listens; the stamp comes later. */
const willBeAsked = (app: AppDriver) =>
  app.application.evaluateHandle(({ app: electron }) => ({
    at: new Promise<number>((resolve) => {
      electron.prependOnceListener('select-client-certificate', () => {
        resolve(performance.timeOrigin + performance.now());
      });
    }),
  }));

/** A message posted in the frame's callback is handled after that frame's style, layout and paint. */
const willBePainted = (app: AppDriver) =>
  app.page.evaluateHandle(() => ({
    painted: new Promise<{ at: number; shown: number }>((resolve) => {
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
  }));

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

/** One measurement, ms, and the share of the processors that others took just before it. */
type Round = { readonly value: number; readonly taken: number };
const isQuiet = ({ taken }: Round): boolean => taken <= quiet;

/** Waits a while for a moment in which the others pause; answers what they take then. */
async function quietMoment(most: number): Promise<number> {
  let taken = 1;
  for (let looks = 0; looks < most && taken > quiet; looks += 1) taken = await processorTaken();
  return taken;
}

async function round(app: AppDriver, button: string, looks = mostLooks.again): Promise<Round> {
  const taken = await quietMoment(looks);
  const value = await measure(app, () => app.press(button));
  await inventoryRead(app);
  return { value, taken };
}

async function measure(app: AppDriver, press: () => Promise<void>): Promise<number> {
  // A press before both listen would never be seen.
  const [asked, list] = [await willBeAsked(app), await willBePainted(app)];
  await press();
  const { at, shown } = await list.evaluate(({ painted }) => painted);
  if (shown !== certificates) throw new Error(`the list shows ${String(shown)} certificates`);
  return at - (await asked.evaluate((one) => one.at));
}

function figure(name: string, samples: readonly number[], share: number): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { name, value: Math.round(value), limit, unit: 'ms', samples: sorted.length };
}

const figures = (first: Round, again: readonly Round[]): readonly Figure[] => {
  const times = again.map(({ value }) => value);
  const taken = [first, ...again].map((one) => one.taken);
  return [
    figure('question to painted list of 200, the first time', [first.value], 1),
    figure('question to painted list of 200, median', times, 0.5),
    figure('question to painted list of 200, p95', times, 0.95),
    {
      name: 'the machine by itself: processors taken by others, at most',
      value: Math.round(Math.max(...taken) * 100) / 100,
      limit: quiet,
      unit: 'ratio',
      samples: taken.length,
    },
  ];
};

export const bench: Bench = async () => {
  await offerElectron();
  const stage = await Stage.open({ persona: null });
  const store = await fillStore(stage);
  try {
    const app = await stage.startApp(stage.world.profileFile, { HOME: store.home });
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    const first = await round(app, '電子証明書ログイン', mostLooks.first);
    const measured: Round[] = [];
    while (measured.filter(isQuiet).length < rounds && measured.length < mostRounds) {
      measured.push(await round(app, '読み直す'));
    }
    const [counted, rest] = [measured.filter(isQuiet), measured.filter((one) => !isQuiet(one))];
    if (!isQuiet(first) || counted.length < rounds)
      throw new MachineBusy(
        `only ${String(counted.length)} of ${String(measured.length)} rounds were quiet`,
        figures(first, [...counted, ...rest]),
      );
    return figures(first, counted);
  } finally {
    await stage.close();
    await store.remove();
  }
};
