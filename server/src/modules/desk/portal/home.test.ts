import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPushService } from '../../../integrations/push/simulator.ts';
import { startSession } from '../../../platform/auth/index.ts';
import { systemActor } from '../../../platform/bus/index.ts';
import { say } from '../../../platform/i18n/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { type DispatchWorld, dispatchWorld } from '../../dispatch/testing.ts';
import { withCheck } from '../../products/index.ts';
import { signInLink } from './sign-in-link.ts';
import { stepWords } from './push/telling.ts';

let t: TestApp;
let admin: string;
let world: DispatchWorld;
let modelId: number;
let n = 0;
const home = api.portalHome;
const origin = 'http://localhost:3000';
const serial = () => { n += 1; return withCheck(`ACX1${String(n).padStart(6, '0')}`, 'mod-37-36'); };
const refusal = (promise: Promise<unknown>) => promise.then(() => { throw new Error('nothing was refused'); }, (error: unknown) => { if (error instanceof ApiError) return error.problem; throw error; });
const code = async (promise: Promise<unknown>) => (await refusal(promise)).code;

interface Person { readonly id: number; readonly headers: Record<string, string> }
async function person(name: string): Promise<Person> {
  const { id } = await t.call(api.customers.create, { body: { name, identities: [{ kind: 'email', value: `${name.toLowerCase()}@example.com` }] } }, { as: admin });
  return { id, headers: await signedIn(id) };
}
const signedIn = async (id: number) => ({ cookie: `aftercare_customer=${await startSession(t.app.platform.db, { subject: 'customer', subjectId: id, now: t.clock.now(), ip: '', userAgent: '' })}`, origin });
const stock = (more: Record<string, unknown> = {}, number = serial()) => t.call(api.products.register, { body: { serial: number, modelId, ...more } }, { as: admin });
const paper = async () => (await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/portal/files?name=invoice.pdf', headers: { 'content-type': 'application/pdf' }, payload: '%PDF-1.4' })).json<{ token: string }>().token;

beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  world = dispatchWorld(t, admin);
  await world.door();
  await t.app.platform.db.tx((tx) => t.app.afterSales.products.policies.seed(tx));
  const brand = await t.call(api.products.saveBrand, { params: { key: 'acme' }, body: { name: { zh: '艾克', en: 'Acme' }, serialRules: [{ pattern: 'AC(?<model>X\\d)\\d{6}[A-Z0-9]', check: 'mod-37-36', note: 'AC + 型号 + 6 位数字 + 校验位 / AC + model + 6 digits + check' }] } }, { as: admin });
  modelId = (await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'X1', name: { zh: '电水壶', en: 'Kettle' }, category: 'kettle' } }, { as: admin })).id;
  await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'X2', name: { zh: '电饭煲', en: 'Rice cooker' }, category: 'cooker' } }, { as: admin });
}, 60_000);
afterAll(() => t.close());

