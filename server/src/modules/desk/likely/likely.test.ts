import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { weigh } from './likely.ts';
import { type Candidate, candidates } from './store.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

const found = (aId: number, bId: number, ...codes: Candidate['code'][]): Candidate[] => codes.map((code) => ({ aId, bId, code, value: code }));
const scores = (...list: Candidate[][]) => weigh(list.flat()).map((l) => [l.aId, l.bId, l.score, l.reasons.map((r) => r.code).toSorted().join('+')]);

test('reasons weigh 30, 50, 45 and 45; below 60 nobody is asked, and nothing is surer than 99', () => {
  expect(scores(found(1, 2, 'name'), found(1, 3, 'address'), found(1, 4, 'handle'), found(1, 5, 'same-unit'))).toEqual([]);
  expect(scores(found(1, 2, 'name', 'address'), found(1, 3, 'name', 'handle'), found(1, 4, 'handle', 'same-unit'), found(1, 5, 'name', 'address', 'handle', 'same-unit'))).toEqual([[1, 2, 80, 'address+name'], [1, 3, 75, 'handle+name'], [1, 4, 90, 'handle+same-unit'], [1, 5, 99, 'address+handle+name+same-unit']]);
});
test('found from both sides, or twice, a reason counts once', () => {
  expect(scores(found(7, 3, 'name'), found(3, 7, 'name'), found(3, 7, 'name', 'name'))).toEqual([]);
  expect(scores(found(7, 3, 'name'), found(3, 7, 'handle'))).toEqual([[3, 7, 75, 'handle+name']]);
});

const customer = async (name: string, addresses: { kind: 'email' | 'phone' | 'external'; value: string }[] = []) => (await t.app.platform.db.tx((tx) => t.app.customers.findOrCreate(tx, { name, language: 'en', addresses }))).id;
async function ticket(customerId: number, address: string, unitId: number | null = null): Promise<void> {
  await t.app.platform.db.run(sql`insert into ticket (subject, type, channel, customer_id, fields, unit_id) values ('x', (select key from ticket_type order by key limit 1), 'mail', ${customerId}, ${JSON.stringify(address ? { address } : {})}::jsonb, ${unitId})`);
}
const pairs = async (...ids: number[]) => (await candidates(t.app.platform.db, ids)).map((c) => [Math.min(c.aId, c.bId), Math.max(c.aId, c.bId), c.code].join(' ')).toSorted();

test('the same name is found however it is written, a title apart; another name at the same place is not', async () => {
  const ann = await customer('Ms. Ann-Marie Lee');
  const other = await customer('ＡＮＮ　marie lee');
  const bob = await customer('Bob Stone');
  await ticket(ann, '12 Long Street, Springfield');
  await ticket(other, '12 long street springfield');
  await ticket(bob, '12 Long Street, Springfield');
  expect(await pairs(ann)).toEqual([`${ann} ${other} address`, `${ann} ${other} name`]);
  expect(await pairs(bob)).toEqual([]);
  expect(scores(await candidates(t.app.platform.db, [other]))).toEqual([[ann, other, 80, 'address+name']]);
});

test('a handle joins mail and platforms; an office, a short one and a joined customer do not', async () => {
  const mail = await customer('M', [{ kind: 'email', value: 'wang.lei88@qq.com' }]);
  const again = await customer('N', [{ kind: 'email', value: 'Wang.Lei88@163.com' }]);
  const bot = await customer('O', [{ kind: 'external', value: 'telegram:norvane_bot:wang.lei88' }]);
  await customer('P', [{ kind: 'email', value: 'info@one.example' }]);
  const office = await customer('Q', [{ kind: 'email', value: 'info@two.example' }]);
  await customer('R', [{ kind: 'email', value: 'li@one.example' }]);
  const short = await customer('S', [{ kind: 'email', value: 'li@two.example' }]);
  expect(await pairs(mail)).toEqual([`${mail} ${again} handle`, `${mail} ${bot} handle`]);
  expect(await pairs(bot)).toEqual([`${mail} ${bot} handle`, `${again} ${bot} handle`]);
  expect(await pairs(office, short)).toEqual([]);
});

test('who asks about somebody else’s unit under the same name is one with them at once; under another name a person decides', async () => {
  const brand = (await t.app.platform.db.one<{ id: number }>(sql`insert into brand (key, name) values ('likely', '{"zh":"L","en":"L"}') returning id`))?.id ?? 0;
  const model = (await t.app.platform.db.one<{ id: number }>(sql`insert into product_model (brand_id, key, name) values (${brand}, 'LK-1', '{"zh":"L","en":"L"}') returning id`))?.id ?? 0;
  const owner = await customer('Chen Wei', [{ kind: 'email', value: 'chenwei77@example.com' }]);
  const unit = (await t.app.platform.db.one<{ id: number }>(sql`insert into product_unit (serial, serial_key, brand_id, model_id, customer_id, registered_by) values ('LK-0001', 'LK0001', ${brand}, ${model}, ${owner}, 'agent') returning id`))?.id ?? 0;
  const same = await customer('Mr Chen Wei');
  const friend = await customer('Zhou Min', [{ kind: 'external', value: 'line:1657654321:chenwei77' }]);
  await ticket(same, '', unit);
  await ticket(friend, '', unit);
  const likely = t.app.jobs.find((j) => j.name === 'desk.likely');
  await likely?.handle({ customerIds: [same, friend] } as never);
  const { customers, platform: { db } } = t.app;
  expect(await customers.merging.current(same, db)).toBe(await customers.merging.current(owner, db));
  expect(await customers.merging.current(friend, db)).toBe(friend);
  const [proposal, ...more] = await customers.proposals.of(db, friend);
  // 45 for the handle, 45 for the unit.
  expect([proposal?.score, proposal?.reasons.map((r) => r.code).toSorted(), more.length]).toEqual([90, ['handle', 'same-unit'], 0]);
});
