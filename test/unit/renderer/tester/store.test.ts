import { describe, expect, it } from 'vitest';
import type { TesterBridge, TesterResult, TesterWords } from '../../../../src-main/contract/tester.ts';
import { createPanelStore } from '../../../../src-renderer/tester/tester-store.ts';

const reason: TesterWords = { ja: '同時には起こりません。', en: 'Not together.' };

type Answers = Readonly<Record<string, TesterResult<unknown>>>;

/** Answers from a table; what is not in it is done without a word. */
function scripted(answers: Answers): { readonly bridge: TesterBridge; readonly asked: string[] } {
  const asked: string[] = [];
  const call = (name: string): Promise<TesterResult<unknown>> => {
    asked.push(name);
    return Promise.resolve(answers[name] ?? { ok: true, value: name === 'entries' ? [] : null });
  };
  return { asked, bridge: { call: call as TesterBridge['call'] } };
}

describe('what the panel keeps', () => {
  it('says a refusal at its scenario and below, until something else is asked', async () => {
    const { bridge } = scripted({ switch: { ok: false, reason } });
    const store = createPanelStore(bridge);
    await store.flip({ id: 'server-error', on: true });
    expect(store.state.getState()).toMatchObject({
      refused: { 'server-error': reason },
      said: { ok: false, words: reason },
      busy: false,
    });
    await store.ask('all-off', undefined);
    expect(store.state.getState()).toMatchObject({ refused: {}, said: null });
  });

  it('asks one thing at a time, and reads the world back afterwards', async () => {
    const { bridge, asked } = scripted({});
    const store = createPanelStore(bridge);
    await Promise.all([store.flip({ id: 'latency', on: true }), store.flip({ id: 'latency', on: false })]);
    expect(asked).toEqual(['switch', 'state', 'entries']);
  });

  it('says of a token that was made its PIN, and how an app is started that sees it', async () => {
    const start = 'npm start -- --persona=keiri-taro';
    const made = { label: 'テスト用トークン1', pin: '246810', locked: false, start };
    const said = async (seen: boolean): Promise<TesterWords | undefined> => {
      const store = createPanelStore(scripted({ token: { ok: true, value: { ...made, seen } } }).bridge);
      await store.ask('token', { persona: 'keiri-taro', algorithm: 'ec' });
      return store.state.getState().said?.words;
    };
    for (const words of Object.values((await said(false)) ?? {})) {
      expect(words).toContain('テスト用トークン1');
      expect(words).toContain('246810');
      expect(words).toContain(start);
    }
    expect((await said(true))?.ja).not.toContain(start);
  });

  it('keeps what is searched for beside what is only shown when on', () => {
    const store = createPanelStore(scripted({}).bridge);
    store.find({ text: 'ocsp' });
    store.find({ onlyOn: true });
    expect(store.state.getState().filter).toEqual({ text: 'ocsp', onlyOn: true });
  });
});
