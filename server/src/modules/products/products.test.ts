import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { withCheck } from './index.ts';

let t: TestApp;
let admin: string;
let modelId: number;
let n = 0;
const serial = () => { n += 1; return withCheck(`ACX1${String(n).padStart(6, '0')}`, 'mod-37-36'); };
const refusal = (promise: Promise<unknown>) => promise.then(() => { throw new Error('nothing was refused'); }, (error: unknown) => { if (error instanceof ApiError) return error.problem; throw error; });

beforeAll(async () => {
  t = await testApp();
  await t.app.platform.db.tx((tx) => t.app.afterSales.products.policies.seed(tx));
  admin = await t.key();
  const brand = await t.call(api.products.saveBrand, { params: { key: 'acme' }, body: { name: { zh: '艾克', en: 'Acme' }, serialRules: [{ pattern: 'AC(?<model>X\\d)\\d{6}[A-Z0-9]', check: 'mod-37-36', note: 'AC + model + 6 digits + check' }] } }, { as: admin });
  modelId = (await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'X1', name: { zh: '电水壶', en: 'Kettle' }, category: 'kettle' } }, { as: admin })).id;
});
afterAll(() => t.close());
beforeEach(() => { t.clock.set(new Date('2026-03-02T02:00:00Z')); });
const register = (body: Record<string, unknown> = {}, as = admin) => t.call(api.products.register, { body: { serial: serial(), modelId, ...body } }, { as });

describe('units', () => {
  it('registers what fits the rules of the brand, and says what is wrong with the rest', async () => {
    const good = serial();
    expect(await register({ serial: ` ${good.slice(0, 4)}-${good.slice(4)} `.toLowerCase() })).toMatchObject({ model: { key: 'X1' }, registeredBy: 'api', status: 'in-use', country: 'CN' });
    const typo = serial();
    expect((await refusal(register({ serial: `${typo.slice(0, -2)}${typo.at(-2) === '1' ? '2' : '1'}${typo.at(-1)}` }))).fields).toMatchObject([{ path: 'serial', message: expect.stringContaining('mistyped') as string }]);
    expect((await refusal(register({ serial: 'HELLO-1' }))).fields).toMatchObject([{ path: 'serial', message: expect.stringContaining('label') as string }]);
    expect((await refusal(register({ serial: good }))).code).toBe('conflict');
  });
  it('of ten callers with one number one wins', async () => {
    const one = serial();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => register({ serial: one })));
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    expect((await t.call(api.products.units, { query: { q: one } }, { as: admin })).items).toHaveLength(1);
  });
  it('is guarded against lost updates', async () => {
    const unit = await register();
    await t.call(api.products.updateUnit, { params: { id: unit.id }, body: { note: 'first' } }, { as: admin, headers: { 'if-match': `"${unit.version}"` } });
    expect((await refusal(t.call(api.products.updateUnit, { params: { id: unit.id }, body: { note: 'second' } }, { as: admin, headers: { 'if-match': `"${unit.version}"` } }))).code).toBe('stale-version');
  });
  it('reads a number before anybody types more', async () => {
    const unknown = serial();
    expect(await t.call(api.products.checkSerial, { params: { serial: unknown } }, { as: admin })).toMatchObject({ valid: true, problem: null, modelId, unit: null });
    expect(await t.call(api.products.checkSerial, { params: { serial: 'NOPE' } }, { as: admin })).toMatchObject({ valid: false });
    const unit = await register();
    expect(await t.call(api.products.checkSerial, { params: { serial: unit.serial.toLowerCase() } }, { as: admin })).toMatchObject({ unit: { id: unit.id } });
  });
  it('asks for rights', async () => {
    const viewer = await t.key('viewer');
    expect((await refusal(register({}, viewer))).code).toBe('not-allowed');
    const agent = await t.key('agent');
    expect((await refusal(t.call(api.products.createModel, { body: { brandId: 1, key: 'Y', name: { zh: 'y', en: 'y' } } }, { as: agent }))).code).toBe('not-allowed');
    const unit = await register();
    expect((await t.call(api.products.unit, { params: { id: unit.id } }, { as: viewer })).unit.id).toBe(unit.id);
    expect((await refusal(t.call(api.products.unit, { params: { id: unit.id } }))).code).toBe('not-signed-in');
  });
  it('shows who owns it only to those who may see customers; others must know the whole number', async () => {
    const owner = await t.call(api.customers.create, { body: { name: 'Secret Person', identities: [{ kind: 'email', value: 'secret@example.com' }] } }, { as: admin });
    const unit = await register({ customerId: owner.id });
    const engineer = await t.key('technician');
    expect((await t.call(api.products.units, {}, { as: engineer })).items).toEqual([]);
    expect((await t.call(api.products.units, { query: { q: unit.serial.slice(0, -2) } }, { as: engineer })).items).toEqual([]);
    const texts = [await t.call(api.products.units, { query: { q: unit.serial } }, { as: engineer }), await t.call(api.products.checkSerial, { params: { serial: unit.serial } }, { as: engineer })].map((x) => JSON.stringify(x));
    for (const text of texts) { expect(text).toContain(unit.serial); expect(text).not.toContain('Secret Person'); }
    // By its row's number only who has it on the bench, on a visit or on a request.
    expect((await refusal(t.call(api.products.unit, { params: { id: unit.id } }, { as: engineer }))).code).toBe('not-found');
    expect((await refusal(t.call(api.products.proofs, {}, { as: engineer }))).code).toBe('not-allowed');
  });
});

