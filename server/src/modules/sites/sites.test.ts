import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
});
afterAll(() => t.close());

let n = 0;
const site = (more: Record<string, unknown> = {}) => {
  n += 1;
  return { key: `S-${n}`, kind: 'shop' as const, name: { zh: `网点 ${n}`, en: `Shop ${n}` }, ...more };
};
const add = (more: Record<string, unknown> = {}) => t.call(api.sites.create, { body: site(more) }, { as: key });

describe('sites', () => {
  it('are added with place, staff and home, changed and listed by kind', async () => {
    const clerk = await t.agent();
    const depot = await add({ kind: 'depot', address: '上海市浦东新区张江路 1 号', region: '上海', lat: 31.2, lon: 121.6 });
    const van = await add({ kind: 'van', agentId: clerk.id, homeId: depot.id, staff: [clerk.id] });
    expect(van).toMatchObject({ kind: 'van', agentId: clerk.id, homeId: depot.id, staff: [clerk.id], active: true });
    expect((await t.app.afterSales.sites.vanOf(clerk.id))?.id).toBe(van.id);
    const changed = await t.call(api.sites.update, { params: { id: depot.id }, body: { ...depot, active: false } }, { as: key });
    expect(changed).toMatchObject({ active: false, lat: 31.2 });
    expect((await t.call(api.sites.list, { query: { kind: 'depot', active: 'true' } }, { as: key })).items).toEqual([]);
    expect((await t.call(api.sites.list, { query: { kind: 'depot' } }, { as: key })).items.map((s) => s.id)).toEqual([depot.id]);
  });
  it('refuse a key or driver that is taken, half a place, and a home that does not exist', async () => {
    const driver = await t.agent();
    const first = await add({ kind: 'van', agentId: driver.id });
    await expect(add({ key: first.key.toLowerCase() })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(add({ kind: 'van', agentId: driver.id })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(add({ lat: 31 })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    await expect(add({ homeId: 999_999 })).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'homeId' }] } });
    await expect(t.call(api.sites.update, { params: { id: first.id }, body: { ...first, homeId: first.id } }, { as: key })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    await expect(add({ key: "x'; drop table site; --" })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    await expect(t.call(api.sites.get, { params: { id: 424_242 } }, { as: key })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
  it('belong to those who work there: people of one shop have no business at another', async () => {
    const clerk = await t.agent({ roles: ['clerk'] });
    const [own, other] = [await add({ staff: [clerk.id] }), await add()];
    const principal = { kind: 'agent', id: clerk.id, name: '', rights: new Set<string>(), scope: 'team', teams: [], language: 'en' } as const;
    const { sites, db } = { sites: t.app.afterSales.sites, db: t.app.platform.db };
    expect(await sites.allowed(db, principal)).toEqual([own.id]);
    await expect(sites.assertAllowed(db, principal, other.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await sites.allowed(db, { ...principal, scope: 'all' })).toBeNull();
    expect(await sites.allowed(db, { ...principal, kind: 'key' })).toEqual([]);
  });
  it('are changed only by who may', async () => {
    const agentKey = await t.key('agent');
    await expect(t.call(api.sites.create, { body: site() }, { as: agentKey })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await expect(t.call(api.sites.list, {}, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  });
});
