import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }

/**
 * What breaks WCAG 2.2 A and AA on this page, one sentence for each rule with the places; empty when nothing does.
 * @param only `contrast` for the second look at a page in other colours
 */
export async function faultsOf(page: Page, what: string, only: 'all' | 'contrast' = 'all'): Promise<string[]> {
  // evaluate() runs outside the page's content security policy.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const violations = await page.evaluate(async (contrast) => {
    const { axe } = globalThis as unknown as { axe: { run(options: unknown): Promise<{ violations: Violation[] }> } };
    const runOnly = contrast ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
    return (await axe.run({ runOnly, resultTypes: ['violations'] })).violations;
  }, only === 'contrast');
  return violations.map((v) => `${what}: ${v.id}, ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} (${(n.failureSummary ?? '').split('\n').slice(1).map((s) => s.trim()).join('; ').slice(0, 160)})`).join(' | ')}`);
}
