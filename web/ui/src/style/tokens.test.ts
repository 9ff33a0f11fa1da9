/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Both halves of every light-dark() hex token. */
const tokens = new Map([...css.matchAll(/--ac-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name, [light, dark]] as const));

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
const papers = ['paper', 'surface', 'raised', 'sunken', 'hover', 'note'];
const pairs: [ink: string, paper: string, least: number][] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent-strong'].flatMap((ink) => papers.map((paper): [string, string, number] => [ink, paper, 4.5])),
  ...['due', 'late', 'done', 'wait'].flatMap((ink) => ['surface', 'paper', 'sunken', `${ink}-soft`].map((paper): [string, string, number] => [ink, paper, 4.5])),
  ['on-accent', 'accent', 4.5], ['on-accent', 'accent-strong', 4.5], ['accent-strong', 'accent-soft', 4.5], ['ink', 'accent-soft', 4.5], ['paper', 'ink', 4.5],
  // Edges of controls and the focus ring: WCAG 1.4.11.
  ['line-strong', 'surface', 3], ['line-strong', 'paper', 3], ['accent', 'surface', 3], ['accent', 'paper', 3],
];

test.each(pairs)('%s on %s reaches %d : 1 in light and dark', (ink, paper, least) => {
  for (const half of [0, 1] as const) {
    const [front, back] = [tokens.get(ink)?.[half], tokens.get(paper)?.[half]];
    if (!front || !back) throw new Error(`No such token: ${ink} or ${paper}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  }
});