describe('registering', () => {
  it('takes a number that fits, once, and says at once what is owed after the paper', async () => {
    const me = await person('Rita');
    const number = serial();
    expect(await t.call(home.serial, { query: { serial: number.toLowerCase() } }, me)).toMatchObject({ state: 'new', model: { id: modelId, key: 'X1' }, models: [] });
    // Where it was bought is asked, not guessed: it decides whose law holds.
    expect((await refusal(t.call(home.register, { body: { serial: number } }, me))).fields).toMatchObject([{ path: 'country' }]);
    const unit = await t.call(home.register, { body: { serial: number, country: 'CN' } }, { ...me, idempotencyKey: 'a-key-of-twenty-letters' });
    const abroad = await t.call(home.register, { body: { serial: serial(), country: 'DE' } }, me);
    expect((await t.app.afterSales.products.unit(abroad.id))?.country).toBe('DE');
    expect((await t.call(home.register, { body: { serial: number, country: 'CN' } }, { ...me, idempotencyKey: 'a-key-of-twenty-letters' })).id).toBe(unit.id);
    expect((await t.call(home.register, { body: { serial: number } }, me)).id).toBe(unit.id);
    expect(unit).toMatchObject({ name: { en: 'Kettle' }, warranty: { covered: false, start: { basis: 'unknown' } }, proof: 'none' });
    expect(await t.call(home.serial, { query: { serial: number } }, me)).toMatchObject({ state: 'mine', unitId: unit.id });
    const proof = { kind: 'invoice' as const, purchasedOn: '2026-02-20', seller: 'Corner shop', files: [await paper()] };
    const after = await t.call(home.addProof, { params: { id: unit.id }, body: proof }, { ...me, idempotencyKey: 'another-key-of-letters' });
    expect(after).toMatchObject({ proof: 'accepted', purchasedOn: '2026-02-20', warranty: { covered: true, clause: { zh: expect.any(String) as string }, reason: null, start: { basis: 'purchase', proven: true } }, remedies: { exchange: { owed: true }, return: { owed: false } } });
    expect(after.proofs).toMatchObject([{ kind: 'invoice', state: 'accepted', files: [{ name: 'invoice.pdf' }] }]);
    expect((await (await t.app.http()).inject({ url: after.proofs[0]!.files[0]!.url })).statusCode).toBe(200);
    expect((await t.call(home.addProof, { params: { id: unit.id }, body: proof }, { ...me, idempotencyKey: 'another-key-of-letters' })).proofs).toHaveLength(1);
  });
  it('tells what is wrong with a number in words', async () => {
    const me = await person('Rolf');
    const number = serial();
    const typo = `${number.slice(0, -1)}${number.endsWith('7') ? '8' : '7'}`;
    expect(await t.call(home.serial, { query: { serial: typo } }, me)).toMatchObject({ state: 'wrong', problem: { en: expect.stringContaining('worked out from all the others') as string, zh: expect.stringContaining('校验位') as string }, hint: { zh: 'AC + 型号 + 6 位数字 + 校验位', en: 'AC + model + 6 digits + check' } });
    expect(await t.call(home.serial, { query: { serial: 'HELLO' } }, me)).toMatchObject({ state: 'wrong', hint: { en: 'AC + model + 6 digits + check' } });
    expect((await refusal(t.call(home.register, { body: { serial: typo } }, me))).fields).toMatchObject([{ path: 'serial' }]);
  });
  it('gives a unit without an owner to the first who says it is theirs', async () => {
    const [one, two] = [await person('Olga'), await person('Otto')];
    const unit = await stock({ status: 'in-stock', purchasedOn: '2026-01-02' });
    expect(await t.call(home.serial, { query: { serial: unit.serial } }, one)).toMatchObject({ state: 'known', model: { key: 'X1' } });
    const outcomes = await Promise.allSettled([one, two].map((who) => t.call(home.register, { body: { serial: unit.serial } }, who)));
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    const scrapped = await stock({ status: 'scrapped' });
    expect(await t.call(home.serial, { query: { serial: scrapped.serial } }, one)).toMatchObject({ state: 'gone', model: null });
    expect(await code(t.call(home.register, { body: { serial: scrapped.serial } }, one))).toBe('conflict');
  });
  it('is slowed down for who tries numbers', async () => {
    const me = await person('Tess');
    const answers = [];
    for (let i = 0; i < 40; i++) answers.push(await t.call(home.serial, { query: { serial: `ACX1${String(i).padStart(6, '0')}Z` } }, me).then(() => 'told', (error: unknown) => (error as ApiError).problem.code));
    expect(answers.at(-1)).toBe('too-many-requests');
  });
});

