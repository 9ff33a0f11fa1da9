import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import type { ProcessEngine } from './processes.ts';
import { file, steps } from './testing/drawing.ts';

let t: TestApp;
let engine: ProcessEngine;
let key: string;
const db = () => t.app.platform.db;
const tx = <T>(work: (tx: Tx) => Promise<T>) => db().tx(work);
const task = (id: string) => `<userTask id="${id}" name="${id}" aftercare:role="agent" aftercare:deadline="P2WD"><extensionElements><aftercare:title zh="步骤 ${id}" en="Step ${id}"/><aftercare:standard zh="好" en="well"/></extensionElements></userTask>`;
const drawing = (body: string, flows: string) => file(steps(`<startEvent id="s" name="begins"/><endEvent id="e" name="ends"/>${body}`, flows)).replace('<process id="p"', '<process id="p" name="bench"');
const short = () => drawing(task('look'), 's -> look\nlook -> e');
const long = () => drawing(`${task('look')}${task('again')}`, 's -> look\nlook -> again\nagain -> e');

beforeAll(async () => {
  t = await testApp();
  engine = t.app.afterSales.processes;
  key = await t.key();
  await tx((x) => engine.deploy(x, { key: 'bench', kind: 'bpmn', xml: short(), actor: systemActor }));
  for (let n = 0; n < 6; n++) {
    await tx((x) => engine.start(x, { key: 'bench', stream: `case:${n}`, variables: {}, actor: systemActor }));
    t.clock.advance(2 * 3600);
    const [open] = await engine.tasksOf(db(), { stream: `case:${n}` });
    await tx((x) => engine.completeTask(x, open?.id ?? 0, { output: { result: n % 2 === 0 ? 'good' : 'bad' }, actor: { kind: 'agent', id: 1, name: 'Ada' } as never }));
    t.clock.advance(22 * 3600);
  }
});
afterAll(() => t.close());

it('plays the past on the live diagram and on a longer one, in the background', async () => {
  const basis = await t.call(api.processes.simulationBasis, { params: { key: 'bench' }, query: {} }, { as: key });
  expect(basis).toMatchObject({ cases: 6, roles: [{ role: 'agent', people: 1 }] });
  const asked = await t.call(api.processes.simulate, { params: { key: 'bench' }, body: { xml: long(), hours: { again: 3 } } }, { as: key });
  expect(asked.state).toBe('waiting');
  await t.drain();
  const done = await t.call(api.processes.simulation, { params: { id: asked.id } }, { as: key });
  expect(done).toMatchObject({ state: 'done', progress: 1, reason: null });
  const { before, after, notes, cases } = done.result ?? { before: null, after: null, notes: [], cases: 0 };
  expect(cases).toBe(6);
  expect(before).toMatchObject({ cases: 6, completed: 6 });
  expect(after).toMatchObject({ cases: 6, completed: 6, steps: 12 });
  expect(before?.medianHours).toBeGreaterThan(0);
  expect(after?.medianHours).toBeGreaterThan(before?.medianHours ?? 0);
  expect(after?.elements.find((one) => one.id === 'again')?.entered).toBe(6);
  expect(notes.length).toBeGreaterThan(0);
  expect((await t.call(api.processes.simulations, { params: { key: 'bench' } }, { as: key })).items.map((one) => one.id)).toEqual([asked.id]);
});

it('a run that was stopped stays stopped', async () => {
  const asked = await t.call(api.processes.simulate, { params: { key: 'bench' }, body: {} }, { as: key });
  const stopped = await t.call(api.processes.cancelSimulation, { params: { id: asked.id } }, { as: key });
  expect(stopped.state).toBe('cancelled');
  await t.drain();
  expect((await t.call(api.processes.simulation, { params: { id: asked.id } }, { as: key })).state).toBe('cancelled');
});
