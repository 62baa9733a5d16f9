import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, sizes, type Language, type Size, type Stage } from '../support/gallery/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage.close();
});

const languages: readonly Language[] = ['ja', 'en'];

/** What `look` sees in a scene, in each language. */
async function inBoth<T>(scene: string, size: Size, look: (page: Page) => Promise<T>): Promise<readonly T[]> {
  const seen: T[] = [];
  await stage.each(
    languages.map((language) => ({ scene, language, theme: 'light' as const, size })),
    async (page) => {
      seen.push(await look(page));
    },
  );
  return seen;
}

/** How many of these lie under the foot or outside of what the body shows. */
const outOfSight =
  (selector: string) =>
  (page: Page): Promise<readonly [all: number, hidden: number]> =>
    page.evaluate((wanted) => {
      const shown = document.querySelector('.body')?.getBoundingClientRect();
      const boxes = [...document.querySelectorAll(wanted)].map((element) => element.getBoundingClientRect());
      const hidden = boxes.filter(({ top, bottom }) => shown === undefined || top < shown.top || bottom > shown.bottom);
      return [boxes.length, hidden.length];
    }, selector);

const placeOfKeys = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => document.querySelector('.keypad')?.getBoundingClientRect().top);

describe('in the window as it opens', () => {
  it.each([
    ['waiting', 4],
    ['waiting-memory-only', 4],
    ['waiting-offline', 3],
  ])('how to begin, what it takes and what can be done meanwhile show: %s', async (scene, parts) => {
    for (const seen of await inBoth(scene, sizes.usual, outOfSight('.begin > *, .tool')))
      expect(seen).toEqual([parts, 0]);
  });

  it.each(['password', 'password-wrong', 'password-wrong-last', 'limits-password', 'links-password-wrong'])(
    'every key of the board shows: %s',
    async (scene) => {
      for (const [all, hidden] of await inBoth(scene, sizes.usual, outOfSight('.keypad .key'))) {
        expect(all).toBeGreaterThan(70);
        expect(hidden).toBe(0);
      }
    },
  );

  it.each(['inquiry-pin-wrong', 'inquiry-pin-locked', 'inquiry-pin-none-on-file'])(
    'a refusal moves no key of the ten and hides none: %s',
    async (scene) => {
      expect(await inBoth(scene, sizes.usual, placeOfKeys)).toEqual(
        await inBoth('inquiry-pin', sizes.usual, placeOfKeys),
      );
      for (const seen of await inBoth(scene, sizes.usual, outOfSight('.keypad .key'))) expect(seen).toEqual([12, 0]);
    },
  );

  it.each(['token-pin-locked', 'keypad-key-untrusted', 'environment-offline', 'authorization-cannot-return'])(
    'the code and the number of a failure show without scrolling: %s',
    async (name) => {
      const numbers = outOfSight('.facts b.mono, .facts .code b');
      for (const seen of await inBoth(`failure-${name}`, sizes.usual, numbers)) expect(seen).toEqual([2, 0]);
    },
  );

  it('許可手続きを継続する shows without scrolling', async () => {
    for (const seen of await inBoth('consent', sizes.usual, outOfSight('.intent .choice')))
      expect(seen).toEqual([1, 0]);
  });
});

it('that 許可手続きを継続する lies further down is said as long as it does', async () => {
  const said = (page: Page): Promise<boolean> =>
    page.evaluate(() => document.querySelector('#missing > .icon') !== null);
  expect(await inBoth('consent', sizes.usual, said)).toEqual([false, false]);
  const scrolled = await inBoth('consent-difference', sizes.usual, async (page) => {
    const before = await said(page);
    await page.locator('.intent .choice').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('#missing > .icon') === null);
    return before;
  });
  expect(scrolled).toEqual([true, true]);
});

it('after a number is refused for good, none is entered for the next account before it is chosen', async () => {
  const chosen = (page: Page): Promise<number> => page.locator('.choice input:checked').count();
  expect(await inBoth('inquiry-pin-wrong', sizes.usual, chosen)).toEqual([1, 1]);
  expect(await inBoth('inquiry-pin-locked', sizes.usual, chosen)).toEqual([0, 0]);
});

describe('a refused 照会用暗証番号', () => {
  it.each([
    ['inquiry-pin-wrong', ''],
    ['inquiry-pin-locked', 'true'],
    ['inquiry-pin-none-on-file', 'true'],
  ])('is said with its account and what to do, and its row has its state: %s', async (scene, disabled) => {
    const seen = await inBoth(scene, sizes.usual, (page) =>
      page.evaluate(() => {
        const notice = document.querySelector('[role="alert"]');
        const account = /[(…末尾)\u2060](\d{3})$/.exec(
          notice?.querySelector('.pin-notice__of')?.textContent ?? '',
        )?.[1];
        const row = [...document.querySelectorAll('.choice')].find(
          (one) => account !== undefined && one.textContent.includes(account),
        );
        return {
          account,
          steps: notice?.querySelectorAll('.todo li').length,
          disabled: row?.getAttribute('aria-disabled') ?? '',
        };
      }),
    );
    expect(seen).toEqual(languages.map(() => ({ account: '448', steps: 2, disabled })));
  });
});

it('that nothing is chosen is said until something is', async () => {
  const seen = await inBoth('services-refused', sizes.usual, async (page) => {
    const before = await page.locator('.refusal').count();
    await page.locator('.svc input').first().click();
    return [before, await page.locator('.refusal').count()];
  });
  expect(seen).toEqual(languages.map(() => [1, 0]));
});

it('choosing all that is looked at lets no data be sent', async () => {
  const seen = await inBoth('services-refused', sizes.usual, async (page) => {
    await page.locator('.svc-group__head .btn').first().click();
    const on = (kind: string): Promise<number> => page.locator(`${kind} .svc > input:checked`).count();
    return [await on('.svc-group:not(.svc-group--update)'), await on('.svc-group--update')];
  });
  expect(seen).toEqual(languages.map(() => [3, 0]));
});

describe('the certificates', () => {
  it('begin with the new one after a renewal', async () => {
    const chosen = (page: Page): Promise<number> => page.locator('.choice:has(:checked) .tag--brand').count();
    expect(await inBoth('certificates-replaced', sizes.usual, chosen)).toEqual([1, 1]);
  });

  it('are not to be deleted while there is none to log in with', async () => {
    const serials = (page: Page): Promise<number> => page.getByText('08 E5 6F 31 77 C2 0A 94').count();
    expect(await inBoth('certificates-none', sizes.usual, serials)).toEqual([0, 0]);
    expect(await inBoth('certificates-replaced', sizes.usual, serials)).toEqual([1, 1]);
  });

  it.each(['usual', 'half', 'zoomed'] as const)(
    'of two hundred, the chosen one is in sight in its list: %s',
    async (size) => {
      const seen = await inBoth('certificates-many', sizes[size], async (page) => {
        // A window made larger draws rows that it had not drawn before.
        await page.setViewportSize({ width: sizes[size].width, height: 1600 });
        await page.waitForFunction(() => {
          const list = document.querySelector('.choices--long')?.getBoundingClientRect();
          const row = document.querySelector('.choice:has(:checked)')?.getBoundingClientRect();
          return list !== undefined && row !== undefined && row.top >= list.top && row.bottom <= list.bottom;
        });
        return await page.locator('.choice:has(:checked)').textContent();
      });
      for (const row of seen) expect(row).toContain('121');
    },
  );
});