describe('tickets and units', () => {
  const open = (body: Record<string, unknown>) => t.call(api.tickets.open, { body: { subject: 'It leaks', customer: { name: 'Kim', email: `kim${n}@example.com` }, ...body } }, { as: admin });
  const unitOf = async (id: number) => (await t.call(api.tickets.get, { params: { id } }, { as: admin })).unitId;
  it('recognises the unit by the number a ticket comes with, however it is written', async () => {
    const unit = await register();
    const { id } = await open({ serial: ` ${unit.serial.slice(0, 4).toLowerCase()} ${unit.serial.slice(4)}` });
    expect(await unitOf(id)).toBe(unit.id);
    expect((await t.call(api.products.unit, { params: { id: unit.id } }, { as: admin })).tickets.map((x) => x.id)).toEqual([id]);
  });
  it('follows the number when it is corrected, and can be told which unit it is', async () => {
    const [a, b] = [await register(), await register()];
    const { id } = await open({ serial: a.serial });
    await t.call(api.tickets.update, { params: { id }, body: { serial: b.serial } }, { as: admin });
    expect(await unitOf(id)).toBe(b.id);
    await t.call(api.tickets.update, { params: { id }, body: { serial: 'unreadable' } }, { as: admin });
    expect(await unitOf(id)).toBe(null);
    await t.call(api.tickets.update, { params: { id }, body: { unitId: a.id } }, { as: admin });
    expect(await unitOf(id)).toBe(a.id);
    expect((await refusal(t.call(api.tickets.update, { params: { id }, body: { unitId: 999_999 } }, { as: admin }))).fields?.[0]?.path).toBe('unitId');
  });
  it('finds its unit later, when that is registered after the ticket', async () => {
    const late = serial();
    const { id } = await open({ serial: late });
    expect(await unitOf(id)).toBe(null);
    const unit = await register({ serial: late });
    await t.drain();
    expect(await unitOf(id)).toBe(unit.id);
  });
  it('shows a unit only the tickets its reader may see', async () => {
    const unit = await register();
    await open({ serial: unit.serial });
    const team = await t.key('team-agent');
    expect((await t.call(api.products.unit, { params: { id: unit.id } }, { as: team })).tickets).toEqual([]);
  });
});

