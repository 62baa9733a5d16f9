/** Between it and what stands above, CSS pixels: room for the ring of the focus. */
const gap = 6;

function scrollerOf(element: Element): Element | null {
  for (let each = element.parentElement; each !== null; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each);
    if ((overflowY === 'auto' || overflowY === 'scroll') && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement;
}

/**
 * Brings a part of the keypad into sight: into the window, and out from under the field, which stays above while the keys scroll.
 * The browser takes what lies under the field for seen, whatever `scroll-margin` says; so how much is covered is measured.
 * @param keypad - the field is the first of its siblings
 */
export function bringOut(part: Element, keypad: Element): void {
  part.scrollIntoView({ block: 'nearest' });
  const field = keypad.parentElement?.firstElementChild ?? keypad;
  if (field === keypad) return;
  const covered = field.getBoundingClientRect().bottom + gap - part.getBoundingClientRect().top;
  if (covered > 0) scrollerOf(part)?.scrollBy({ top: -covered, behavior: 'instant' });
}
