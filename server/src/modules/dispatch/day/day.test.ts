import { Weights } from '@aftercare/contract/dispatch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, territoryOf } from '../territory.ts';
import { estimate, straight } from '../travel/estimate.ts';
import type { DayFacts, TechnicianFacts, VisitFacts } from './facts.ts';
import { figuresOf } from './figures.ts';
import { planAtOnce } from './plan.ts';
import { placesOf } from './problem.ts';
import { freeSlots } from './slots.ts';
import { walk } from './walk.ts';

const h = (hours: number) => hours * 3600;
const technician = (more: Partial<TechnicianFacts> = {}): TechnicianFacts => ({ id: 1, name: 'A', home: { lat: 31.2, lon: 121.4 }, territories: [], skills: new Map(), shift: [h(8), h(18)], absent: null, lunch: { from: h(11.5), until: h(13), takes: 2700 }, stock: null, ...more });
const visit = (more: Partial<VisitFacts> = {}): VisitFacts => ({
  id: 1, state: 'planned', place: { lat: 31.22, lon: 121.42 }, territory: null, takes: 3600, opens: h(10), closes: h(12), skills: [], parts: [], priority: 'normal', technicianId: 1, starts: h(10), locked: false, published: false, eta: null, arrived: null, finished: null, ...more,
});
const weights = Weights.parse({});
const roads = { roadFactor: 1.35, speed: 32, parking: 5 };
const dayOf = (technicians: TechnicianFacts[], visits: VisitFacts[], now: number | null = null) => {
  const facts: DayFacts = { technicians, visits, now, weights };
  return { facts, travel: estimate(placesOf(facts), roads) };
};
const kinds = (technicians: TechnicianFacts[], visits: VisitFacts[], now: number | null = null) => { const { facts, travel } = dayOf(technicians, visits, now); return walk(facts, travel).faults.map((f) => `${f.kind}${f.minutes === null ? '' : ` ${f.minutes}`}`); };

describe('what is wrong with a day', () => {
  it('nothing, when everything fits', () => expect(kinds([technician()], [visit()])).toEqual([]));
  it('who begins after the window is late; who begins before it too early', () => {
    expect(kinds([technician()], [visit({ starts: h(12.5) })])).toEqual(['late 30']);
    expect(kinds([technician()], [visit({ starts: h(9.5) })])).toEqual(['too-early 30']);
  });
  it('a way that takes longer than the gap makes the next one late', () => {
    const far = visit({ id: 2, place: { lat: 31.6, lon: 121.9 }, opens: h(11), closes: h(11.25), starts: h(11) });
    expect(kinds([technician({ lunch: null })], [visit(), far])[0]).toMatch(/^late \d+/);
  });
  it('skill, part, shift, absence, lunch, nobody, no place', () => {
    expect(kinds([technician()], [visit({ skills: [{ skillId: 3, level: 1 }] })])).toEqual(['skill']);
    expect(kinds([technician({ stock: new Map([[5, 1]]) })], [visit({ parts: [{ partId: 5, quantity: 2 }] })])).toEqual(['part']);
    expect(kinds([technician({ shift: [h(8), h(10.5)], lunch: null })], [visit()])[0]).toMatch(/^shift/);
    expect(kinds([technician({ shift: null, absent: 'ill' })], [visit()])).toEqual(['absent']);
    expect(kinds([technician()], [visit({ takes: h(4) })])).toContain('lunch');
    expect(kinds([technician()], [visit({ technicianId: null, starts: null })])).toEqual(['no-technician']);
    expect(kinds([technician()], [visit({ place: null })])).toEqual(['no-place']);
  });
  it('a visit that takes longer than planned shows, and what it makes late', () => {
    const next = visit({ id: 2, opens: h(13), closes: h(13.25), starts: h(13) });
    expect(kinds([technician({ lunch: null })], [visit({ state: 'arrived', arrived: h(10) }), next], h(13.5))).toEqual(['overrun 150', expect.stringMatching(/^late \d+/)]);
  });
});