describe('proof of purchase', () => {
  const picture = (owner: string) => t.app.platform.files.put(Buffer.from('%PDF-1.4\n%…'), { name: 'invoice.pdf', declaredType: 'application/pdf', maxBytes: 1000, owner });
  const owner = async () => `key:${(await t.app.org.apiKeys())[0]?.id}`;
  const prove = async (unitId: number, body: Record<string, unknown>) => t.call(api.products.addProof, { params: { id: unitId }, body: { kind: 'invoice', purchasedOn: '2026-02-01', files: [(await picture(await owner())).id], ...body } }, { as: admin });
  it('is taken by the rule when all fits, and sets the day the time is counted from', async () => {
    const unit = await register({ producedOn: '2026-01-10' });
    expect(await prove(unit.id, { seller: 'Mart', amountMinor: 19_900 })).toMatchObject({ state: 'accepted', decidedBy: 'rule' });
    const page = await t.call(api.products.unit, { params: { id: unit.id } }, { as: admin });
    expect(page.unit).toMatchObject({ purchasedOn: '2026-02-01', seller: 'Mart', priceMinor: 19_900, proven: true });
    expect(page.entitlement).toMatchObject({ covered: true, until: '2027-02-01', start: { basis: 'purchase', proven: true } });
  });
  it('waits for a look when something does not fit, and is decided once', async () => {
    const unit = await register({ producedOn: '2026-02-20' });
    const proof = await prove(unit.id, {});
    expect(proof.state).toBe('waiting');
    const queue = await t.call(api.products.proofs, {}, { as: admin });
    expect(queue.items.find((p) => p.id === proof.id)).toMatchObject({ modelKey: 'X1', doubts: [{ en: expect.stringContaining('2026-02-20') as string }] });
    expect((await refusal(t.call(api.products.decideProof, { params: { id: proof.id }, body: { accept: false } }, { as: admin }))).fields?.[0]?.path).toBe('reason');
    const outcomes = await Promise.allSettled([true, false].map((accept) => t.call(api.products.decideProof, { params: { id: proof.id }, body: { accept, reason: 'looked', purchasedOn: '2026-02-25' } }, { as: admin })));
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
  });
  it('follows the rule as it is changed, and is never taken by a rule that cannot be worked out', async () => {
    await t.call(api.warranty.saveAcceptRule, { body: { expression: 'proof.amount < 50' } }, { as: admin });
    expect((await prove((await register()).id, { amountMinor: 9_900 })).state).toBe('waiting');
    expect((await prove((await register()).id, { amountMinor: 900 })).state).toBe('accepted');
    await t.call(api.warranty.saveAcceptRule, { body: { expression: 'nonsense > 3' } }, { as: admin });
    expect((await prove((await register()).id, {})).state).toBe('waiting');
    expect((await refusal(t.call(api.warranty.saveAcceptRule, { body: { expression: 'proof.amount <' } }, { as: admin }))).code).toBe('invalid-input');
  });
  it('does not show a file that somebody else brought', async () => {
    const unit = await register();
    const foreign = await picture('agent:99999');
    expect((await refusal(t.call(api.products.addProof, { params: { id: unit.id }, body: { kind: 'invoice', purchasedOn: '2026-02-01', files: [foreign.id] } }, { as: admin }))).code).toBe('not-found');
  });
  it('is not from the future', async () => {
    expect((await refusal(prove((await register()).id, { purchasedOn: '2026-03-05' }))).fields?.[0]?.path).toBe('purchasedOn');
  });
});

