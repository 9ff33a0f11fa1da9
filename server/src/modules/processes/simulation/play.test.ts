import { describe, expect, test } from 'vitest';
import { Agenda } from '../../../platform/simulation/index.ts';
import { readDrawn } from './drawn.ts';
import type { Past, Setting, World } from './past.ts';
import { play } from './play.ts';
import { draw } from '../../../platform/simulation/index.ts';

const hour = 3_600_000;
const day0 = Date.UTC(2026, 0, 5);
/** Always open; durations are hours as `5h`; a condition is the name of a variable. */
const world: World = {
  addWorking: (at, seconds) => at + seconds * 1000,
  after: (duration, at) => (/^\d+h$/.test(duration) ? at + Number(duration.slice(0, -1)) * hour : null),
  holds: (condition, variables) => { const value = variables[condition.replace('= ', '')]; return typeof value === 'boolean' ? value : null; },
};
const setting = (change: Partial<Setting> = {}): Setting => ({ seed: 7, people: { bench: 1 }, demand: 1, hours: {}, pace: 1, ...change });
const past = (cases: Past['cases'], seconds: Record<string, number[]> = {}, flows: Record<string, number> = {}, entered: Record<string, number> = {}): Past => ({
  cases, seconds: new Map(Object.entries(seconds).map(([id, list]) => [id, Float64Array.from(list).sort()])), flows: new Map(Object.entries(flows)), entered: new Map(Object.entries(entered)), hours: new Float64Array(),
});
const every = (hours: number, n: number, variables: (i: number) => Record<string, unknown> = () => ({})) => Array.from({ length: n }, (_, i) => ({ at: day0 + i * hours * hour, variables: variables(i), flows: {} }));
const diagram = (inside: string) => readDrawn(`<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="x"><bpmn:process id="p" isExecutable="true">${inside}</bpmn:process></bpmn:definitions>`);
const flow = (id: string, from: string, to: string, condition?: string) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`;
const line = '<bpmn:startEvent id="s"/><bpmn:userTask id="fix" aftercare:role="bench" aftercare:deadline="5h"/><bpmn:endEvent id="e"/>' + flow('a', 's', 'fix') + flow('b', 'fix', 'e');

describe('one bench', () => {
  test('work that comes slower than it is done never waits', async () => {
    const { side } = await play(await diagram(line), past(every(3, 40), { fix: [2 * 3600] }), setting(), world);
    expect(side).toMatchObject({ cases: 40, completed: 40, medianHours: 2, p90Hours: 2, breaches: 0 });
    expect(side.elements.find((e) => e.id === 'fix')).toMatchObject({ entered: 40, maxQueue: 1, meanQueue: 0 });
    expect(side.roles[0]).toMatchObject({ role: 'bench', people: 1 });
    expect(side.roles[0]?.busyShare).toBeCloseTo(80 / (39 * 3 + 2), 2);
  });
  test('work that comes faster queues; one more person dissolves the queue', async () => {
    const cases = past(every(1, 10), { fix: [2 * 3600] });
    const one = (await play(await diagram(line), cases, setting(), world)).side;
    // The n-th (from 0) comes at n and is done at 2(n+1): it took n+2 hours; due after 5.
    expect(one).toMatchObject({ medianHours: 6.5, meanHours: 6.5, breaches: 6 });
    expect(one.elements.find((e) => e.id === 'fix')?.maxQueue).toBe(5);
    const two = (await play(await diagram(line), cases, setting({ people: { bench: 2 } }), world)).side;
    expect(two).toMatchObject({ medianHours: 2, breaches: 0 });
  });
  test('half again as many cases', async () => {
    const { side } = await play(await diagram(line), past(every(3, 400), { fix: [600] }), setting({ demand: 1.5 }), world);
    expect(side.cases).toBeGreaterThan(560);
    expect(side.cases).toBeLessThan(640);
    expect(side.completed).toBe(side.cases);
  });
});

test('an exclusive gateway follows the case’s own way, else the shares of the past, and a new branch by its condition', async () => {
  const branched = (more = '') => diagram('<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g"/><bpmn:userTask id="left" aftercare:role="bench"/><bpmn:userTask id="right" aftercare:role="bench"/><bpmn:endEvent id="e"/>'
    + flow('a', 's', 'g') + flow('l', 'g', 'left') + flow('r', 'g', 'right') + flow('x', 'left', 'e') + flow('y', 'right', 'e') + more);
  const seconds = { left: [60], right: [60] };
  const own = past([{ at: day0, variables: {}, flows: { l: 1 } }, { at: day0 + hour, variables: {}, flows: { r: 1 } }], seconds, { l: 1, r: 99 }, { g: 100 });
  const entered = (side: Awaited<ReturnType<typeof play>>['side'], id: string) => side.elements.find((e) => e.id === id)?.entered ?? 0;
  const mine = (await play(await branched(), own, setting(), world)).side;
  expect([entered(mine, 'left'), entered(mine, 'right')]).toEqual([1, 1]);
  const many = (await play(await branched(), past(every(1, 2000), seconds, { l: 25, r: 75 }, { g: 100 }), setting(), world)).side;
  expect(entered(many, 'left') / 2000).toBeCloseTo(0.25, 1);
  expect(entered(many, 'left') + entered(many, 'right')).toBe(2000);
  const withNew = await branched('<bpmn:userTask id="new" aftercare:role="bench"/><bpmn:endEvent id="f"/>' + flow('n', 'g', 'new', '= urgent') + flow('z', 'new', 'f'));
  const changed = await play(withNew, past(every(1, 300, (i) => ({ urgent: i % 3 === 0 })), seconds, { l: 1, r: 1 }, { g: 2 }), setting(), world);
  expect(entered(changed.side, 'new')).toBe(100);
  expect(changed.assumed).toEqual(['new']);
});

test('both branches of a parallel gateway are waited for', async () => {
  const model = await diagram('<bpmn:startEvent id="s"/><bpmn:parallelGateway id="split"/><bpmn:userTask id="short" aftercare:role="bench"/><bpmn:userTask id="long" aftercare:role="desk"/><bpmn:parallelGateway id="join"/><bpmn:endEvent id="e"/>'
    + flow('a', 's', 'split') + flow('b', 'split', 'short') + flow('c', 'split', 'long') + flow('d', 'short', 'join') + flow('f', 'long', 'join') + flow('g', 'join', 'e'));
  const { side } = await play(model, past(every(24, 5), { short: [3600], long: [5 * 3600] }), setting({ people: { bench: 1, desk: 1 } }), world);
  expect(side).toMatchObject({ completed: 5, medianHours: 5 });
});

test('a timer at the border ends the work, a non-interrupting one goes beside it; a sub-process is left when all in it is done', async () => {
  const timed = (interrupts: boolean) => diagram(`<bpmn:startEvent id="s"/><bpmn:subProcess id="box"><bpmn:startEvent id="is"/><bpmn:userTask id="fix" aftercare:role="bench"/><bpmn:endEvent id="ie"/>${flow('i', 'is', 'fix')}${flow('j', 'fix', 'ie')}</bpmn:subProcess>`
    + `<bpmn:boundaryEvent id="late" attachedToRef="box" cancelActivity="${interrupts}"><bpmn:timerEventDefinition><bpmn:timeDuration>3h</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:userTask id="call" aftercare:role="desk"/><bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>`
    + flow('a', 's', 'box') + flow('b', 'box', 'e') + flow('c', 'late', 'call') + flow('d', 'call', 'e2'));
  const cases = past(every(24, 4), { fix: [10 * 3600], call: [3600] });
  const ended = (await play(await timed(true), cases, setting({ people: { bench: 4, desk: 1 } }), world)).side;
  expect(ended).toMatchObject({ completed: 4, medianHours: 4 });
  const beside = (await play(await timed(false), cases, setting({ people: { bench: 4, desk: 1 } }), world)).side;
  expect(beside).toMatchObject({ completed: 4, medianHours: 10 });
  expect(beside.elements.find((e) => e.id === 'call')?.entered).toBe(4);
});

test('a way back that is all the past has shown so far is left after a few rounds', async () => {
  const model = await diagram('<bpmn:startEvent id="s"/><bpmn:task id="quote" aftercare:role="bench"/><bpmn:exclusiveGateway id="g"/><bpmn:endEvent id="e"/>' + flow('a', 's', 'quote') + flow('b', 'quote', 'g') + flow('back', 'g', 'quote') + flow('out', 'g', 'e'));
  const { side, endless } = await play(model, past(every(1, 5), { quote: [60] }, { back: 3, b: 3 }, { g: 3 }), setting(), world);
  expect(endless).toEqual([]);
  expect(side.completed).toBe(5);
  expect(side.elements.find((one) => one.id === 'quote')?.entered).toBe(25);
});

test('a case that would go round for ever is left and told', async () => {
  const model = await diagram('<bpmn:startEvent id="s"/><bpmn:task id="again" aftercare:role="bench"/>' + flow('a', 's', 'again') + flow('b', 'again', 'again'));
  const result = await play(model, past(every(1, 2), { again: [1] }), setting(), world);
  expect(result.side.completed).toBe(0);
  expect(result.endless).toEqual(['again']);
});

test('the same seed gives the same answer, and a change elsewhere leaves a step’s own times alone', async () => {
  const cases = past(every(2, 200), { fix: [600, 1200, 4800, 9000] });
  const once = await play(await diagram(line), cases, setting(), world);
  expect(await play(await diagram(line), cases, setting(), world)).toEqual(once);
  expect((await play(await diagram(line), cases, setting({ seed: 8 }), world)).side.meanHours).not.toBe(once.side.meanHours);
});

test('it can be stopped', async () => {
  await expect(play(await diagram(line), past(every(0.1, 20_000), { fix: [60] }), setting(), world, () => false)).rejects.toThrow('stopped');
});

test('draws are even and depend on every part', () => {
  const values = Array.from({ length: 4000 }, (_, i) => draw(1, i, 5));
  expect(values.reduce((sum, v) => sum + v, 0) / values.length).toBeCloseTo(0.5, 1);
  for (let tenth = 0; tenth < 10; tenth++) expect(values.filter((v) => Math.floor(v * 10) === tenth).length).toBeGreaterThan(320);
  expect(new Set([draw(1, 2, 3), draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4)]).size).toBe(4);
});

test('the agenda is in order of time, then of asking', () => {
  const agenda = new Agenda<number>();
  const given = Array.from({ length: 500 }, (_, i) => ({ at: Math.floor(draw(3, i) * 50), what: i }));
  for (const one of given) agenda.add(one.at, one.what);
  const out = given.map(() => agenda.next() as { at: number; what: number });
  expect(out.map(({ at, what }) => ({ at, what }))).toEqual([...given].sort((a, b) => a.at - b.at || a.what - b.what));
  expect(agenda.next()).toBeUndefined();
});

describe('an event sub-process', () => {
  const after = (how: string) => `${line}<bpmn:subProcess id="late" triggeredByEvent="true"><bpmn:startEvent id="ls"${how}><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">3h</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent><bpmn:userTask id="call" aftercare:role="desk"/><bpmn:endEvent id="le"/>${flow('la', 'ls', 'call')}${flow('lb', 'call', 'le')}</bpmn:subProcess>`;
  const times = (fix: number) => past(every(10, 5), { fix: [fix * 3600], call: [3600] });
  test('beside the rest: it comes where a case lasts long enough, and the case ends with both', async () => {
    const quick = (await play(await diagram(after(' isInterrupting="false"')), times(2), setting(), world)).side;
    expect([quick.elements.find((e) => e.id === 'call'), quick.medianHours, quick.completed]).toEqual([undefined, 2, 5]);
    const slow = (await play(await diagram(after(' isInterrupting="false"')), times(6), setting(), world)).side;
    expect(slow.elements.find((e) => e.id === 'call')).toMatchObject({ entered: 5, medianHours: 1 });
    expect([slow.medianHours, slow.completed]).toEqual([6, 5]);
  });
  test('in place of the rest: what ran is stopped and the case ends with it', async () => {
    const { side } = await play(await diagram(after('')), times(6), setting(), world);
    expect([side.medianHours, side.completed, side.elements.find((e) => e.id === 'call')?.entered]).toEqual([4, 5, 5]);
  });
  test('as often as it came, where no time says when', async () => {
    const called = after('').replace(/<bpmn:timerEventDefinition>.*<\/bpmn:timerEventDefinition>/, '<bpmn:messageEventDefinition/>');
    const { side } = await play(await diagram(called), { ...past(every(10, 200), { fix: [6 * 3600], call: [3600] }, {}, { s: 100, ls: 25 }), hours: Float64Array.from([6]) }, setting(), world);
    expect(side.elements.find((e) => e.id === 'call')?.entered).toBeGreaterThan(30);
    expect(side.elements.find((e) => e.id === 'call')?.entered).toBeLessThan(70);
    expect(side.completed).toBe(200);
  });
});
