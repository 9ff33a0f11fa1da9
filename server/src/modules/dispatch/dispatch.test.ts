import { api } from '@aftercare/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { type DispatchWorld, dispatchWorld } from './testing.ts';

let t: TestApp;
let key: string;
let world: DispatchWorld;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.agent({ roles: ['administrator'] });
  world = dispatchWorld(t, key);
  await world.door();
});
afterAll(() => t.close());
beforeEach(async () => {
  // Monday, 10:00 in Shanghai; nobody is on the road yet.
  t.clock.set('2026-03-02T02:00:00Z');
  const { pool } = t.app.platform.db;
  await pool.query(`update visit set state = 'cancelled'; update technician set active = false; delete from technician_absence; update dispatch_settings set settings = '{"solveSeconds": 1}'`);
});
const slotsOf = async (id: number) => (await t.call(api.dispatch.slots, { params: { id } }, { as: key })).items;
const boardOf = (day: string) => t.call(api.dispatch.board, { params: { day } }, { as: key });
const token = (url: string) => new URL(url).searchParams.get('t') ?? '';

describe('free times', () => {
  it('are windows in which somebody with the skill can really be there', async () => {
    const skillId = await world.skill('washers');
    await world.technician();
    const visit = await world.visit({ skills: [{ skillId, level: 3 }] });
    expect(await slotsOf(visit.id)).toEqual([]);
    await world.technician({ skills: [{ skillId, level: 3 }] });
    const slots = await slotsOf(visit.id);
    // From two hours ahead today, ten days, four windows each; the early one begins before the shift and still holds 09:00–10:00.
    expect(slots[0]).toMatchObject({ from: '2026-03-02T05:00:00.000Z', until: '2026-03-02T07:00:00.000Z' });
    expect(slots).toHaveLength(2 + 10 * 4);
  });
  it('count travel: who is far away cannot come within the window', async () => {
    await world.technician();
    const far = await world.visit({ lat: 39.9, lon: 116.4 });
    expect(await slotsOf(far.id)).toEqual([]);
  });
  it('go when the day is full', async () => {
    await world.technician();
    for (let k = 0; k < 2; k++) await world.booked({ minutes: 110 }, 0);
    const visit = await world.visit({ minutes: 110 });
    expect((await slotsOf(visit.id)).filter((s) => s.from.startsWith('2026-03-02'))).toEqual([]);
  });
});

