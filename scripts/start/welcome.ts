import { dirname } from 'node:path';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import type { World } from '../world/world.ts';

/** What a tester needs to know, printed once everything runs. */
export const welcome = (world: World, electron: ElectronRuntime): string => {
  const { persona, server } = world;
  const pins = persona.accounts
    .filter(({ pinState }) => pinState === 'unregistered')
    .map(({ last3, pin }) => `末尾${last3} ${pin ?? ''}`);
  return [
    '',
    '  連携 Renkei (テスト環境 / test environment)',
    '',
    `  1. ブラウザーでAPI連携先の画面を開いてください。 Open the third-party provider's page:`,
    `       ${server.ready.tpp}`,
    '  2. 「銀行口座を連携する」からアプリに進みます。 From there you come to the app.',
    '',
    '  アプリの「テスト環境」でテスト操作盤が開きます。 「テスト環境」 in the app opens the test panel.',
    `  通信の記録 inspector       ${new URL('/inspector', server.ready.pages).href}`,
    `  利用者 persona            ${persona.name} (${persona.company})`,
    `  ログインパスワード password ${persona.loginPassword}`,
    ...persona.tokens.map(({ label, pin }) => `  トークンのPIN token PIN    ${label}: ${pin}`),
    ...(pins.length > 0 ? [`  照会用暗証番号 inquiry PIN  ${pins.join(' / ')}`] : []),
    `  Electron                  ${electron.version} (${electron.origin})`,
    `  記録 logs                 ${dirname(server.logFile)}`,
    '',
    '  終了: ウィンドウを閉じるか Ctrl-C。 To stop: close the window or press Ctrl-C.',
    '',
  ].join('\n');
};
