import { expect, test } from 'vitest';
import { chineseCalendar, compileCalendar } from '../../../platform/time/index.ts';
import { compareSides } from './compare.ts';
import { readDrawn } from './drawn.ts';
import { createWorld, workedSeconds } from './world.ts';

const hour = 3_600_000;
const line = await readDrawn('<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" targetNamespace="x"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:userTask id="fix" aftercare:role="bench" aftercare:deadline="P1D"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="a" sourceRef="s" targetRef="fix"/><bpmn:sequenceFlow id="b" sourceRef="fix" targetRef="e"/></bpmn:process></bpmn:definitions>');
const past = (hands: number, real: number) => ({
  cases: Array.from({ length: 60 }, (_, i) => ({ at: Date.UTC(2026, 0, 5) + i * 6 * hour, variables: {}, flows: {} })),
  seconds: new Map([['fix', Float64Array.of(hands * 3600)]]), flows: new Map<string, number>(), entered: new Map<string, number>(), hours: new Float64Array(40).fill(real),
});
const setting = { seed: 1, people: { bench: 1 }, demand: 1, hours: {}, pace: 1 };
const world = createWorld(null);

test('without a change nothing changes', async () => {
  const { before, after, notes } = await compareSides({ before: { model: line, setting }, after: { model: line, setting } }, past(2, 2), world, () => true);
  expect(after).toEqual(before);
  expect(before.medianHours).toBe(2);
  expect(notes).toHaveLength(1);
  expect(notes[0]?.en).toContain('really took up to 2.0 hours, played 2.0');
});

test('hands-on times that would make the past slower than it was are taken for less', async () => {
  const { before, notes } = await compareSides({ before: { model: line, setting }, after: { model: line, setting } }, past(5, 1), world, () => true);
  expect(before.medianHours).toBeGreaterThan(0.9);
  expect(before.medianHours).toBeLessThan(1.2);
  expect(notes[0]?.en).toMatch(/of the measured times (19|20|21|22) % count as work/);
});

test('more people on a full bench shorten queues', async () => {
  const full = past(9, 9);
  const { before, after } = await compareSides({ before: { model: line, setting }, after: { model: line, setting: { ...setting, people: { bench: 3 } } } }, { ...full, hours: new Float64Array() }, world, () => true);
  expect(after.medianHours).toBeLessThan(before.medianHours);
  expect(after.roles[0]?.meanQueue).toBeLessThan(before.roles[0]?.meanQueue ?? 0);
  expect(after.breaches).toBeLessThan(before.breaches);
});

test('the world: opening hours, durations of diagrams, conditions of cases', () => {
  const calendar = compileCalendar(chineseCalendar());
  const open = createWorld(calendar);
  const friday = Date.parse('2026-03-06T17:00:00+08:00');
  const monday = open.addWorking(friday, 2 * 3600);
  expect(new Date(monday).toISOString().slice(0, 10)).toBe('2026-03-09');
  expect(workedSeconds(calendar, new Date(friday), new Date(monday))).toBe(2 * 3600);
  expect(open.after('PT2H', friday, {})).toBe(friday + 2 * hour);
  expect(open.after('= if fast then "PT1H" else "P1D"', friday, { fast: true })).toBe(friday + hour);
  expect([open.after('= nothing', friday, {}), open.after('2026-01-01', friday, {}), open.after('soon', friday, {})]).toEqual([null, null, null]);
  expect([open.holds('= n > 3', { n: 4 }), open.holds('= n > 3', { n: 2 }), open.holds('= n > 3', {}), open.holds('= (', {})]).toEqual([true, false, null, null]);
});