describe('booking', () => {
  it('gives the last time to one of two who want it at the same moment', async () => {
    await world.technician();
    const [a, b] = [await world.visit({ minutes: 150 }), await world.visit({ minutes: 150 })];
    const slot = (await slotsOf(a.id))[0]!;
    const book = (id: number) => t.call(api.dispatch.book, { params: { id }, body: { from: slot.from, until: slot.until } }, { as: key });
    const outcomes = await Promise.allSettled([book(a.id), book(b.id)]);
    expect(outcomes.map((o) => o.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((o) => o.status === 'rejected');
    expect(lost).toMatchObject({ reason: { problem: { code: 'conflict' } } });
    expect(await boardOf('2026-03-02')).toMatchObject({ figures: { visits: 1, conflicts: 0 } });
  });
  it('tells the customer and the ticket, and again when it is moved', async () => {
    await world.technician();
    const visit = await world.booked();
    const other = (await slotsOf(visit.id))[3]!;
    await t.call(api.dispatch.book, { params: { id: visit.id }, body: { from: other.from, until: other.until } }, { as: key });
    expect((await world.facts(visit.ticketId)).map((f) => f.type)).toEqual(['visit.booked', 'visit.moved']);
    const said = await world.said(visit.ticketId);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('上门时间已约好：3月2日周一 13:00–15:00');
  });
  it('takes only windows that exist', async () => {
    await world.technician();
    const visit = await world.visit();
    await expect(t.call(api.dispatch.book, { params: { id: visit.id }, body: { from: '2026-03-03T05:30:00Z', until: '2026-03-03T06:00:00Z' } }, { as: key })).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });
});

describe('the customer', () => {
  it('chooses, sees who comes, moves and cancels by the link alone', async () => {
    await world.technician();
    const visit = await world.visit({ offer: true });
    expect((await world.said(visit.ticketId))[0]).toContain(visit.url);
    const query = { token: token(visit.url) };
    const slots = (await t.call(api.dispatch.customerSlots, { params: { id: visit.id }, query }, {})).items;
    const chosen = await t.call(api.dispatch.customerBook, { params: { id: visit.id }, query, body: { from: slots[4]!.from, until: slots[4]!.until } }, {});
    expect(chosen).toMatchObject({ state: 'planned', windowFrom: slots[4]!.from, can: { choose: true, cancel: true } });
    expect(chosen.engineer?.name).toMatch(/^Tech/);
    expect(await t.call(api.dispatch.customerCancel, { params: { id: visit.id }, query, body: { reason: '自己修好了' } }, {})).toMatchObject({ state: 'cancelled', can: { choose: false, cancel: false } });
    expect((await world.facts(visit.ticketId)).map((f) => f.type)).toEqual(['visit.offered', 'visit.booked', 'visit.cancelled']);
  });
  it('sees nobody else’s visit, and changes nothing at the last moment', async () => {
    await world.technician();
    const [a, b] = [await world.booked(), await world.booked()];
    await expect(t.call(api.dispatch.customerVisit, { params: { id: a.id }, query: { token: token(b.url) } }, {})).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(t.call(api.dispatch.customerVisit, { params: { id: a.id } }, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
    t.clock.set('2026-03-02T04:30:00Z');
    await expect(t.call(api.dispatch.customerCancel, { params: { id: a.id }, query: { token: token(a.url) }, body: {} }, {})).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });
});

describe('a day', () => {
  it('is optimised without breaking a promise, applied, and taken back', async () => {
    for (const lon of [121.40, 121.60]) await world.technician({ lon, lunch: true });
    for (const lon of [121.40, 121.60, 121.41, 121.61]) await world.booked({ lon }, 4);
    const [visit] = (await boardOf('2026-03-03')).visits;
    const worse = (await boardOf('2026-03-03')).technicians.find((x) => x.id !== visit!.technicianId)!;
    await t.call(api.dispatch.place, { params: { id: visit!.id }, body: { technicianId: worse.id, startsAt: visit!.startsAt, version: visit!.version } }, { as: key });
    const before = await boardOf('2026-03-03');
    const asked = await t.call(api.dispatch.optimise, { params: { day: '2026-03-03' }, body: {} }, { as: key });
    await t.drain();
    const ready = await t.call(api.dispatch.run, { params: { id: asked.id } }, { as: key });
    expect(ready).toMatchObject({ state: 'ready', after: { unplanned: 0, conflicts: 0 } });
    expect(ready.after!.points).toBeLessThan(ready.before!.points);
    expect(await boardOf('2026-03-03')).toMatchObject({ visits: before.visits });
    expect(await t.call(api.dispatch.apply, { params: { id: asked.id } }, { as: key })).toMatchObject({ state: 'applied', skipped: 0 });
    const after = await boardOf('2026-03-03');
    expect(after.figures).toMatchObject({ drivingMinutes: ready.after!.drivingMinutes, conflicts: 0 });
    for (const v of after.visits) expect(v.startsAt! >= v.windowFrom! && v.startsAt! <= v.windowTo!).toBe(true);
    await t.call(api.dispatch.undo, { params: { id: asked.id } }, { as: key });
    const places = (b: typeof before) => b.visits.map((v) => [v.id, v.technicianId, v.startsAt]).toSorted();
    expect(places(await boardOf('2026-03-03'))).toEqual(places(before));
  });
  it('keeps locked visits where they are, and what was changed meanwhile', async () => {
    const [a, b] = [await world.technician({ lon: 121.40 }), await world.technician({ lon: 121.70 })];
    const locked = await world.booked({ lon: 121.40 }, 4);
    const placed = await t.call(api.dispatch.place, { params: { id: locked.id }, body: { technicianId: b.id, startsAt: locked.startsAt, version: locked.version } }, { as: key });
    await t.call(api.dispatch.lock, { params: { id: locked.id }, body: { locked: true, version: placed.version } }, { as: key });
    const other = await world.booked({ lon: 121.40 }, 5);
    // The other one would be a way for nothing: somebody locked is next door.
    const away = await t.call(api.dispatch.place, { params: { id: other.id }, body: { technicianId: a.id, startsAt: other.startsAt, version: other.version } }, { as: key });
    const run = await t.call(api.dispatch.optimise, { params: { day: '2026-03-03' }, body: {} }, { as: key });
    await t.drain();
    const { placements } = await t.call(api.dispatch.run, { params: { id: run.id } }, { as: key });
    expect(placements.find((p) => p.visitId === locked.id)).toMatchObject({ technicianId: b.id, startsAt: placed.startsAt });
    expect(placements.find((p) => p.visitId === other.id)?.technicianId).toBe(b.id);
    await t.call(api.dispatch.lock, { params: { id: other.id }, body: { locked: true, version: away.version } }, { as: key });
    expect(await t.call(api.dispatch.apply, { params: { id: run.id } }, { as: key })).toMatchObject({ skipped: 1 });
  });
  it('shows what is wrong: no skill, too late, nobody', async () => {
    const skillId = await world.skill('gas');
    const [plain] = [await world.technician(), await world.technician({ skills: [{ skillId, level: 2 }] })];
    const visit = await world.booked({ skills: [{ skillId, level: 2 }] }, 4);
    const put = await t.call(api.dispatch.place, { params: { id: visit.id }, body: { technicianId: plain.id, startsAt: visit.startsAt, version: visit.version } }, { as: key });
    expect((await boardOf('2026-03-03')).conflicts).toMatchObject([{ visitId: visit.id, kind: 'skill', soft: false }]);
    await t.call(api.dispatch.place, { params: { id: visit.id }, body: { technicianId: null, startsAt: null, version: put.version } }, { as: key });
    expect((await boardOf('2026-03-03')).conflicts).toMatchObject([{ kind: 'no-technician' }]);
    await expect(t.call(api.dispatch.place, { params: { id: visit.id }, body: { technicianId: plain.id, startsAt: visit.startsAt, version: visit.version } }, { as: key })).rejects.toMatchObject({ problem: { code: 'stale-version' } });
  });
  it('is planned anew when somebody falls ill', async () => {
    const [a, b] = [await world.technician({ lon: 121.40 }), await world.technician({ lon: 121.50 })];
    const visits = [await world.booked({ lon: 121.40 }, 4), await world.booked({ lon: 121.40 }, 5)];
    expect(visits.map((v) => v.technicianId)).toEqual([a.id, a.id]);
    const { freed, run } = await t.call(api.dispatch.addAbsence, { params: { id: a.id }, body: { from: '2026-03-03', until: '2026-03-03', reason: '发烧' } }, { as: key });
    expect(freed).toBe(2);
    await t.drain();
    await t.call(api.dispatch.apply, { params: { id: run!.id } }, { as: key });
    const board = await boardOf('2026-03-03');
    expect(board.visits.map((v) => v.technicianId)).toEqual([b.id, b.id]);
    expect(board.technicians.find((x) => x.id === a.id)).toMatchObject({ absent: '发烧', shift: null });
  });
});