describe('what is owed', () => {
  it('is the same by API, on the unit page and for a diagram', async () => {
    const unit = await register({ purchasedOn: '2026-02-20' });
    const direct = await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin });
    expect(direct.remedies).toMatchObject({ return: { owed: false, until: '2026-02-27' }, exchange: { owed: true, until: '2026-03-07' }, repair: { owed: true, until: '2027-02-20' } });
    expect((await t.call(api.products.unit, { params: { id: unit.id } }, { as: admin })).entitlement).toEqual(direct);
    const action = t.app.modules.find((m) => m.name === 'products')?.actions?.find((a) => a.name === 'warranty.decide');
    const ticket = await t.call(api.tickets.open, { body: { subject: 'x', customer: { name: 'Q', email: 'q@example.com' }, serial: unit.serial } }, { as: admin });
    const answer = await t.app.platform.db.tx((tx) => action?.run({} as never, { tx, now: t.clock.now(), stream: `ticket:${ticket.id}`, instanceId: 1, taskKey: 'k', actor: systemActor }) ?? Promise.resolve(null));
    expect(answer).toMatchObject({ unitId: unit.id, covered: true, until: direct.until, owed: ['exchange', 'repair'] });
  });
  it('damage by the customer ends it, with who says so; taken back, it holds again', async () => {
    const unit = await register({ purchasedOn: '2026-02-20' });
    const exclusion = await t.call(api.products.exclude, { params: { id: unit.id }, body: { kind: 'human-damage', description: 'water inside' } }, { as: admin });
    expect(await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin })).toMatchObject({ covered: false, reasons: [{ code: 'excluded-human-damage' }, { code: 'purchase-not-proven' }], exclusions: [{ id: exclusion.id, kind: 'human-damage' }] });
    await t.call(api.products.withdrawExclusion, { params: { id: exclusion.id }, body: { reason: 'was condensation' } }, { as: admin });
    expect((await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin })).covered).toBe(true);
    expect((await refusal(t.call(api.products.withdrawExclusion, { params: { id: exclusion.id }, body: { reason: 'again' } }, { as: admin }))).code).toBe('already-answered');
  });
  it('an extended plan carries on', async () => {
    await t.call(api.products.savePlan, { params: { key: 'plus' }, body: { name: { zh: '延保一年', en: 'One year more' }, months: 12, begins: 'after-warranty', clause: { zh: '延保', en: 'Plan' } } }, { as: admin });
    const unit = await register({ purchasedOn: '2025-06-01' });
    await t.call(api.products.sellPlan, { params: { id: unit.id }, body: { planKey: 'plus' } }, { as: admin });
    expect(await t.call(api.products.entitlement, { params: { id: unit.id }, query: { on: '2027-01-01' } }, { as: admin })).toMatchObject({ covered: true, until: '2027-06-01', clause: { source: 'plan', key: 'plus' } });
  });
  it('counts failures once each, and replaces after the second', async () => {
    const unit = await register({ purchasedOn: '2026-01-01' });
    const { products } = t.app.afterSales;
    for (const reference of ['repair:1', 'repair:1', 'repair:2']) await t.app.platform.db.tx((tx) => products.recordFault(tx, { unitId: unit.id, reference, happenedOn: '2026-02-10', faultKey: 'leak' }));
    expect((await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin })).remedies.replace).toMatchObject({ owed: true, until: '2027-01-01' });
    expect((await t.call(api.products.faultRates, { query: { by: 'model', modelId } }, { as: admin })).items[0]).toMatchObject({ key: 'X1', faults: 2, covered: 2 });
  });
});