describe('free times', () => {
  const windows = [[h(8), h(10)], [h(10), h(12)], [h(13), h(15)], [h(15), h(17)]] as const;
  it('whatever is offered can be taken: afterwards nothing is wrong with the day', () => {
    const place = fc.record({ lat: fc.double({ min: 31.1, max: 31.3, noNaN: true }), lon: fc.double({ min: 121.3, max: 121.6, noNaN: true }) });
    const other = fc.record({ place, window: fc.integer({ min: 0, max: 3 }), takes: fc.integer({ min: 20, max: 110 }) });
    fc.assert(fc.property(fc.array(other, { maxLength: 12 }), place, fc.integer({ min: 20, max: 150 }), (others, home, takes) => {
      const technicians = [technician(), technician({ id: 2, name: 'B', home })];
      const open = others.map((o, k) => visit({ id: k + 1, place: o.place, takes: o.takes * 60, opens: windows[o.window]![0], closes: windows[o.window]![1], technicianId: null, starts: null }));
      const plain = dayOf(technicians, open);
      const planned = planAtOnce(plain.facts, plain.travel, 64, 1);
      const visits = open.map((v) => ({ ...v, ...planned.find((p) => p.visitId === v.id)! })).filter((v) => v.technicianId !== null);
      const wanted = visit({ id: 99, technicianId: null, starts: null, takes: takes * 60 });
      const { facts, travel } = dayOf(technicians, [...visits, wanted]);
      for (const slot of freeSlots(facts, travel, facts.visits.at(-1)!, windows)) {
        // Others begin at another moment of their windows for it, and say so.
        const moved = visits.map((v) => ({ ...v, starts: slot.moves.find((m) => m.visitId === v.id)?.starts ?? v.starts }));
        const chosen = { ...wanted, technicianId: slot.technicianId, starts: slot.starts, opens: slot.from, closes: slot.until };
        expect(slot.starts).toBeGreaterThanOrEqual(slot.from);
        expect(slot.starts).toBeLessThanOrEqual(slot.until);
        const after = dayOf(technicians, [...moved, chosen]);
        expect(walk(after.facts, after.travel).faults.filter((f) => !f.soft)).toEqual([]);
      }
    }), { numRuns: 150 });
  });
  it('there are none where nobody works', () => {
    const { facts, travel } = dayOf([technician({ shift: null })], [visit({ technicianId: null, starts: null })]);
    expect(freeSlots(facts, travel, facts.visits[0]!, windows)).toEqual([]);
  });
});

it('a plan made at once keeps every promise and costs less than a bad one', () => {
  const visits = [0, 1, 2, 3].map((k) => visit({ id: k + 1, place: { lat: 31.2, lon: 121.3 + 0.1 * (k % 2) }, opens: h(9), closes: h(16), technicianId: (k % 2) + 1, starts: h(9 + 2 * k) }));
  const technicians = [technician({ home: { lat: 31.2, lon: 121.4 } }), technician({ id: 2, name: 'B', home: { lat: 31.2, lon: 121.3 } })];
  const { facts, travel } = dayOf(technicians, visits);
  const found = planAtOnce(facts, travel, 200, 1);
  const better: DayFacts = { ...facts, visits: visits.map((v) => ({ ...v, ...found.find((f) => f.visitId === v.id)! })) };
  expect(walk(better, travel).faults).toEqual([]);
  expect(figuresOf(better, walk(better, travel)).points).toBeLessThan(figuresOf(facts, walk(facts, travel)).points);
});

describe('where things are', () => {
  const square: [number, number][] = [[31, 121], [31, 122], [32, 122], [32, 121]];
  it('a point is inside its square and nowhere else', () => fc.assert(fc.property(fc.double({ min: 30, max: 33, noNaN: true }), fc.double({ min: 120, max: 123, noNaN: true }), (lat, lon) => {
    fc.pre([31, 32].every((edge) => Math.abs(lat - edge) > 1e-9) && [121, 122].every((edge) => Math.abs(lon - edge) > 1e-9));
    expect(inside(square, lat, lon)).toBe(lat > 31 && lat < 32 && lon > 121 && lon < 122);
  })));
  it('a region goes before the map', () => {
    const areas = [{ id: 1, name: { zh: '', en: '' }, regions: ['黄浦区'], polygon: null, active: true }, { id: 2, name: { zh: '', en: '' }, regions: [], polygon: square, active: true }];
    expect(territoryOf(areas, { region: '黄浦区', lat: 31.5, lon: 121.5 })).toBe(1);
    expect(territoryOf(areas, { region: '静安区', lat: 31.5, lon: 121.5 })).toBe(2);
    expect(territoryOf(areas, { region: '', lat: 10, lon: 10 })).toBeNull();
  });
  it('ways are estimated from straight lines', () => {
    expect(Math.round(straight({ lat: 31.2304, lon: 121.4737 }, { lat: 39.9042, lon: 116.4074 }) / 1000)).toBeCloseTo(1067, -1);
    const { seconds } = estimate([{ lat: 31.2, lon: 121.4 }, { lat: 31.2, lon: 121.4 }, { lat: 31.3, lon: 121.4 }], roads);
    expect([seconds[1], seconds[2] === seconds[6]]).toEqual([0, true]);
  });
});
