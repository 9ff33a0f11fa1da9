import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';

let t: TestApp;
let admin: string;
beforeAll(async () => { t = await testApp(); admin = await t.key(); });
afterAll(() => t.close());
const make = (name: string, kind: 'person' | 'company', companyId?: number) => t.call(api.customers.create, { body: { name, kind, ...(companyId ? { companyId } : {}), identities: kind === 'person' ? [{ kind: 'email', value: `${name.replaceAll(' ', '.')}@x.example` }] : [] } }, { as: admin });
const get = (id: number) => t.call(api.customers.get, { params: { id } }, { as: admin });
const contract = { number: 'C-1', startsOn: '2026-03-01', endsOn: '2026-03-10', tier: 'gold' as const, serviceLevel: '24x7', covers: ['boilers'], note: '', fileIds: [] };
const hourly = async () => { await t.app.customers.contracts.job.handle({}); await t.drain(); };

it('a contract serves everybody below its company, the nearest one counts, and what it lifted comes down again when it ends', async () => {
  const group = await make('Group', 'company');
  const daughter = await make('Daughter', 'company', group.id);
  const person = await make('Ida One', 'person', daughter.id);
  const vip = await make('Vip Two', 'person', group.id);
  await t.call(api.customers.update, { params: { id: vip.id }, body: { tier: 'vip' } }, { as: admin });
  await t.call(api.customers.addContract, { params: { id: group.id }, body: contract }, { as: admin });
  expect(await get(person.id)).toMatchObject({ tier: 'gold', serviceLevel: '24x7' });
  expect(await get(vip.id)).toMatchObject({ tier: 'vip', serviceLevel: '24x7' });
  await t.call(api.customers.addContract, { params: { id: daughter.id }, body: { ...contract, number: 'C-2', tier: 'silver', serviceLevel: 'office', endsOn: null } }, { as: admin });
  expect(await get(person.id)).toMatchObject({ tier: 'silver', serviceLevel: 'office' });
  expect((await t.call(api.customers.contracts, { params: { id: person.id } }, { as: admin })).items.map((c) => [c.number, c.inForce])).toEqual([['C-2', true], ['C-1', true]]);
  const late = await make('Late Three', 'person', group.id);
  expect(late).toMatchObject({ tier: 'gold', serviceLevel: '24x7' });
  t.clock.set('2026-03-12T02:00:00Z');
  await hourly();
  expect(await get(late.id)).toMatchObject({ tier: 'standard', serviceLevel: '' });
  expect(await get(vip.id)).toMatchObject({ tier: 'vip', serviceLevel: '' });
  expect(await get(person.id)).toMatchObject({ tier: 'silver', serviceLevel: 'office' });
  const members = await t.call(api.customers.members, { params: { id: daughter.id }, query: { kind: 'person' } }, { as: admin });
  expect([members.above.map((c) => c.name), members.items.map((m) => m.name)]).toEqual([['Group'], ['Ida One']]);
  await expect(t.call(api.customers.update, { params: { id: group.id }, body: { companyId: daughter.id } }, { as: admin })).rejects.toMatchObject({ problem: { fields: [{ path: 'companyId' }] } });
});

it('policies know it: another service level is another promise for what is open', async () => {
  const firm = await make('Firm', 'company');
  const person = await make('Jo Four', 'person', firm.id);
  await t.app.platform.db.tx((tx) => t.app.sla.seedSla(tx));
  const [policy] = (await t.call(api.sla.policies, {}, { as: admin })).items;
  if (!policy) throw new Error('no policy');
  const { id: _, ...rest } = policy;
  await t.call(api.sla.createPolicy, { body: { ...rest, name: 'Round the clock', match: { ...rest.match, channels: [], types: [], tiers: [], priorities: [], condition: 'contract = "7x24" and region = ""' }, position: 0, enabled: true } }, { as: admin });
  const { id } = await t.call(api.tickets.open, { body: { subject: 'It is cold', text: 'It is cold', customer: { name: 'Jo Four', email: 'Jo.Four@x.example' } } }, { as: admin });
  await t.drain();
  const names = async () => new Set((await t.call(api.sla.clocks, { params: { id } }, { as: admin })).items.map((c) => c.policy));
  expect(await names()).not.toContain('Round the clock');
  await t.call(api.customers.addContract, { params: { id: firm.id }, body: { ...contract, number: 'C-9', serviceLevel: '7x24', startsOn: '2026-01-01', endsOn: null, tier: 'standard' } }, { as: admin });
  await t.drain();
  expect(person.id).toBeGreaterThan(0);
  expect(await names()).toContain('Round the clock');
});
