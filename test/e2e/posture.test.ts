import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webPreferences } from '../../src-main/shell/web-preferences.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { Stage } from '../support/stage.ts';

describe('the window', () => {
  let stage: Stage;
  let app: AppDriver;
  beforeAll(async () => {
    stage = await Stage.open({ persona: null });
    app = await stage.startApp();
  });
  afterAll(async () => {
    await stage.close();
  });

  it('runs with the preferences that are stated', async () => {
    const actual = await app.application.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in the typings, though Electron has it: what the window really got.
      const read = Reflect.get(contents ?? {}, 'getLastWebPreferences') as () => unknown;
      return read.call(contents);
    });
    // Electron does not report every preference back; those it does must be as stated, the decisive ones among them.
    const reported = Object.keys(webPreferences).filter((name) => Object.hasOwn(actual as object, name));
    const stated = Object.fromEntries(Object.entries(webPreferences).filter(([name]) => reported.includes(name)));
    expect(actual).toMatchObject(stated);
    expect(reported).toEqual(
      expect.arrayContaining(['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag']),
    );
  });

  it('has nothing of Node, and of Electron only the bridge', async () => {
    const found = await app.page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'renkei') as object).sort(),
    }));
    expect(found).toEqual({ require: 'undefined', process: 'undefined', bridge: ['call', 'onCloseAsked', 'onView'] });
  });

  it('reaches no network, not even its own server', async () => {
    const outcome = await app.page.evaluate(async (url) => {
      const viaFetch = await fetch(url).then(
        () => 'answered',
        () => 'refused',
      );
      const viaImage = await new Promise<string>((resolve) => {
        const image = new Image();
        image.onload = () => resolve('answered');
        image.onerror = () => resolve('refused');
        image.src = `${url}/x.png`;
      });
      return [viaFetch, viaImage];
    }, stage.world.pages);
    expect(outcome).toEqual(['refused', 'refused']);
  });

  it('runs no script but its own files', async () => {
    const ran = await app.page.evaluate(() => {
      const tries: Record<string, () => void> = {
        element: () => {
          const script = document.createElement('script');
          script.textContent = 'globalThis.injected = true';
          document.body.append(script);
        },
        markup: () => {
          document.body.innerHTML = '<img src="x" onerror="globalThis.injected = true">';
        },
      };
      const outcomes = Object.entries(tries).map(([name, attempt]) => {
        try {
          attempt();
          return [name, 'ran'];
        } catch {
          return [name, 'refused'];
        }
      });
      return {
        ...(Object.fromEntries(outcomes) as Record<string, string>),
        injected: Reflect.has(globalThis, 'injected'),
      };
    });
    expect(ran).toEqual({ element: 'refused', markup: 'refused', injected: false });
    // An evaluated string would run here, because the test's own tool is exempt; the policy says it may not.
    const policy = await app.application.evaluate(async ({ session }) =>
      (await session.defaultSession.fetch('renkei-ui://app/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('asks the main process nothing that is not in the table', async () => {
    const refused = await app.page.evaluate(async () => {
      const bridge = Reflect.get(globalThis, 'renkei') as { call: (name: string, input: unknown) => Promise<unknown> };
      const attempt = (name: string, input: unknown): Promise<unknown> =>
        Promise.resolve()
          .then(() => bridge.call(name, input))
          .catch((error: unknown) => String(error));
      return [
        await attempt('shell.openExternal', 'https://evil.example'),
        await attempt('app.view', { constructor: 1 }),
        await attempt('keypad.press', { pad: 'x'.repeat(20), key: 'y'.repeat(20) }),
      ];
    });
    expect(refused[0]).toContain('no such call');
    expect(refused[1]).toMatchObject({ ok: false, failure: { code: 'ipc.invalid-input' } });
    expect(refused[2]).toMatchObject({ ok: false, failure: { code: 'keypad.unknown' } });
  });

  it('serves only its own files', async () => {
    const statuses = await app.application.evaluate(async ({ session }) => {
      const paths = [
        'index.html',
        '..%2f..%2fpackage.json',
        '../main/main.cjs',
        '%00',
        'keypad/AAAAAAAAAAAAAAAAAAAA.svg',
      ];
      return await Promise.all(
        paths.map(async (path) => (await session.defaultSession.fetch(`renkei-ui://app/${path}`)).status),
      );
    });
    expect(statuses).toEqual([200, 404, 404, 404, 404]);
  });

  it('is one: a second start gives its place to the first', async () => {
    await app.openLink('renkei-mock://authorize?client_id=x');
    await app.heading(/.+/);
    await app.page.getByText('link.invalid').waitFor();
  });

  it('leaves its page neither by navigation nor by a new window', async () => {
    const before = app.page.url();
    const opened = await app.page.evaluate((url) => {
      location.href = url;
      return window.open(url) === null;
    }, stage.world.pages);
    expect(opened).toBe(true);
    expect(app.page.url()).toBe(before);
    expect(app.application.windows()).toHaveLength(1);
  });
});
