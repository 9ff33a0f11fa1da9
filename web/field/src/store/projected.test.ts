import type { FieldDay, FieldJob, FieldOperation } from '@aftercare/contract/field';
import { expect, test } from 'vitest';
import { inOrder, nextOf, projected } from './projected.ts';

const job = (id: number, startsAt: string): FieldJob => ({
  id, ticketId: 1, day: '2026-03-02', title: '换泵', fault: '', customerName: '王芳', contactName: '王芳', phone: '', address: '', lat: null, lon: null, minutes: 60, priority: 'normal', state: 'planned', windowFrom: null, windowTo: null, startsAt, locked: false, published: true, drive: 12,
  onTheWayAt: null, etaAt: null, arrivedAt: null, finishedAt: null, version: 1, unit: { product: '', serial: '' }, parts: [], used: [], checklist: [], checked: [], photos: 0, signedBy: '', note: '', reason: '', history: [],
});
const day: FieldDay = {
  technician: { id: 1, name: '吴', homeName: '', homeLat: 0, homeLon: 0 }, timeZone: 'Asia/Shanghai', today: '2026-03-02', at: '2026-03-02T00:00:00Z', company: '', jobs: [job(2, '2026-03-02T05:00:00Z'), job(1, '2026-03-02T01:00:00Z')],
  van: [{ partId: 9, number: 'P', name: { zh: '泵', en: 'Pump' }, available: 3 }],
};
const at = '2026-03-02T02:00:00Z';
const op = (n: number, rest: object) => ({ id: `00000000-0000-4000-8000-00000000000${n}`, visitId: 1, at, ...rest }) as FieldOperation;

test('what was done offline shows at once: state, list, parts out of the van, photos, signature', () => {
  const seen = projected(day, [op(1, { kind: 'on-the-way', eta: null }), op(2, { kind: 'arrived' }), op(3, { kind: 'check', key: 'a', checked: true }), op(4, { kind: 'check', key: 'b', checked: true }), op(5, { kind: 'check', key: 'a', checked: false }), op(6, { kind: 'part', partId: 9, quantity: 2, serials: [] }), op(7, { kind: 'photo', fileId: 0, caption: '' }), op(8, { kind: 'signature', fileId: 0, name: '' }), op(9, { kind: 'done' })]);
  expect(seen.jobs.find((j) => j.id === 1)).toMatchObject({ state: 'done', arrivedAt: at, checked: ['b'], used: [{ partId: 9, name: '泵', quantity: 2 }], photos: 1, signedBy: '王芳' });
  expect(seen.van[0]?.available).toBe(1);
  expect(day.jobs.every((j) => j.state === 'planned')).toBe(true);
});
test('operations of jobs that are gone do no harm', () => expect(projected(day, [{ ...op(1, { kind: 'done' }), visitId: 77 }])).toEqual(day));
test('jobs stand in the order of the route; the next is where one is, then the first open one', () => {
  const jobs = inOrder(day, '2026-03-02');
  expect(jobs.map((j) => j.id)).toEqual([1, 2]);
  expect(nextOf(jobs)?.id).toBe(1);
  expect(nextOf(inOrder(projected(day, [op(1, { kind: 'done' })]), '2026-03-02'))?.id).toBe(2);
});