describe('terms', () => {
  const policy = async () => { const { items } = await t.call(api.warranty.policies, {}, { as: admin }); const id = items.find((p) => p.key === 'manufacturer')?.id ?? 0; return t.call(api.warranty.policy, { params: { id } }, { as: admin }); };
  it('changed rules are tried on a unit, kept as a draft, and hold when published', async () => {
    const before = await policy();
    expect(before.faults).toEqual([]);
    const unit = await register({ purchasedOn: '2024-06-01' });
    const rules = [...before.table.rules, { id: 'kettles', inputs: ['"kettle"', '-', '-', '-'], outputs: ['"repair"', '"P3Y"', '"电水壶三年"', '"Kettles three years"'], annotation: '' }];
    const tried = await t.call(api.warranty.try, { params: { id: before.id }, body: { unitId: unit.id, rules } }, { as: admin });
    expect([tried.before.covered, tried.after.covered, tried.hits.at(-1)]).toEqual([false, true, { rule: rules.length, remedy: 'repair', until: '2027-06-01' }]);
    expect(tried.missedAt[1]).toBe(1);
    const draft = await t.call(api.warranty.draft, { params: { id: before.id }, body: { rules, note: 'kettles' } }, { as: admin });
    expect((await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin })).covered).toBe(false);
    await t.call(api.warranty.publish, { params: { id: before.id }, body: { version: draft.shown } }, { as: admin });
    expect(await t.call(api.products.entitlement, { params: { id: unit.id } }, { as: admin })).toMatchObject({ covered: true, until: '2027-06-01', clause: { key: 'manufacturer', version: draft.shown, text: { en: 'Kettles three years' } } });
  });
  it('may hold only for what is bought from a day on', async () => {
    const before = await policy();
    const rules = before.table.rules.filter((r) => r.id !== 'kettles');
    const draft = await t.call(api.warranty.draft, { params: { id: before.id }, body: { rules, appliesFrom: '2026-02-01' } }, { as: admin });
    await t.call(api.warranty.publish, { params: { id: before.id }, body: { version: draft.shown } }, { as: admin });
    const [old, fresh] = [await register({ purchasedOn: '2026-01-31' }), await register({ purchasedOn: '2026-02-01' })];
    expect((await t.call(api.products.entitlement, { params: { id: old.id } }, { as: admin })).until).toBe('2029-01-31');
    expect((await t.call(api.products.entitlement, { params: { id: fresh.id } }, { as: admin })).until).toBe('2027-02-01');
  });
  it('faulty rules are kept as a draft and shown, but do not go live', async () => {
    const before = await policy();
    const draft = await t.call(api.warranty.draft, { params: { id: before.id }, body: { rules: [{ id: 'x', inputs: ['< ', '-', '-', '-'], outputs: ['"mend"', '"soon"', '""', '""'] }] } }, { as: admin });
    expect(draft.faults.map((f) => [f.kind, f.rule, f.column])).toEqual([['incomplete', 1, 1], ['remedy', 1, 5], ['period', 1, 6]]);
    expect((await refusal(t.call(api.warranty.publish, { params: { id: before.id }, body: { version: draft.shown } }, { as: admin }))).code).toBe('invalid-input');
    const agent = await t.key('agent');
    expect((await refusal(t.call(api.warranty.draft, { params: { id: before.id }, body: { rules: [] } }, { as: agent }))).code).toBe('not-allowed');
  });
});

describe('guided troubleshooting', () => {
  it('is refused when it leads nowhere or in a circle', async () => {
    const text = { zh: '问', en: 'Ask' };
    const tree = (nodes: Record<string, unknown>) => t.call(api.products.saveTree, { params: { id: modelId }, body: { title: text, start: 'a', nodes } as never }, { as: admin });
    expect((await tree({ a: { kind: 'question', text, answers: [{ text, to: 'b' }] }, b: { kind: 'report', text } })).start).toBe('a');
    expect((await refusal(tree({ a: { kind: 'question', text, answers: [{ text, to: 'z' }] } }))).fields?.map((f) => f.path)).toContain('nodes.a');
    expect((await refusal(tree({ a: { kind: 'question', text, answers: [{ text, to: 'b' }] }, b: { kind: 'question', text, answers: [{ text, to: 'a' }] } }))).fields).toHaveLength(2);
  });
});

describe('manuals', () => {
  it('are read by those who see products, whoever brought them; proofs are not', async () => {
    const put = () => t.app.platform.files.put(Buffer.from('%PDF-1.4\n%…'), { name: 'manual.pdf', declaredType: 'application/pdf', maxBytes: 1000, owner: 'key:1' });
    const [manual, proof] = [await put(), await put()];
    const owner = `key:${(await t.app.org.apiKeys())[0]?.id}`;
    expect(owner).toBe('key:1');
    await t.call(api.products.addManual, { params: { id: modelId }, body: { title: 'Manual', language: 'en', kind: 'manual', fileId: manual.id } }, { as: admin });
    expect((await t.call(api.products.model, { params: { id: modelId } }, { as: admin })).manuals).toMatchObject([{ title: 'Manual' }]);
    const [technician, http] = [await t.key('technician'), await t.app.http()];
    const read = async (key: string) => (await http.inject({ url: `/api/v1/files/${key}`, headers: { authorization: `Bearer ${technician}` } })).statusCode;
    expect([await read(manual.key), await read(proof.key)]).toEqual([200, 404]);
  });
});

