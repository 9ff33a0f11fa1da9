import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { drawingLabel } from './translate.ts';

const find = createRequire(import.meta.url);
const folder = (name: string) => dirname(find.resolve(`${name}/package.json`));

test('every label of palette, context pad and replace menu has Chinese words', () => {
  const said = new Set<string>();
  const files = ['palette/PaletteProvider', 'context-pad/ContextPadProvider', 'popup-menu/PopupEntries', 'popup-menu/ReplaceMenuProvider', 'replace/ReplaceOptions'];
  for (const file of files) for (const [, label] of readFileSync(join(folder('bpmn-js'), 'lib/features', `${file}.js`), 'utf8').matchAll(/^(?!\s*\/\/).*?(?:translate\(\s*|label: )'([^']+)'/gm)) said.add(label ?? '');
  expect(said.size).toBeGreaterThan(80);
  expect([...said].filter((label) => !/\p{Script=Han}/u.test(drawingLabel(label, { element: 'x' }, 'zh-CN')))).toEqual([]);
});

test('every label of the decision table’s rows and columns has Chinese words', () => {
  const root = join(folder('dmn-js-decision-table'), 'lib/features');
  const said = new Set<string>();
  for (const part of ['decision-rule-indices', 'context-menu', 'add-rule', 'hit-policy', 'decision-table-head']) {
    for (const name of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.js'))) for (const [, label] of readFileSync(join(root, part, name), 'utf8').matchAll(/ranslate\('([^']+)'/g)) said.add(label ?? '');
  }
  expect(said.size).toBeGreaterThan(8);
  expect([...said].filter((label) => !/\p{Script=Han}/u.test(drawingLabel(label, {}, 'zh-CN')))).toEqual([]);
});

test('each hit policy and what it means has Chinese words', () => {
  const text = readFileSync(join(folder('dmn-js-decision-table'), 'lib/features/hit-policy/HitPolicies.js'), 'utf8');
  const said = [...text.matchAll(/(?:label|explanation): '([^']+)'/g)].map((match) => match[1] ?? '');
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((label) => !/\p{Script=Han}/u.test(drawingLabel(label, {}, 'zh-CN')))).toEqual([]);
});

test('placeholders are filled, and English stays as it is', () => {
  expect(drawingLabel('Open {element}', { element: '修理' }, 'zh-CN')).toBe('打开 修理');
  expect(drawingLabel('Open {element}', { element: 'Repair' }, 'en')).toBe('Open Repair');
  expect(drawingLabel('Timer boundary event (non-interrupting)', {}, 'zh-CN')).toBe('计时边界事件（不打断）');
});
