import { describe, expect, it } from 'vitest';
import { testerCalls, type TesterReloaded } from '../../../src-main/contract/tester.ts';
import { ControlRefusal, type ControlClient } from '../../../src-main/tester/control-client.ts';
import { testerHandlers } from '../../../src-main/tester/tester.ts';
import { panelTexts } from '../../../src-renderer/tester/texts.ts';

const reloaded: TesterReloaded = {
  personas: { added: ['keiri-jiro'], changed: [], removed: ['koza-tami', 'token-rika'] },
  tpps: { added: [], changed: [], removed: [] },
};
const answers: Readonly<Record<string, unknown>> = {
  'GET /mock/world': {
    tpp: 'http://localhost:9480',
    pages: 'http://localhost:9481',
    folders: { personas: null, tpps: null },
    tpps: [{ clientId: 'neko-2', name: { ja: 'ねこ帳', en: 'Neko' }, path: '/neko', suspended: false }],
  },
  'POST /mock/personas/reload': { message: 'Files read again.', details: reloaded },
};
const control: ControlClient = {
  ask: (schema, method, path) => Promise.resolve(schema.parse(answers[`${method} ${path}`])),
  tell: () => Promise.reject(new Error('not asked here')),
};

function handlers() {
  const opened: string[] = [];
  const openBrowser = (url: string): Promise<boolean> => {
    opened.push(url);
    return Promise.resolve(true);
  };
  const device = { importCertificate: null, system: 'linux', tokenConfiguration: null } as const;
  return { opened, ...testerHandlers({ control, openBrowser, program: 'start', ...device }) };
}

describe('what the test panel asks', () => {
  it('opens the start page of a provider that is there, and of no other', async () => {
    const { browse, opened } = handlers();
    await browse(testerCalls.browse.parse({ page: 'tpp' }));
    await browse(testerCalls.browse.parse({ page: 'tpp', tpp: 'neko-2' }));
    await browse(testerCalls.browse.parse({ page: 'inspector' }));
    await expect(browse({ page: 'tpp', tpp: 'gone' })).rejects.toThrow(ControlRefusal);
    expect(opened).toEqual(['http://localhost:9480/', 'http://localhost:9480/neko', 'http://localhost:9481/inspector']);
    expect(testerCalls.browse.safeParse({ page: 'tpp', tpp: '//evil.example' }).success).toBe(false);
  });

  it('says in both languages what is different after the files were read again', async () => {
    const answer = await handlers().reload(undefined);
    expect(panelTexts.ja.reloaded(answer)).toBe(
      'ファイルを読み直しました。利用者: 追加 keiri-jiro / 削除 koza-tami、token-rika。連携先: 変わりなし。',
    );
    expect(panelTexts.en.reloaded(answer)).toBe(
      'Files read again. People: added keiri-jiro; removed koza-tami, token-rika. Providers: as before.',
    );
  });
});
