import { api } from '@aftercare/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { crosses } from './territory.ts';
import { type DispatchWorld, dispatchWorld } from './testing.ts';

let t: TestApp;
let key: string;
let world: DispatchWorld;
beforeAll(async () => { t = await testApp(); key = await t.key(); await t.agent({ roles: ['administrator'] }); world = dispatchWorld(t, key); });
afterAll(() => t.close());
const code = (wanted: string) => ({ problem: { code: wanted } });

it('an area whose sides cross is refused, others are kept as they were drawn', async () => {
  const name = { zh: '浦东', en: 'Pudong' };
  const square: [number, number][] = [[31.1, 121.4], [31.1, 121.6], [31.3, 121.6], [31.3, 121.4]];
  const made = await t.call(api.dispatch.createTerritory, { body: { name, polygon: square } }, { as: key });
  expect(made.polygon).toEqual(square);
  const put = (polygon: [number, number][] | null, as = key) => t.call(api.dispatch.updateTerritory, { params: { id: made.id }, body: { name, regions: ['浦东新区'], polygon } }, { as });
  await expect(put([square[0]!, square[2]!, square[1]!, square[3]!])).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'polygon' }] } });
  expect(await put(null)).toMatchObject({ polygon: null, regions: ['浦东新区'] });
  await expect(put(square, await t.key('viewer'))).rejects.toMatchObject(code('not-allowed'));
});
it('a polygon around a middle never crosses itself; with two of its corners exchanged it does', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 5, maxLength: 12 }), (radii) => {
    const corners = radii.map((r, i): [number, number] => [r * Math.sin((2 * Math.PI * i) / radii.length), r * Math.cos((2 * Math.PI * i) / radii.length)]);
    expect(crosses(corners)).toBe(false);
    const round = corners.map(([y, x]): [number, number] => { const far = Math.hypot(y, x); return [y / far, x / far]; });
    expect(crosses(round.with(0, round[1]!).with(1, round[0]!))).toBe(true);
  }));
});
it('a technician is changed whole: skills, hours of each day, van, areas', async () => {
  const skillId = await world.skill('fridges');
  const one = await world.technician({ van: true });
  const { id, name: _, absences: __, skills: ___, ...now } = (await t.call(api.dispatch.technicians, {}, { as: key })).items.find((n) => n.id === one.id)!;
  const put = (more: Record<string, unknown>, as = key) => t.call(api.dispatch.updateTechnician, { params: { id }, body: { ...now, ...more } }, { as });
  expect(await put({ skills: [{ skillId, level: 4 }], shift: { ...now.shift, sun: [], sat: [['08:00', '12:00']] } })).toMatchObject({ skills: [{ skillId, level: 4 }], shift: { sun: [], sat: [['08:00', '12:00']] } });
  // Left out, skills stay.
  expect(await put({ homeName: '静安' })).toMatchObject({ homeName: '静安', skills: [{ skillId, level: 4 }] });
  await expect(put({ vanSiteId: 999_999 })).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'vanSiteId' }] } });
  await expect(put({}, await t.key('agent'))).rejects.toMatchObject(code('not-allowed'));
});
