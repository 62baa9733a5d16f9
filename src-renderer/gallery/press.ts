/** How long something may take to appear. */
const patienceMs = 2000;
/** Longer than a screen waits before it says that it is waiting. */
const slowMs = 400;

const found = (selector: string): Promise<HTMLElement> =>
  new Promise((resolve, reject) => {
    const look = (): boolean => {
      const element = document.querySelector<HTMLElement>(selector);
      if (element === null) return false;
      resolve(element);
      return true;
    };
    if (look()) return;
    const watcher = new MutationObserver(() => {
      if (!look()) return;
      watcher.disconnect();
      clearTimeout(timer);
    });
    watcher.observe(document.body, { childList: true, subtree: true, attributes: true });
    const timer = setTimeout(() => {
      watcher.disconnect();
      reject(new Error(`nothing like ${selector} appeared`));
    }, patienceMs);
  });

/** Presses one after the other, each as soon as it is there; `unanswered`: waits until the screen says that it waits. */
export async function press(selectors: readonly string[], unanswered: boolean): Promise<void> {
  for (const selector of selectors) {
    (await found(selector)).click();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if (unanswered && selectors.length > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
}
