import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
const origin = 'http://localhost:3000';
beforeAll(async () => { t = await testApp(); key = await t.key(); });
afterAll(() => t.close());
const list = async (query: Record<string, unknown> = {}) => (await t.call(api.audit.list, { query }, { as: key })).items;
const run = (text: string) => t.app.platform.db.run({ text, values: [] });

describe('the audit trail', () => {
  it('says who changed what, from what to what, and hides what is secret', async () => {
    const admin = await t.agent({ name: 'Ada', roles: ['administrator'] });
    const headers = { cookie: admin.cookie, origin };
    await t.call(api.org.saveRole, { params: { key: 'tester' }, body: { name: { zh: '测试', en: 'Tester' }, rights: ['org.read'], scope: 'all' } }, { headers });
    await t.call(api.org.saveRole, { params: { key: 'tester' }, body: { name: { zh: '测试', en: 'Tester' }, rights: ['org.read', 'tickets.read'], scope: 'team' } }, { headers });
    const [changed, added] = await list({ subject: 'role:tester' });
    expect(added).toMatchObject({ action: 'role.added', actor: { kind: 'agent', id: admin.id, name: 'Ada' }, before: null });
    expect(changed).toMatchObject({ action: 'role.changed', before: { rights: ['org.read'], scope: 'all' }, after: { rights: ['org.read', 'tickets.read'], scope: 'team' } });
    const made = await t.call(api.org.createApiKey, { body: { name: 'robot', role: 'viewer' } }, { headers });
    const [line] = await list({ what: 'api-key', subject: `api-key:${made.id}` });
    expect(line?.after).toMatchObject({ name: 'robot', secret_hash: '…' });
  });
  it('follows tickets with their reason, and customers with addresses in stars', async () => {
    const { id } = await t.call(api.tickets.open, { body: { subject: 'Leaks', text: 'x', customer: { name: 'Wang', phone: '13800138000' } } }, { as: key });
    await t.call(api.tickets.update, { params: { id }, body: { priority: 'urgent', reason: 'water everywhere' } }, { as: key });
    expect((await list({ subject: `ticket:${id}` }))[0]).toMatchObject({ action: 'ticket.changed', before: { priority: 'normal' }, after: { priority: 'urgent' }, reason: 'water everywhere', actor: { kind: 'api' } });
    const customerId = (await t.app.tickets.get(id))?.customerId ?? 0;
    expect(JSON.stringify(await list({ subject: `customer:${customerId}` }))).toMatch(/\+86\*{4}8000/);
    expect(JSON.stringify(await list())).not.toContain('13800138000');
  });
  it('is found by person, kind, day and words, page by page', async () => {
    expect((await list({ q: 'water everywhere' })).map((e) => e.action)).toEqual(['ticket.changed']);
    expect((await list({ q: '100%' }))).toEqual([]);
    const ada = (await t.app.org.agents()).find((a) => a.name === 'Ada')?.id ?? 0;
    expect(new Set((await list({ actorId: ada })).map((e) => e.actor.name))).toEqual(new Set(['Ada']));
    expect(await list({ from: '2099-01-01T00:00:00Z' })).toEqual([]);
    const first = await t.call(api.audit.list, { query: { limit: 2 } }, { as: key });
    const second = await t.call(api.audit.list, { query: { limit: 2, after: first.next ?? '' } }, { as: key });
    expect(new Set([...first.items, ...second.items].map((e) => e.id)).size).toBe(4);
  });
  it('cannot be changed, shortened or emptied; whoever does it all the same is found out', async () => {
    await t.app.audit.seal();
    const whole = await t.app.audit.verify();
    expect(whole.fault).toBeNull();
    expect(whole.checked).toBeGreaterThan(4);
    for (const text of [`update audit_entry set reason = 'x'`, 'delete from audit_entry', 'truncate audit_entry cascade', 'delete from audit_seal', `update audit_seal set seq = 0`]) await expect(run(text)).rejects.toMatchObject({ code: '42501' });
    // Somebody with all rights of the database.
    const mean = async (text: string) => { await run('alter table audit_entry disable trigger all; alter table audit_seal disable trigger all'); await run(text); await run('alter table audit_entry enable trigger all; alter table audit_seal enable trigger all'); };
    await mean(`update audit_entry set actor = jsonb_set(actor, '{name}', '"Bob"') where id = (select min(id) + 2 from audit_entry)`);
    expect((await t.app.audit.verify()).fault).toMatchObject({ kind: 'changed' });
    await mean(`update audit_entry set actor = jsonb_set(actor, '{name}', (select actor -> 'name' from audit_entry where id = (select min(id) + 1 from audit_entry))) where id = (select min(id) + 2 from audit_entry)`);
    const restored = await t.app.audit.verify();
    if (restored.fault === null) {
      await mean(`delete from audit_seal where seq = (select max(seq) from audit_seal); delete from audit_entry where id = (select max(id) from audit_entry)`);
      expect((await t.app.audit.verify({ expected: whole.head ?? { seq: 0, hash: '' } })).fault).toMatchObject({ kind: 'cut' });
    }
    await mean('delete from audit_seal where seq = 2');
    expect((await t.app.audit.verify()).fault).not.toBeNull();
  });
});
