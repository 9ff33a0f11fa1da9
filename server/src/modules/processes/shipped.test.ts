/** Every diagram in /processes: nothing is wrong with it, nobody can be caught in it, and its scenarios walk every path. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { shippedFolder } from './definitions.ts';
import { prove } from './proof.ts';
import { playScenarios, shippedKeys, shippedModel } from './testing/scenarios.ts';

let t: TestApp;
const keys = await shippedKeys();
beforeAll(async () => {
  t = await testApp();
  await t.app.platform.db.tx((tx) => t.app.afterSales.processes.seed(tx));
});
afterAll(() => t.close());

describe.each(keys)('%s', (key) => {
  it('goes live without a fault', async () => {
    const { db } = t.app.platform;
    const problems = await t.app.afterSales.processes.definitions.lint(db, await readFile(join(shippedFolder, `${key}.bpmn`), 'utf8'), 'bpmn');
    expect(problems.filter((p) => p.severity === 'error').map((p) => p.message.en)).toEqual([]);
    expect((await t.app.afterSales.processes.live(db)).map((d) => d.key)).toContain(key);
  });
  it('lets nobody be caught: from everywhere it can get to, an end can be reached', async () => {
    const model = await shippedModel(key);
    const proof = await prove(model, { limit: 20_000 });
    expect({ caught: proof.caught, complete: proof.complete }).toEqual({ caught: [], complete: true });
    expect([...model.nodes.values()].filter((n) => !n.triggeredByEvent && !proof.visited.has(n.id)).map((n) => n.id), 'steps nothing leads to').toEqual([]);
  }, 120_000);
  it('is walked on every path by its scenarios', async () => {
    expect(existsSync(join(shippedFolder, `${key}.scenarios.json`)), 'has scenarios').toBe(true);
    const { played, unvisited, unwalked } = await playScenarios(key);
    expect(played.flatMap((p) => (p.fault ? [`${p.name}: ${p.fault}`] : []))).toEqual([]);
    expect({ unvisited, unwalked }).toEqual({ unvisited: [], unwalked: [] });
  });
});
