/** Between the key and what stands above it, CSS pixels: room for the ring of the focus. */
const gap = 6;

function scrollerOf(element: Element): Element | null {
  for (let each = element.parentElement; each !== null; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each);
    if ((overflowY === 'auto' || overflowY === 'scroll') && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement;
}

/**
 * Brings a key into sight: into the window, and out from under the field, which stays above the keys while they scroll. The browser
 * takes a key that lies under the field for one that is seen, whatever `scroll-margin` says; so how much is covered is measured.
 */
export function showKey(key: Element, field: Element | null): void {
  key.scrollIntoView({ block: 'nearest' });
  if (field === null) return;
  const covered = field.getBoundingClientRect().bottom + gap - key.getBoundingClientRect().top;
  if (covered > 0) scrollerOf(key)?.scrollBy({ top: -covered, behavior: 'instant' });
}
