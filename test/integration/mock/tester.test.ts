import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tokenFolder } from '../../../server/mock/token/make-token.ts';
import { controlClient, ControlRefusal } from '../../../src-main/tester/control-client.ts';
import { testerHandlers, type TesterHandlers } from '../../../src-main/tester/tester.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
let panel: TesterHandlers;
beforeAll(async () => {
  test = await openTestWorld();
  const { home } = test.world;
  panel = testerHandlers({
    control: controlClient(join(home, 'control.json')),
    openBrowser: () => Promise.resolve(true),
    importCertificate: null,
    system: 'linux',
    tokenConfiguration: join(tokenFolder(home, 'token-eiko'), 'softhsm2.conf'),
    program: 'start',
  });
});
afterAll(() => test.close());
afterEach(() => test.world.switchboard.reset());

const on = () =>
  test.world.switchboard.active().map(({ scenario, scope }) => [scenario.id, scope.personas, scope.tpps]);

describe('what the test panel asks of a running world', () => {
  it('switches for one person and one provider, and tells for whom it is on', async () => {
    const scope = { personas: ['keiri-taro'], tpps: ['kaikei-mirai'] };
    const parameters = { at: ['services'], form: 'gateway', times: null };
    await panel.switch({ id: 'server-error', on: true, parameters, scope });
    expect(on()).toEqual([['server-error', ['keiri-taro'], ['kaikei-mirai']]]);
    const { scenarios } = await panel.state(undefined);
    const active = scenarios.find(({ id }) => id === 'server-error')?.active;
    expect(active).toEqual({ parameters, scope, files: [] });
  });

  it('switches for everybody where nobody is named, and everything off without touching the clock', async () => {
    await panel.switch({ id: 'latency', on: true });
    await panel.switch({ id: 'emergency-stop', on: true, parameters: {} });
    expect(on()).toEqual([
      ['latency', null, null],
      ['emergency-stop', null, null],
    ]);
    await panel.clock({ advance: '1d' });
    await panel['all-off'](undefined);
    expect(on()).toEqual([]);
    // The machine's clock goes on between being read and the world's being set.
    const { offsetMs } = (await panel.state(undefined)).clock;
    expect(Math.abs(offsetMs - 86_400_000)).toBeLessThan(1_000);
    await panel.clock({ machine: true });
  });

  it('says what no scenario brings about, and what the customer does for it', async () => {
    const { byCustomer } = await panel.state(undefined);
    expect(byCustomer.flatMap(({ codes }) => codes)).toEqual([
      'certificate.cancelled',
      'authorization.nothing-selected',
      'authorization.refused',
      'authorization.cancelled',
    ]);
  });

  it('passes on in both languages why something is refused', async () => {
    await panel.switch({ id: 'tls-failure', on: true });
    const refusal = async (asked: Promise<unknown>): Promise<ControlRefusal> => {
      const error = await asked.catch((problem: unknown) => problem);
      if (error instanceof ControlRefusal) return error;
      throw new Error('it was not refused');
    };
    expect((await refusal(panel.switch({ id: 'server-error', on: true }))).words).toEqual({
      ja: 'TLSの段階で失敗するため、その先の応答は決して見えません。',
      en: 'It fails in TLS, so nothing that would come after is ever seen.',
    });
    const wrong = await refusal(panel.switch({ id: 'latency', on: true, parameters: { ms: -1 } }));
    expect(wrong.words.ja).toMatch(/^値が正しくない.*ms/su);
    expect(wrong.words.en).toMatch(/^The request is malformed.*ms/su);
    const nobody = await refusal(
      panel.switch({ id: 'latency', on: true, scope: { personas: ['nobody'], tpps: null } }),
    );
    expect(nobody.words.en).toContain('there is no nobody');
    expect(on()).toEqual([['tls-failure', null, null]]);
  });

  it('reads no file again while something is on, and says in both languages what', async () => {
    await panel.switch({ id: 'latency', on: true });
    const refused = await panel.reload(undefined).catch((error: unknown) => error);
    expect(refused instanceof ControlRefusal && Object.values(refused.words)).toEqual([
      '有効なものがある間はできません。先に切ってください: 応答の遅れ',
      'Not while something is on. Switch it off first: Latency and jitter',
    ]);
  });

  it('tells every token with its PIN, and which of them this app sees', async () => {
    const tokens = async () =>
      (await panel.state(undefined)).personas
        .filter((person) => person.tokens.length > 0)
        .map((person) => [person.id, person.tokens.map(({ label, pin }) => [label, pin]), person.seen]);
    expect(await tokens()).toEqual([
      ['token-rika', [['RSA トークン', '246810']], false],
      ['token-eiko', [['EC トークン', '135790']], true],
      ['lock-rokuro', [['ロック済みトークン', '975310']], false],
    ]);
    const made = await panel.token({ persona: 'keiri-taro', algorithm: 'ec' });
    expect(made).toEqual({
      label: 'テスト用トークン1',
      pin: '246810',
      locked: false,
      seen: false,
      start: 'start --persona=keiri-taro',
    });
    expect((await tokens())[0]).toEqual(['keiri-taro', [[made.label, made.pin]], false]);
  });
});
