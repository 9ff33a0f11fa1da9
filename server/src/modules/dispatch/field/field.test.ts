import { randomUUID } from 'node:crypto';
import { api } from '@aftercare/contract';
import type { FieldOperation } from '@aftercare/contract/field';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { type DispatchWorld, dispatchWorld } from '../testing.ts';

let t: TestApp;
let key: string;
let world: DispatchWorld;
let tech: Awaited<ReturnType<DispatchWorld['technician']>>;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.agent({ roles: ['administrator'] });
  world = dispatchWorld(t, key);
  await world.door();
  tech = await world.technician({ van: true });
});
afterAll(() => t.close());

const as = (cookie: string) => ({ headers: { cookie, origin: 'http://localhost:3000' } });
const day = (cookie = tech.cookie) => t.call(api.field.day, {}, as(cookie));
const job = async (id: number) => (await day()).jobs.find((j) => j.id === id);
const sync = async (operations: FieldOperation[], cookie = tech.cookie) => (await t.call(api.field.sync, { body: { operations } }, as(cookie))).outcomes;
type Kind = FieldOperation extends infer O ? (O extends FieldOperation ? Omit<O, 'id' | 'visitId' | 'at'> : never) : never;
const op = (visitId: number, what: Kind): FieldOperation => ({ ...what, id: randomUUID(), visitId, at: t.clock.now().toISOString() }) as FieldOperation;
async function upload(name: string): Promise<number> {
  const answer = await (await t.app.http()).inject({ method: 'POST', url: `/api/v1/files?name=${name}`, payload: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), headers: { 'content-type': 'image/png', cookie: tech.cookie, origin: 'http://localhost:3000' } });
  return (answer.json() as { id: number }).id;
}

describe('a technician’s day', () => {
  it('comes down with all that is needed, and only theirs', async () => {
    const partId = await world.stock(tech.vanId, 2);
    const visit = await world.booked({ parts: [{ partId, quantity: 1 }] });
    const { jobs, van, technician } = await day();
    expect(technician.id).toBe(tech.id);
    expect(jobs.find((j) => j.id === visit.id)).toMatchObject({ title: '更换排水泵', address: '上海市黄浦区', state: 'planned', parts: [{ partId, quantity: 1, inVan: 2 }], checklist: [{ key: 'power' }], checked: [] });
    expect(van).toMatchObject([{ partId, available: 2 }]);
    const other = await world.technician();
    expect((await day(other.cookie)).jobs).toEqual([]);
    await expect(t.call(api.field.day, {}, { as: key })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  });
  it('a whole day done offline arrives once, in order, whatever is sent again', async () => {
    const partId = await world.stock(tech.vanId, 3);
    const visit = await world.booked({ parts: [{ partId, quantity: 1 }] });
    const [photo, signature] = [await upload('old.png'), await upload('sign.png')];
    const operations = [
      op(visit.id, { kind: 'on-the-way', eta: '2026-03-02T06:20:00.000Z' }), op(visit.id, { kind: 'arrived' }), op(visit.id, { kind: 'check', key: 'power', checked: true }), op(visit.id, { kind: 'part', partId, quantity: 2, serials: [] }),
      op(visit.id, { kind: 'photo', fileId: photo, caption: '旧件' }), op(visit.id, { kind: 'note', text: '已更换' }), op(visit.id, { kind: 'signature', fileId: signature, name: '王芳' }), op(visit.id, { kind: 'done' }),
    ];
    // The answer to the first half was lost on the way.
    await sync(operations.slice(0, 5));
    const outcomes = await sync(operations);
    expect(outcomes.map((o) => o.outcome)).toEqual(operations.map(() => 'applied'));
    await Promise.all([sync(operations), sync(operations)]);
    expect(await job(visit.id)).toMatchObject({ state: 'done', checked: ['power'], used: [{ partId, quantity: 2 }], photos: 1, signedBy: '王芳', note: '已更换' });
    expect((await day()).van.find((p) => p.partId === partId)?.available).toBe(1);
    expect((await world.facts(visit.ticketId)).map((f) => f.type)).toEqual(['visit.booked', 'visit.on-the-way', 'visit.arrived', 'visit.done']);
    expect((await world.said(visit.ticketId)).at(-1)).toContain('已出发，约 14:20 到达');
  });
  it('answers what cannot be taken, and takes the rest', async () => {
    const partId = await world.stock(tech.vanId, 1);
    const [mine, cancelled] = [await world.booked(), await world.booked()];
    await t.call(api.dispatch.cancel, { params: { id: cancelled.id }, body: {} }, { as: key });
    const outcomes = await sync([
      op(cancelled.id, { kind: 'arrived' }), op(mine.id, { kind: 'part', partId, quantity: 5, serials: [] }), op(mine.id, { kind: 'photo', fileId: 999_999, caption: '' }), op(mine.id, { kind: 'arrived' }), op(mine.id, { kind: 'on-the-way', eta: null }), op(999_999, { kind: 'done' }),
    ]);
    expect(outcomes.map((o) => o.conflict)).toEqual(['cancelled', 'no-stock', 'file', null, 'order', 'gone']);
    expect((await day()).van.find((p) => p.partId === partId)?.available).toBe(1);
    expect(await job(mine.id)).toMatchObject({ state: 'arrived', used: [] });
  });
  it('tells a technician whose visit went to somebody else meanwhile', async () => {
    const visit = await world.booked();
    const other = await world.technician();
    await t.call(api.dispatch.place, { params: { id: visit.id }, body: { technicianId: other.id, startsAt: visit.startsAt, version: visit.version } }, { as: key });
    expect(await sync([op(visit.id, { kind: 'done' })])).toMatchObject([{ outcome: 'conflict', conflict: 'moved' }]);
  });
});