describe('home', () => {
  it('shows what is mine: units with warranty, where requests stand, who comes when, what to pay', async () => {
    const me = await person('Hana');
    expect(await t.call(home.home, {}, me)).toEqual({ name: 'Hana', email: 'hana@example.com', phone: null, units: [], moreUnits: false, tickets: [], past: 0, visits: [], papers: [], morePapers: false });
    const unit = await stock({ customerId: me.id, purchasedOn: '2026-01-02' });
    const { id } = await t.call(api.tickets.open, { body: { subject: 'It leaks', text: 'x', type: 'repair', channel: 'portal', serial: unit.serial, customer: { name: 'Hana', email: 'hana@example.com' } } }, { as: admin });
    await world.technician();
    const visit = await t.call(api.dispatch.createVisit, { body: { ticketId: id, title: 'Change the seal', address: '1 Road', lat: 31.24, lon: 121.48, minutes: 60 } }, { as: admin });
    const quote = await t.call(api.charges.quote, { params: { id }, body: { lines: [{ kind: 'part', description: 'Seal', quantity: 1, unitMinor: 10_000, taxRate: 1300 }] } }, { as: admin });
    expect((await t.call(home.home, {}, me)).papers).toEqual([]);
    await t.call(api.charges.sendQuote, { params: { id: quote.id } }, { as: admin });
    await t.drain();
    const seen = await t.call(home.home, {}, me);
    expect(seen.units).toMatchObject([{ id: unit.id, ticketId: id, warranty: { covered: true, start: { proven: false } } }]);
    expect(seen.tickets).toMatchObject([{ id, unitId: unit.id, step: { state: 'current' } }]);
    expect(seen.visits).toMatchObject([{ id: visit.id, state: 'waiting', can: { choose: true } }]);
    expect(seen.papers).toMatchObject([{ kind: 'quote', amountMinor: 11_300, open: true, page: expect.stringContaining('/portal/quote?t=') as string }]);
    const page = await t.call(api.portal.ticket, { params: { id }, query: {} }, me);
    expect(page.unitId).toBe(unit.id);
    expect(page.steps.find((s) => s.state === 'current')).toMatchObject({ cost: { state: 'asked', amountMinor: 11_300 } });
    expect(await t.call(home.unit, { params: { id: unit.id } }, me)).toMatchObject({ tickets: [{ id }], visits: [{ id: visit.id }] });
    const pdf = await (await t.app.http()).inject({ url: seen.papers[0]!.pdf, headers: me.headers });
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    expect((await t.call(home.papers, { query: { limit: 1 } }, me)).items).toHaveLength(1);
  });
  it('pages through units and papers without losing one', async () => {
    const me = await person('Paul');
    for (let i = 0; i < 5; i++) {
      await stock({ customerId: me.id });
      const { id } = await t.call(api.tickets.open, { body: { subject: `No ${i}`, text: 'x', customer: { name: 'Paul', email: 'paul@example.com' } } }, { as: admin });
      const quote = await t.call(api.charges.quote, { params: { id }, body: { lines: [{ kind: 'other', description: 'Work', quantity: 1, unitMinor: 100 + i, taxRate: 0 }] } }, { as: admin });
      await t.call(api.charges.sendQuote, { params: { id: quote.id } }, { as: admin });
    }
    const all = async <T>(ask: (after: string | undefined) => Promise<{ items: T[]; next: string | null }>) => { const found: T[] = []; for (let after: string | undefined; ;) { const page = await ask(after); found.push(...page.items); if (page.next === null) return found; after = page.next; } };
    expect(new Set((await all((after) => t.call(home.units, { query: { limit: 2, after } }, me))).map((u) => u.id)).size).toBe(5);
    expect((await all((after) => t.call(home.papers, { query: { limit: 2, after } }, me))).map((p) => p.amountMinor)).toEqual([104, 103, 102, 101, 100]);
  });
});

