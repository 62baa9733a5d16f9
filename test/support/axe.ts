import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Finding = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
};

/** What axe-core finds wrong with the page as it stands: WCAG 2.2 A and AA, and best practices. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const text = await readFile(source, 'utf8');
  // In the page's isolated evaluation, so that a strict content security policy is left as it is.
  const findings = await page.evaluate(async (axe) => {
    (0, eval)(axe);
    const run = (globalThis as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } }).axe;
    return (await run.run()).violations;
  }, text);
  return findings.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