describe('tables', () => {
  it('brings units in, tells what is wrong with single rows, and gives those back', async () => {
    const [a, b] = [serial(), serial()];
    const csv = `序列号,型号,客户,邮箱,购买日期,价格\n${a},X1,王芳,fang@example.com,2026/1/5,"1,299.00"\n${b},X1,,,2026-02-31,\n${a},X1,,,,\nHELLO,X1,,,,\n,Z9,,,,x\n`;
    const dry = await t.call(api.products.importUnits, { body: { csv, dryRun: true } }, { as: admin, language: 'zh-CN' });
    expect(dry).toMatchObject({ rows: 5, created: 1, failed: 4, dryRun: true });
    expect((await t.call(api.products.units, { query: { q: a } }, { as: admin })).items).toEqual([]);
    const report = await t.call(api.products.importUnits, { body: { csv } }, { as: admin, language: 'zh-CN' });
    expect(report.errors.map((e) => [e.line, e.column])).toEqual([[3, 'purchasedOn'], [4, 'serial'], [5, 'serial'], [6, 'model'], [6, 'serial'], [6, 'price']]);
    expect(report.errorFile.split('\r\n')[0]).toContain('原因');
    const [unit] = (await t.call(api.products.units, { query: { q: a } }, { as: admin })).items;
    expect(unit).toMatchObject({ customerName: '王芳', purchasedOn: '2026-01-05', priceMinor: 129_900, registeredBy: 'csv' });
    expect(await t.call(api.products.importUnits, { body: { csv: `serial;model\n${a};x1` } }, { as: admin })).toMatchObject({ created: 0, unchanged: 1 });
  });
  it('brings models in', async () => {
    const csv = 'brand,model,name zh,name en,category\nacme,X2,新壶,New kettle,kettle\nnobody,X3,a,b,c';
    expect(await t.call(api.products.importModels, { body: { csv } }, { as: admin })).toMatchObject({ created: 1, failed: 1, errors: [{ line: 3, column: 'brand' }] });
    expect((await t.call(api.products.models, { query: { q: 'X2' } }, { as: admin })).items[0]?.name.zh).toBe('新壶');
  });
  it('is refused whole when it is no table', async () => {
    expect((await refusal(t.call(api.products.importUnits, { body: { csv: 'a,b\n1,2' } }, { as: admin }))).code).toBe('invalid-input');
  });
});