describe('rights', () => {
  it('another one’s numbers lead nowhere, by any route; without a session neither', async () => {
    const [me, other] = [await person('Wanda'), await person('Victor')];
    const theirs = await stock({ customerId: other.id, note: 'KINGFISHER', seller: 'KINGFISHER' });
    const { id } = await t.call(api.tickets.open, { body: { subject: 'KINGFISHER', text: 'KINGFISHER', serial: theirs.serial, customer: { name: 'Victor', email: 'victor@example.com' } } }, { as: admin });
    const visit = await t.call(api.dispatch.createVisit, { body: { ticketId: id, title: 'KINGFISHER', address: 'KINGFISHER' } }, { as: admin });
    const quote = await t.call(api.charges.quote, { params: { id }, body: { lines: [{ kind: 'other', description: 'KINGFISHER', quantity: 1, unitMinor: 100, taxRate: 0 }] } }, { as: admin });
    await t.call(api.charges.sendQuote, { params: { id: quote.id } }, { as: admin });
    // A unit of theirs that is named on a ticket of mine is not shown for it.
    const mine = await t.call(api.tickets.open, { body: { subject: 'Mine', text: 'x', serial: theirs.serial, customer: { name: 'Wanda', email: 'wanda@example.com' } } }, { as: admin });
    expect((await t.call(api.portal.ticket, { params: { id: mine.id }, query: {} }, me)).unitId).toBeNull();
    const found = await t.call(home.serial, { query: { serial: theirs.serial } }, me);
    expect(found).toEqual({ serial: expect.any(String) as string, state: 'taken', unitId: null, model: null, models: [], problem: null, hint: null });
    expect(await code(t.call(home.register, { body: { serial: theirs.serial } }, me))).toBe('conflict');
    expect(await code(t.call(home.addProof, { params: { id: theirs.id }, body: { purchasedOn: '2026-01-01', files: ['x'.repeat(20)] } }, me))).toBe('not-found');
    const http = await t.app.http();
    const specs = t.app.modules.flatMap((m) => m.routes ?? []).map((r) => r.spec).filter((s) => s.path.startsWith('/portal/'));
    const ids = [theirs.id, id, visit.id, quote.id, ...Array.from({ length: 30 }, (_, i) => i + 1)];
    let walked = 0;
    for (const spec of specs.filter((s) => s.method === 'GET')) for (const number of /:id/.test(spec.path) ? ids : [0]) for (const kind of /:kind/.test(spec.path) ? ['quote', 'invoice', 'receipt'] : ['']) {
      const url = `/api/v1${spec.path.replace(':id', String(number)).replace(':kind', kind)}?serial=${theirs.serial}&q=KINGFISHER`;
      const answer = await http.inject({ url, headers: me.headers });
      walked += 1;
      expect(answer.statusCode, url).toBeLessThan(500);
      expect(/KINGFISHER/.test(answer.body.replace(/"instance":"[^"]*"/, '')), url).toBe(false);
      if (spec.path === '/portal/units/:id' || spec.path.startsWith('/portal/papers/')) expect([404, 429], url).toContain(answer.statusCode);
      if (spec.public === 'portal session checked inside') expect([401, 422], url).toContain((await http.inject({ url })).statusCode);
    }
    expect(walked).toBeGreaterThan(200);
    // The walk can fail: the owner sees it.
    expect((await http.inject({ url: `/api/v1/portal/units/${theirs.id}`, headers: other.headers })).body).toContain('KINGFISHER');
    // Another site's page must not write with our cookie.
    expect(await code(t.call(home.register, { body: { serial: serial(), country: 'CN' } }, { headers: { ...me.headers, origin: 'https://evil.example' } }))).toBe('not-allowed');
  });
  it('a signed link signs in whom it was made for, until its day', async () => {
    const me = await person('Lena');
    const { platform } = t.app;
    const token = new URL(signInLink(platform, me.id, new Date(t.clock.now().getTime() + 60_000))).searchParams.get('l') ?? '';
    expect(await t.call(home.enter, { body: { token } })).toEqual({ name: 'Lena' });
    expect(await code(t.call(home.enter, { body: { token: `${token}x` } }))).toBe('link-expired');
    expect(await code(t.call(home.enter, { body: { token: platform.secrets.sign('ticket', String(me.id), null) } }))).toBe('link-expired');
  });
});

describe('push', () => {
  it('tells each browser of a step in the journey’s words, of answers, once; forgets who is gone; leaves the customer’s own channel as it is', async () => {
    const { key } = await t.call(home.push, {});
    expect(Buffer.from(key, 'base64url')).toHaveLength(65);
    expect((await t.call(home.push, {})).key).toBe(key);
    const kept = (await t.app.platform.db.rows<{ privateKey: Buffer }>({ text: 'select private_key as "privateKey" from push_key', values: [] }))[0]!;
    expect(t.app.platform.secrets.decrypt(kept.privateKey)).toMatch(/^[\w-]{43}$/);
    const service = await startPushService({ applicationKey: () => key, now: () => t.clock.now() });
    const me = await person('Nora');
    const [phone, laptop, foreign] = [service.browser(), service.browser(), service.browser()];
    await t.call(home.subscribe, { body: { ...phone.target, language: 'zh-CN' } }, me);
    await t.call(home.subscribe, { body: { ...phone.target, language: 'zh-CN' } }, me);
    await t.call(home.subscribe, { body: { ...laptop.target, language: 'en' } }, me);
    await t.call(home.subscribe, { body: { ...foreign.target, language: 'en' } }, await person('Noel'));
    const { id } = await t.call(api.tickets.open, { body: { subject: 'The kettle leaks', text: 'x', customer: { name: 'Nora', email: 'nora@example.com' } } }, { as: admin });
    await t.drain();
    const agent = await t.agent({ name: '李雷' });
    const change = (fields: Parameters<typeof t.app.tickets.change>[2]) => t.app.platform.db.tx((tx) => t.app.tickets.change(tx, id, fields, { actor: systemActor }));
    await change({ ownerId: agent.id });
    await t.drain();
    const told = (browser: typeof phone) => browser.got.map((g) => JSON.parse(g.payload) as { title: string; body: string; path: string });
    expect(service.refused).toEqual([]);
    const journey = await t.call(api.portal.ticket, { params: { id }, query: {} }, me);
    const current = journey.steps.find((s) => s.state === 'current')!;
    expect(told(phone)).toMatchObject([{ title: 'The kettle leaks', body: stepWords({ key: current.key, who: current.who, words: current.words ?? null }, 'zh-CN'), path: `/portal/t/${id}` }]);
    expect(told(laptop)).toMatchObject([{ body: stepWords({ key: current.key, who: current.who, words: current.words ?? null }, 'en') }]);
    expect(phone.got[0]).toMatchObject({ topic: `ticket-${id}`, ttl: 86_400, subject: 'mailto:postmaster@localhost' });
    // The same again is nothing new.
    await change({ ownerId: null });
    await t.drain();
    const before = phone.got.length;
    await change({ priority: 'high' });
    await t.drain();
    expect(phone.got).toHaveLength(before);
    // An answer is a message by the customer's door, and a notice beside it.
    laptop.gone = true;
    service.setDown(true);
    await t.call(api.conversations.reply, { params: { id }, body: { text: 'Please send us a photo', channel: 'portal' } }, { headers: { cookie: agent.cookie, origin } });
    await t.drain();
    expect(phone.got).toHaveLength(before);
    service.setDown(false);
    await t.app.platform.db.pool.query(`update graphile_worker._private_jobs set run_at = now() where task_id in (select id from graphile_worker._private_tasks where identifier = 'portal.push-send')`);
    await t.drain();
    expect(told(phone).some((x) => x.body === '李雷：Please send us a photo' || x.body.endsWith('：Please send us a photo'))).toBe(true);
    expect((await t.call(api.portal.ticket, { params: { id }, query: {} }, me)).messages.at(-1)?.text).toBe('Please send us a photo');
    const left = await t.app.platform.db.rows<{ n: number }>({ text: 'select count(*)::int as n from push_subscription where customer_id = $1', values: [me.id] });
    expect(left[0]?.n).toBe(1);
    expect(foreign.got).toEqual([]);
    await t.call(home.unsubscribe, { body: { endpoint: phone.target.endpoint } }, me);
    const quiet = phone.got.length;
    await change({ status: 'solved' });
    await t.drain();
    expect(phone.got).toHaveLength(quiet);
    await service.stop();
  });
  it('needs a session, keys that are keys, and reaches no private address that nobody allowed', async () => {
    const target = { endpoint: 'http://10.0.0.1/push', keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }, language: 'en' as const };
    expect(await code(t.call(home.subscribe, { body: target }))).toBe('not-signed-in');
    expect(await code(t.call(home.subscribe, { body: { ...target, keys: { p256dh: 'x', auth: 'y' } } }, await person('Kim')))).toBe('invalid-input');
  });
  it('says the steps of the journey as the portal says them', () => {
    for (const language of ['zh-CN', 'en']) {
      const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../web/portal/src/languages', `${language}.json`), 'utf8')) as { journey: Record<string, Record<string, string>> };
      expect(say(language, 'journey.working', { who: '李雷' })).toBe(words.journey['working']?.['current']?.replace('{{who}}', '李雷'));
      expect(say(language, 'journey.working-nobody')).toBe(words.journey['working']?.['currentNobody']);
      for (const key of ['assigned', 'waiting-for-you', 'solved']) expect(say(language, `journey.${key}`)).toBe(words.journey[key]?.['current']);
    }
  });
});
