import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
beforeAll(async () => { t = await testApp(); key = await t.key(); });
afterAll(() => t.close());

const open = (channel: 'phone' | 'mail' = 'phone') => t.call(api.tickets.open, { body: { subject: 'x', channel, customer: { name: 'Lee', email: 'lee@example.com' } } }, { as: key });
const solve = (id: number) => t.call(api.tickets.update, { params: { id }, body: { status: 'solved' } }, { as: key });
const wallboard = async () => { await t.drain(); return api.analytics.wallboard.response.parse(await t.call(api.analytics.wallboard, {}, { as: key })); };

describe('the wallboard', () => {
  it('counts by the day of the company, wherever the server stands', async () => {
    // 15:30 UTC is 23:30 in Shanghai: half an hour later it is tomorrow there.
    t.clock.set('2026-03-01T15:30:00Z');
    const late = await open('mail');
    t.clock.set('2026-03-01T16:10:00Z');
    await open('mail');
    const phoned = await open();
    t.clock.set('2026-03-01T18:10:00Z');
    await solve(late.id);
    await solve(phoned.id);
    const board = await wallboard();
    expect(board).toMatchObject({ timeZone: 'Asia/Shanghai', arrivals: 2, solved: 2, open: 1, unassigned: 1, waitingCustomer: 0, inBreach: 0 });
    expect(board.byChannel).toEqual([{ channel: 'mail', arrivals: 1, open: 1, inBreach: 0 }, { channel: 'phone', arrivals: 1, open: 0, inBreach: 0 }]);
    expect(board.byDay).toHaveLength(14);
    expect(board.byDay.slice(-2)).toEqual([
      { day: '2026-03-01', arrivals: 1, solved: 0, breached: 0, satisfaction: null }, { day: '2026-03-02', arrivals: 2, solved: 2, breached: 0, satisfaction: null },
    ]);
    expect(board.byHour[0]).toMatchObject({ hour: 0, arrivals: 2, solved: 0 });
    expect(board.byHour[2]).toMatchObject({ hour: 2, solved: 2 });
    // 7,200 s and 9,600 s.
    expect(board.solutionMedianSeconds).toBe(8400);
    expect(board.firstResponseMedianSeconds).toBeNull();
  });
  it('knows what is usual on this weekday', async () => {
    await t.app.platform.db.run(sql`insert into hour_stat (hour, channel, arrivals) values ('2026-02-22T16:00:00Z', 'mail', 6), ('2026-02-15T16:00:00Z', 'mail', 3)`);
    t.clock.advance(120);
    // Two Mondays are on record.
    expect((await wallboard()).byHour[0]?.usualArrivals).toBe(4.5);
  });
  it('counts promises, deadlines and marks', async () => {
    const db = t.app.platform.db;
    const { id } = await open('mail');
    await t.drain();
    await db.run(sql`update ticket set breached = true, due_at = ${new Date(t.clock.now().getTime() - 60_000)}, due_target = 'solution' where id = ${id}`);
    await db.run(sql`update hour_stat set met = 3, breached = 1, rated = 2, rating_sum = 9, asked = 4 where hour = '2026-03-01T18:00:00Z' and channel = 'phone'`);
    const board = await wallboard();
    expect(board).toMatchObject({ inBreach: 1, dueSoon: 1, slaMetShare: 0.75, satisfaction: { average: 4.5, answers: 2, asked: expect.any(Number) as number } });
    expect(board.byChannel[0]).toMatchObject({ channel: 'mail', inBreach: 1 });
  });
  it('shows who is there and what they have in hand', async () => {
    const anna = await t.agent({ name: 'Anna', capacity: 5 });
    await t.agent({ name: 'Ben', online: false });
    const { id } = await open();
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: anna.id } }, { as: key });
    expect((await wallboard()).agents).toEqual({ online: 1, away: 0, offline: 1, load: [
      { id: anna.id, name: 'Anna', presence: 'online', open: 1, capacity: 5 }, { id: expect.any(Number) as number, name: 'Ben', presence: 'offline', open: 0, capacity: 20 },
    ] });
  });
  it('gives the same numbers when worked out anew', async () => {
    const db = t.app.platform.db;
    await db.run(sql`update hour_stat set met = 0, breached = 0, rated = 0, rating_sum = 0, asked = 0`);
    await db.run(sql`delete from hour_stat where hour < '2026-03-01'`);
    t.clock.advance(120);
    const kept = await wallboard();
    await t.app.analytics.rebuild();
    t.clock.advance(120);
    const anew = await wallboard();
    expect({ ...anew, at: null, satisfaction: null }).toEqual({ ...kept, at: null, satisfaction: null });
  });
});

describe('numbers of a part', () => {
  it('shows people limited to a part that part, and no others', async () => {
    const team = await t.app.platform.db.tx((tx) => t.app.org.createTeam(tx, 'North'));
    await t.call(api.org.saveRole, { params: { key: 'north-lead' }, body: { name: { zh: '北区', en: 'North' }, rights: ['tickets.read', 'customers.read', 'analytics.read'], scope: 'team' } }, { as: key });
    const lead = await t.agent({ name: 'Nora North', roles: ['north-lead'], teams: [team.id] });
    await t.agent({ name: 'Sam South' });
    // Nothing is opened at the same moment as another, or as the period ends.
    const complaint = async (name: string, teamId?: number) => { await t.call(api.tickets.open, { body: { subject: `${name} complains`, type: 'complaint', channel: 'mail', ...(teamId ? { teamId } : {}), customer: { name, email: `${name}@example.com` } } }, { as: key }); t.clock.advance(60); };
    await complaint('Mine', team.id); await complaint('Mine', team.id); await complaint('Foreign'); await complaint('Foreign');
    await t.drain();
    const as = { headers: { cookie: lead.cookie } };
    const whole = await wallboard();
    const board = api.analytics.wallboard.response.parse(await t.call(api.analytics.wallboard, {}, as));
    expect(whole.open).toBeGreaterThanOrEqual(4);
    expect(board).toMatchObject({ arrivals: 2, open: 2, solved: 0, solutionMedianSeconds: null, byChannel: [{ channel: 'mail', arrivals: 2, open: 2, inBreach: 0 }] });
    expect(board.byHour.reduce((n, hour) => n + hour.arrivals, 0)).toBe(2);
    expect(board.agents.load.map((one) => one.name)).toEqual(['Nora North']);
    const review = await t.call(api.analytics.channelReview, { query: { days: 7 } }, as);
    expect(review.channels.map((c) => [c.channel, c.tickets, c.customers])).toEqual([['mail', 2, 1]]);
    const complaints = await t.call(api.analytics.complaints, { query: { days: 7 } }, as);
    expect([complaints.total.complaints, complaints.chains.map((c) => c.customer.name)]).toEqual([2, ['Mine']]);
  });
});