describe('the catalogue', () => {
  const params = () => ({ id: modelId });
  it('is changed field by field: what is left out stays', async () => {
    const before = await t.call(api.products.updateModel, { params: params(), body: { category: 'kettle', description: { zh: '热得快', en: 'Boils fast' }, releasedOn: '2026-01-01' } }, { as: admin });
    const after = await t.call(api.products.updateModel, { params: params(), body: { active: false } }, { as: admin });
    expect(after).toMatchObject({ category: 'kettle', description: { en: 'Boils fast' }, releasedOn: '2026-01-01', active: false, version: before.version + 1 });
    expect((await refusal(t.call(api.products.updateModel, { params: params(), body: { active: true } }, { as: admin, headers: { 'if-match': `"${before.version}"` } }))).code).toBe('stale-version');
    const unit = await register({ purchasedOn: '2026-02-01', seller: 'Shop', country: 'DE' });
    expect(await t.call(api.products.updateUnit, { params: { id: unit.id }, body: { note: 'x' } }, { as: admin })).toMatchObject({ purchasedOn: '2026-02-01', seller: 'Shop', country: 'DE', note: 'x' });
  });
  it('lets go of what nothing refers to, and of nothing else', async () => {
    const variant = await t.call(api.products.saveVariant, { params: params(), body: { sku: 'X1-RED', name: { zh: '红', en: 'Red' } } }, { as: admin });
    const batch = await t.call(api.products.saveBatch, { params: params(), body: { key: 'B9', producedOn: '2026-01-05', note: 'first run' } }, { as: admin });
    await register({ variantId: variant.id, batchId: batch.id });
    const dropVariant = () => t.call(api.products.removeVariant, { params: { ...params(), variantId: variant.id } }, { as: admin });
    expect((await refusal(dropVariant())).code).toBe('conflict');
    expect((await refusal(t.call(api.products.removeBatch, { params: { ...params(), batchId: batch.id } }, { as: admin }))).code).toBe('conflict');
    expect(await t.call(api.products.saveBatch, { params: params(), body: { key: 'B9', producedOn: null, note: '' } }, { as: admin })).toMatchObject({ id: batch.id, producedOn: null, note: '', units: 1 });
    const spare = await t.call(api.products.saveVariant, { params: params(), body: { sku: 'X1-SPARE', name: { zh: '备', en: 'Spare' } } }, { as: admin });
    await t.call(api.products.removeVariant, { params: { ...params(), variantId: spare.id } }, { as: admin });
    expect((await refusal(t.call(api.products.removeVariant, { params: { ...params(), variantId: spare.id } }, { as: admin }))).code).toBe('not-found');
    const fault = await t.call(api.products.saveFault, { params: params(), body: { key: 'no-heat', title: { zh: '不热', en: 'No heat' }, advice: { zh: '', en: '' }, plans: [{ title: { zh: '换', en: 'Change' }, minutes: 20, steps: { zh: '', en: '' }, parts: [{ number: 'H-1', quantity: 1 }] }] } }, { as: admin });
    const tree = await t.call(api.products.saveTree, { params: params(), body: { title: { zh: '不热', en: 'No heat' }, start: 'a', nodes: { a: { kind: 'report', text: { zh: '报修', en: 'Report' }, faultKey: 'no-heat' } } } }, { as: admin });
    await t.call(api.products.removeTree, { params: { id: tree.id } }, { as: admin });
    await t.call(api.products.removeFault, { params: { ...params(), faultId: fault.id } }, { as: admin });
    const page = await t.call(api.products.model, { params: params() }, { as: admin });
    expect(page.variants.map((v) => v.sku)).toEqual(['X1-RED']);
    expect(page.trees.map((one) => one.id)).not.toContain(tree.id);
    expect(page.faults.map((one) => one.key)).not.toContain('no-heat');
    const agent = await t.key('agent');
    expect((await refusal(t.call(api.products.removeVariant, { params: { ...params(), variantId: variant.id } }, { as: agent }))).code).toBe('not-allowed');
  });
  it('tries serial rules before they hold', async () => {
    const serialRules = [{ pattern: 'ZZ\\d{4}', check: 'none' as const }, { pattern: 'AC(?<model>X\\d)\\d{6}[A-Z0-9]', check: 'mod-37-36' as const }];
    const ask = (number: string, rules: { pattern: string; check: 'none' | 'mod-37-36' }[] = serialRules) => t.call(api.products.trySerial, { body: { serial: number, serialRules: rules } }, { as: admin });
    const good = serial();
    expect(await ask(` ${good.toLowerCase()}`)).toMatchObject({ serial: good, problem: null, rule: 1, model: 'X1', right: null });
    const wrong = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`;
    expect(await ask(wrong)).toMatchObject({ problem: { en: expect.stringContaining('mistyped') as string }, rule: 1, right: good });
    expect(await ask('HELLO')).toMatchObject({ problem: { en: expect.stringContaining('label') as string }, rule: null, right: null });
    expect((await refusal(ask(good, [{ pattern: '(', check: 'none' }]))).fields).toMatchObject([{ path: 'serialRules.0.pattern' }]);
  });
});
