import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Bridge } from '../../src-main/contract/calls.ts';
import { keypadFaces, type AppDriver } from '../support/app-driver.ts';
import type { Customer } from '../support/customer.ts';
import {
  entered,
  pictureAddress,
  pictureStatus,
  protocolOf,
  toInquiryPin,
  toPassword,
  watchBytes,
  watchProtection,
} from '../support/keypad-stage.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';
import { until } from '../support/until.ts';

let stage: Stage;
let customer: Customer;
let app: AppDriver;

beforeAll(async () => {
  stage = await Stage.open({ persona: 'keiri-taro' });
  customer = await customerOf('keiri-taro');
});
afterEach(async () => {
  await stage.stopApp();
});
afterAll(async () => {
  await stage.close();
});

/** None where there is no such folder. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const keys = () => app.page.locator('button[data-block]');
const note = () => app.page.locator('.keypad__note');
const status = () => app.page.locator('.keypad-notes').innerText();

describe('the software keyboard', () => {
  beforeEach(async () => {
    app = await toPassword(stage);
  });

  it('takes a password by mouse, touch, pen and arrow keys, and it is the right one', async () => {
    const { page } = app;
    const protocol = await protocolOf(app);
    await protocol.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.evaluate(() => {
      const seen: string[] = [];
      Reflect.set(globalThis, 'pointersSeen', seen);
      addEventListener('pointerdown', ({ pointerType }) => seen.push(pointerType), true);
    });
    const middle = async (index: number): Promise<{ x: number; y: number }> => {
      const box = await keys().nth(index).boundingBox();
      if (box === null) throw new Error('the key is not on the screen');
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const ways: readonly ((index: number) => Promise<void>)[] = [
      (index) => keys().nth(index).click(),
      async (index) => {
        await protocol.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [await middle(index)] });
        await protocol.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      },
      async (index) => {
        const pen = { ...(await middle(index)), button: 'left', clickCount: 1, pointerType: 'pen' } as const;
        await protocol.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...pen });
        await protocol.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pen });
      },
      async (index) => {
        await keys().nth(0).focus();
        await page.keyboard.press('Home');
        for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
      },
    ];
    const faces = await keypadFaces(app);
    let length = 0;
    for (const character of customer.loginPassword) {
      await ways[length % ways.length]?.(faces.indexOf(character));
      length += 1;
      await entered(app, length);
    }
    const pointers = await page.evaluate(() => Reflect.get(globalThis, 'pointersSeen') as string[]);
    expect(new Set(pointers)).toEqual(new Set(['mouse', 'touch', 'pen']));
    await app.press('API連携');
    await app.heading(/認可業務選択/);
  });

  it('takes back one, all, and is put away and opened again without a mouse', async () => {
    const { page } = app;
    for (let n = 0; n < 3; n += 1) await keys().nth(n).click();
    await app.press('1文字削除');
    await entered(app, 2);
    await app.press('すべて消去');
    await entered(app, 0);
    await keys().nth(0).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => keys().count()).toBe(0);
    const field = page.getByRole('textbox', { name: 'ログインパスワード' });
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await keys().first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('button[data-block]'))).toBe(true);
    await entered(app, 0);
    await app.press('閉じる');
    await page.getByRole('button', { name: 'ソフトウェアキーボードを開く' }).waitFor();
  });

  it('says when the limit is reached, and moves no key by saying it', async () => {
    const key = keys().nth(5);
    await key.click();
    const place = await key.boundingBox();
    for (let n = 1; n < 12; n += 1) await key.click();
    await entered(app, 12);
    expect(await note().innerText()).toBe('12文字まで入力しました。これ以上は入力できません。');
    expect(await status()).toContain('これ以上は入力できません');
    await key.click();
    await entered(app, 12);
    expect(await key.boundingBox()).toEqual(place);
    await app.press('1文字削除');
    await entered(app, 11);
    await app.press('すべて消去');
    await key.click();
    expect(await app.page.locator('#missing').innerText()).toContain('5');
    const submit = app.page.getByRole('button', { name: 'API連携', exact: true });
    expect(await submit.getAttribute('aria-disabled')).toBe('true');
  });

  it('shows no face while a key is held, and nothing tells which one', async () => {
    const { page } = app;
    const looks = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.key--char')].map((key) => {
          const { backgroundColor, borderColor, boxShadow, transform } = getComputedStyle(key);
          const face = key.querySelector('.key__face');
          const shown = face === null ? '' : getComputedStyle(face).visibility;
          return [backgroundColor, borderColor, boxShadow, transform, shown].join(' ');
        }),
      );
    await keys().nth(7).hover();
    await page.mouse.down();
    const held = new Set(await looks());
    expect(held.size).toBe(1);
    expect([...held][0]).toContain('hidden');
    await page.mouse.up();
    expect((await looks()).every((look) => look.endsWith('visible'))).toBe(true);
    await keys().nth(3).focus();
    await page.keyboard.down('Enter');
    expect(new Set((await looks()).map((look) => look.split(' ').at(-1)))).toEqual(new Set(['hidden']));
    await page.keyboard.up('Enter');
    expect((await looks()).every((look) => look.endsWith('visible'))).toBe(true);
  });

  it('refuses typing and pasting with a note, and leaves the clipboard alone', async () => {
    const { page, application } = app;
    await application.evaluate(({ clipboard }) => clipboard.writeText('Sakura2026'));
    await keys().nth(0).click();
    await page.keyboard.type('Sakura2026');
    await expect.poll(() => note().innerText()).toContain('画面のキーで入力してください');
    expect(await status()).toContain('貼り付けは使えません');
    await entered(app, 1);
    await keys().nth(0).click();
    await entered(app, 2);
    expect(await note().innerText()).toBe('開くたびに並びが変わります');
    await page.keyboard.press('Control+v');
    await expect.poll(() => note().innerText()).toContain('貼り付けは使えません');
    await entered(app, 2);
    await page.keyboard.press('Control+c');
    expect(await application.evaluate(({ clipboard }) => clipboard.readText())).toBe('Sakura2026');
    expect(await page.content()).not.toContain('Sakura2026');
    // What an input method or a dragged text would do to the document is refused and said likewise.
    for (const way of ['compositionstart', 'drop', 'beforeinput']) {
      await keys().nth(0).click();
      await expect.poll(() => note().innerText()).toBe('開くたびに並びが変わります');
      const refused = await page.evaluate((name) => {
        const event = new Event(name, { bubbles: true, cancelable: true });
        document.querySelector('[role=textbox]')?.dispatchEvent(event);
        return event.defaultPrevented;
      }, way);
      expect(refused).toBe(true);
      await expect.poll(() => note().innerText()).toContain('画面のキーで入力してください');
    }
    // Nothing an input method, the spell checker or a password manager could fill.
    expect(await page.locator('input:not([type=checkbox]):not([type=radio]), textarea, select').count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector('[contenteditable]') === null)).toBe(true);
  });

  it('has another order at each opening, new ids always, and the same order when that is wished', async () => {
    const ids: string[] = [];
    const orders: string[] = [];
    const reopen = async (): Promise<void> => {
      ids.push(await pictureAddress(app));
      orders.push((await keypadFaces(app)).join(''));
      await app.press('閉じる');
      await app.press('ソフトウェアキーボードを開く');
      await expect.poll(() => pictureAddress(app).catch(() => ids.at(-1))).not.toBe(ids.at(-1));
    };
    await reopen();
    await reopen();
    expect(orders[0]).not.toBe(orders[1]);
    await app.page.getByRole('switch', { name: '配列を固定' }).click();
    await reopen();
    await reopen();
    await reopen();
    expect(orders[3]).toBe(orders[2]);
    expect(orders[4]).toBe(orders[2]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells a screen reader block and position, and characters only after they were asked for', async () => {
    const { page } = app;
    const names = (): Promise<string[]> =>
      page.evaluate(() => [...document.querySelectorAll('.key--char')].map((key) => key.textContent));
    const third = page.getByRole('button', { name: '数字の3番目', exact: true });
    expect(await third.count()).toBe(1);
    const protocol = await protocolOf(app);
    const spokenName = async (index: number): Promise<string> => {
      const { root } = await protocol.send('DOM.getDocument', { depth: 0 });
      const { nodeIds } = await protocol.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.key--char' });
      const { nodes } = await protocol.send('Accessibility.getPartialAXTree', {
        nodeId: nodeIds[index] ?? 0,
        fetchRelatives: false,
      });
      return String(nodes[0]?.name?.value);
    };
    expect(await spokenName(2)).toBe('数字の3番目');
    const before = await names();
    await app.press('キーの設定');
    const wish = page.getByRole('switch', { name: 'キーの文字を読み上げる' });
    expect(await wish.isChecked()).toBe(false);
    const reason = await wish.evaluate((element) => {
      const id = element.getAttribute('aria-describedby') ?? '';
      return document.getElementById(id)?.textContent ?? '';
    });
    expect(reason).toMatch(/イヤホン.*位置だけを読み上げるのは/);
    await wish.click();
    const digit = (await keypadFaces(app))[2] ?? '';
    await expect.poll(() => spokenName(2)).toBe(`${digit}、数字の3番目`);
    // Said, and still neither text nor attribute of the document.
    expect(await names()).toEqual(before);
    await wish.click();
    await expect.poll(() => spokenName(2)).toBe('数字の3番目');
  });
});

describe('a bank that wants no character spoken', () => {
  it('is obeyed by the main process, and the customer is told whom to ask', async () => {
    const shipped = z.looseObject({}).parse(JSON.parse(readFileSync(stage.world.profileFile, 'utf8')));
    const profile = join(stage.folder, 'silent.json');
    writeFileSync(profile, JSON.stringify({ ...shipped, keypad: { speakCharacters: 'forbidden' } }));
    app = await toPassword(stage, profile);
    await app.press('キーの設定');
    const settings = app.page.getByRole('group', { name: 'キーの設定' });
    await settings.getByText('読み上げは使えません').waitFor();
    expect(await settings.getByRole('switch').count()).toBe(1);
    // A page that asks all the same is answered by a no, and is served nothing.
    const picture = await pictureAddress(app);
    const [, pad = ''] = /keypad\/([\w-]+)\.svg$/.exec(picture) ?? [];
    const answer = await app.page.evaluate(async (id) => {
      const { renkei } = globalThis as unknown as { renkei: Bridge };
      return await renkei.call('keypad.speak', { pad: id, on: true });
    }, pad);
    expect(answer).toEqual({ ok: true, value: false });
    expect(await pictureStatus(app, picture)).toBe(200);
    expect(await pictureStatus(app, picture.replace(/svg$/, 'css'))).toBe(404);
  });
});

describe('what was entered is gone, and the screen may be captured again', () => {
  let asked: () => Promise<boolean[]>;
  let bytes: () => Promise<number>;
  let picture: string;
  const gone = async (): Promise<void> => {
    await until(async () => (await pictureStatus(app, picture)) === 404);
    expect((await asked()).at(-1)).toBe(false);
    expect(await bytes()).toBe(0);
  };
  beforeEach(async () => {
    app = await toPassword(stage);
    const first = await pictureAddress(app);
    await app.press('閉じる');
    await until(async () => (await pictureStatus(app, first)) === 404);
    asked = await watchProtection(app);
    bytes = await watchBytes(app, 12);
    await app.press('ソフトウェアキーボードを開く');
    await keys().first().waitFor();
    picture = await pictureAddress(app);
    await keys().nth(0).click();
    await entered(app, 1);
    expect(await asked()).toEqual([true]);
    expect(await bytes()).toBe(1);
    expect(await pictureStatus(app, picture)).toBe(200);
  });

  it('when the PC is locked, and the customer is told', async () => {
    await app.application.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    await app.page.getByText('PCがロックされたため').waitFor();
    await gone();
    await entered(app, 0);
    await app.press('ソフトウェアキーボードを開く');
    await keys().first().waitFor();
  });

  it('when the PC goes to sleep', async () => {
    await app.application.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await gone();
  });

  it('when nobody is there for two minutes, and the customer is told', async () => {
    await app.application.evaluate(() => {
      const real = globalThis.setTimeout;
      const hurried = (then: () => void, milliseconds?: number): unknown =>
        real(then, milliseconds === 120_000 ? 0 : milliseconds);
      Reflect.set(globalThis, 'setTimeout', hurried);
    });
    await keys().nth(0).click();
    await app.page.getByText('2分間操作がなかったため').waitFor();
    await gone();
  });

  it('when the window has lost the focus for two minutes', async () => {
    await app.application.evaluate(({ BrowserWindow }) => {
      const real = globalThis.setTimeout;
      const hurried = (then: () => void, milliseconds?: number): unknown =>
        real(then, milliseconds === 120_000 ? 0 : milliseconds);
      Reflect.set(globalThis, 'setTimeout', hurried);
      const [window] = BrowserWindow.getAllWindows();
      window?.emit('focus');
      window?.emit('blur');
    });
    await app.page.getByText('この画面から2分間離れていたため').waitFor();
    await gone();
  });

  it('when the page is loaded anew', async () => {
    await app.page.reload();
    await keys().first().waitFor();
    await entered(app, 0);
    expect(await pictureStatus(app, picture)).toBe(404);
    // The new page has opened a keypad of its own.
    expect(await asked()).toEqual([true, false, true]);
    expect(await bytes()).toBe(0);
  });

  it('when the customer leaves the procedure', async () => {
    await app.press('手続きを中止する');
    await app.page.getByRole('alertdialog').waitFor();
    await app.press('中止する');
    await app.heading('手続きを中止しました');
    await gone();
  });

  it('when the window’s process ends', async () => {
    await app.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await until(async () => (await pictureStatus(app, picture)) === 404);
    expect((await asked()).slice(0, 2)).toEqual([true, false]);
    expect(await bytes()).toBe(0);
    // The system keeps no picture of its memory either: nothing reports crashes.
    const dumps = await app.application.evaluate(({ app: running }) => running.getPath('crashDumps'));
    expect(dumps.startsWith(stage.folder)).toBe(true);
    expect(filesIn(dumps).filter((file) => file.endsWith('.dmp'))).toEqual([]);
  });

  it('when the app is quit in the middle of an entry', async () => {
    for (let length = 2; length <= 7; length += 1) {
      await keys().nth(length).click();
      await entered(app, length);
    }
    await stage.stopApp();
    expect(app.output()).toMatch(/^before-quit: 7 bytes entered$/m);
    expect(app.output()).toMatch(/^will-quit: 0 bytes entered$/m);
  });
});

describe('the ten-key', () => {
  it('has its digits, says that all are entered, and is worked by arrow keys', async () => {
    app = await toPassword(stage);
    await toInquiryPin(app, customer);
    expect(await keys().count()).toBe(10);
    const { page } = app;
    await keys().first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('3');
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('Enter');
    await entered(app, 4);
    expect(await note().innerText()).toBe('4桁すべて入力しました。');
    await page.keyboard.press('Enter');
    await entered(app, 4);
    await app.press('1文字削除');
    await entered(app, 3);
    await app.press('閉じる');
    await app.press('ソフトウェアキーボードを開く');
    await entered(app, 0);
  });
});
