import type { Page } from 'playwright-core';

/** What is wrong with the layout of the page as it is shown now, in words; empty when nothing is. */
export const geometryProblems = (page: Page): Promise<readonly string[]> => page.evaluate(inPage);

/** Runs in the page: everything it needs is inside of it. */
function inPage(): string[] {
  const problems: string[] = [];
  type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  const dialog = document.querySelector('dialog[open]');
  const scope: Element = dialog ?? document.body;
  const short = (text: string | null): string => (text ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}${element.classList.length > 0 ? `.${[...element.classList].join('.')}` : ''} 「${short(element.textContent)}」`;
  const forReaders = (element: Element): boolean => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === 'inset(50%)') return true;
    }
    return false;
  };
  const seen = (element: Element): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !forReaders(element);
  const inside = (outer: Box, inner: Box, slack: number): boolean =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack;

  /** What is left of a box after everything above it has cut its part away. */
  const visiblePart = (element: Element, box: Box): Box | null => {
    let part: Box = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const edge = at.getBoundingClientRect();
      part = {
        left: Math.max(part.left, edge.left),
        top: Math.max(part.top, edge.top),
        right: Math.min(part.right, edge.right),
        bottom: Math.min(part.bottom, edge.bottom),
      };
      if (part.right - part.left <= 0 || part.bottom - part.top <= 0) return null;
    }
    return part;
  };
  const overlap = (a: Box, b: Box): { readonly wide: number; readonly high: number } => ({
    wide: Math.min(a.right, b.right) - Math.max(a.left, b.left),
    high: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  });

  // 1. Nothing scrolls sideways.
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth + 1) {
    problems.push(`the page is ${String(page.scrollWidth)} wide in ${String(page.clientWidth)}`);
  }
  for (const element of scope.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    if (style.overflowX === 'visible' || element instanceof HTMLInputElement || !seen(element)) continue;
    if (element.scrollWidth > element.clientWidth + 1) {
      problems.push(`wider than its box by ${String(element.scrollWidth - element.clientWidth)}: ${nameOf(element)}`);
    }
  }

  // 2. No text is cut off, leaves the window or its button, or lies on other text.
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  const lines: { readonly parent: Element; readonly box: Box; readonly text: string }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || (node.textContent ?? '').trim() === '' || !seen(parent)) continue;
    if (parent.closest('svg') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      const text = short(node.textContent);
      if (rect.left < -1 || rect.right > innerWidth + 1) problems.push(`leaves the window: 「${text}」`);
      const holder = parent.closest('button, .tag, .choice, .panel, .notice, .party, .step');
      if (holder !== null && !inside(holder.getBoundingClientRect(), rect, 1)) {
        problems.push(`leaves its ${holder.className}: 「${text}」`);
      }
      let scrolls = false;
      for (let at: Element | null = parent; at !== null && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        const edge = at.getBoundingClientRect();
        const cutX = style.overflowX === 'hidden' || style.overflowX === 'clip';
        // Inside of what scrolls, nothing is cut off for good.
        scrolls ||= style.overflowY === 'auto' || style.overflowY === 'scroll';
        // A name of many lines says by its dots that it goes on.
        const dots = style.webkitLineClamp !== 'none';
        const cutY = !scrolls && !dots && (style.overflowY === 'hidden' || style.overflowY === 'clip');
        if (cutX && !inside(edge, rect, 1)) problems.push(`cut off sideways by ${nameOf(at)}: 「${text}」`);
        const middle = rect.height * 0.15;
        if (cutY && (rect.top + middle < edge.top - 1 || rect.bottom - middle > edge.bottom + 1)) {
          problems.push(`cut off by ${nameOf(at)}: 「${text}」`);
        }
      }
      // A line's box is higher than its glyphs.
      const trim = rect.height * 0.2;
      const box = visiblePart(parent, {
        left: rect.left,
        right: rect.right,
        top: rect.top + trim,
        bottom: rect.bottom - trim,
      });
      if (box !== null) lines.push({ parent, box, text });
    }
  }
  for (const [index, a] of lines.entries()) {
    for (const b of lines.slice(index + 1)) {
      // A wide reading may stand over its neighbours; that is what it is made for.
      if (a.parent.closest('ruby') !== null || b.parent.closest('ruby') !== null) {
        if (a.parent.closest('rt') === null && b.parent.closest('rt') === null) continue;
        if (a.parent.closest('p, li, dd, dt, h1, h2, b, label') === b.parent.closest('p, li, dd, dt, h1, h2, b, label'))
          continue;
      }
      // What the dots of a long name stand for lies behind them.
      if (a.parent === b.parent && getComputedStyle(a.parent).webkitLineClamp !== 'none') continue;
      const { wide, high } = overlap(a.box, b.box);
      if (wide > 1.5 && high > 1.5) problems.push(`text on text: 「${a.text}」 and 「${b.text}」`);
    }
  }

  // 3. What can be pressed is big enough and is not covered by another such thing.
  const pressable = [
    ...scope.querySelectorAll('button, a[href], input, select, summary, [role="button"], [role="checkbox"]'),
  ].filter(seen);
  const targets = pressable.flatMap((element) => {
    const label = element.closest('label');
    const whole = (label ?? element).getBoundingClientRect();
    const box = visiblePart(element, element.getBoundingClientRect());
    if (whole.width < 24 || whole.height < 24) {
      problems.push(`a target of ${whole.width.toFixed(0)} × ${whole.height.toFixed(0)}: ${nameOf(element)}`);
    }
    return box === null ? [] : [{ element, box }];
  });
  for (const [index, a] of targets.entries()) {
    for (const b of targets.slice(index + 1)) {
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      // What stays in place while the page scrolls under it covers nothing for good.
      if (getComputedStyle(a.element.closest('.title') ?? a.element).position === 'sticky') continue;
      const { wide, high } = overlap(a.box, b.box);
      if (wide > 1 && high > 1) problems.push(`covered: ${nameOf(a.element)} and ${nameOf(b.element)}`);
    }
  }
  return [...new Set(problems)];
}
