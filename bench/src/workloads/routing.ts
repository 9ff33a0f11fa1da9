import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { load, quantile } from '../load.ts';
import type { Line } from '../report.ts';

const people = 500;
const waiting = 10_000;
/** Tickets in everybody's hands: as many as they may have. */
const hands = 10;
const rate = 200;

/** One assignment by hand: the next in line, whoever was given least, both ticket and person held; line, fact and choice written. Nobody's skills, no reasons. */
const bareSql = `with w as (select ticket_id from routing_wait order by rank_at, ticket_id limit 1 for update skip locked),
  p as (select agent_id from agent_load where agent_id in (select agent_id from team_member where team_id = (select max(id) from team where name like 'Routed%')) order by last_assigned_at nulls first limit 1 for update skip locked),
  t as (update ticket set owner_id = p.agent_id, status = 'open', updated_at = now() from w, p where id = w.ticket_id returning id, ticket.owner_id),
  l as (update agent_load set last_assigned_at = now() from p where agent_load.agent_id = p.agent_id),
  d as (delete from routing_wait using w where routing_wait.ticket_id = w.ticket_id),
  k as (insert into ticket_change (ticket_id, actor, fields, reason) select id, '{}', json_build_array(json_build_object('field', 'ownerId', 'to', owner_id))::jsonb, 'bare' from t),
  c as (insert into routing_choice (ticket_id, at, outcome, queue_name, agent_id) select id, now(), 'assigned', 'bare', owner_id from t),
  e as (insert into event (stream, type, version, payload, actor) select 'bare:' || id, 'bare', 1, json_build_object('ticketId', id, 'ownerId', owner_id)::jsonb, '{}' from t)
  select id from t`;

/** 500 people of one team, online and full; 10,000 tickets in line of five queues that ask for five skills, in two languages, of four tiers. */
async function fill({ db, base, key }: Bench): Promise<{ teamId: number; ask: (method: string, path: string, body: object) => Promise<{ id: number }> }> {
  const ask = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${base}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: number };
  };
  const { id: teamId } = await ask('POST', '/teams', { name: `Routed ${Date.now()}` });
  await db.query(`insert into agent (email, name, status, roles) select 'boss' || $1::bigint || '@example.com', 'Boss', 'active', '{administrator}'`, [teamId]);
  const skills: number[] = [];
  for (let i = 0; i < 5; i++) skills.push((await ask('POST', '/skills', { key: `routed-${i}-${teamId}`, name: { zh: `技能 ${i}`, en: `Skill ${i}` } })).id);
  await db.query(`with a as (insert into agent (email, name, status, roles, languages, capacity, presence) select 'routed' || $1::bigint || '-' || n || '@example.com', 'Routed ' || n, 'active', '{agent}', case when n % 3 = 0 then '{zh-CN}' else '{zh-CN,en}' end::text[], $2, 'online' from generate_series(1, $3::int) n returning id),
    m as (insert into team_member (team_id, agent_id) select $1, id from a), p as (insert into agent_presence (agent_id, from_at) select id, now() from a), l as (insert into agent_load (agent_id) select id from a)
    insert into agent_skill (agent_id, skill_id, level) select a.id, s.id, 1 + (a.id + s.n) % 5 from a, unnest($4::bigint[]) with ordinality s(id, n)`, [teamId, hands, people, skills]);
  await db.query(`update customer set tier = (array['standard', 'standard', 'standard', 'silver', 'gold', 'vip'])[1 + id % 6] where id in (select id from customer order by id limit 5000)`);
  const ticket = (status: string, owner: string, extra: string, count: number) => db.query(`insert into ticket (subject, type, status, priority, channel, language, customer_id, owner_id, team_id, opened_at, updated_at, preview)
    select 'Routed', (array['inquiry','usage','support','repair','return'])[1 + n % 5], $1, (array['low','normal','normal','high'])[1 + n % 4], (array['mail','portal'])[1 + n % 2], case when n % 2 = 0 then 'zh-CN' else 'en' end, c.ids[1 + n % array_length(c.ids, 1)], ${owner}, $2, now() - make_interval(secs => n), now(), ''
    from generate_series(1, $3::int) n, (select array_agg(id) as ids from (select id from customer order by id limit 5000) c) c, (select array_agg(agent_id order by agent_id) as ids from team_member where team_id = $2) a ${extra}`, [status, teamId, count]);
  await ticket('open', 'a.ids[1 + n % array_length(a.ids, 1)]', '', people * hands);
  await ticket('new', 'null', '', waiting);
  await db.query(`insert into routing_wait (ticket_id, team_id, language, since, rank_at) select id, team_id, language, opened_at, opened_at from ticket where team_id = $1 and owner_id is null`, [teamId]);
  await db.query('vacuum analyze ticket, agent, agent_skill, agent_load, team_member, routing_wait, customer');
  for (const [i, type] of ['inquiry', 'usage', 'support', 'repair', 'return'].entries()) {
    await ask('POST', '/queues', { name: `Routed ${type}`, teamId, match: { channels: [], types: [type], tiers: [], languages: [] }, skills: [{ skillId: skills[i], level: 2 }], matchLanguage: true, position: i, enabled: true });
  }
  return { teamId, ask };
}

const given = async ({ db }: Bench, teamId: number) => Number((await db.query(`select count(*) as n from routing_choice c join ticket t on t.id = c.ticket_id where t.team_id = $1 and c.outcome = 'assigned'`, [teamId])).rows[0].n);

/** Everybody has so many hands more, at once: how fast those who wait are given out, told and explained. */
async function burst(bench: Bench, teamId: number, ask: Awaited<ReturnType<typeof fill>>['ask'], count: number): Promise<{ perSecond: number; given: number }> {
  const before = await given(bench, teamId);
  const one = Number((await bench.db.query(`update agent set capacity = capacity + $2 where id in (select agent_id from team_member where team_id = $1) returning id`, [teamId, count / people])).rows[0].id);
  const from = performance.now();
  await ask('PATCH', `/agents/${one}`, { signature: 'x' });
  let [now, at] = [before, from];
  for (let quiet = 0; now - before < count && quiet < 60_000; await sleep(50)) {
    const next = await given(bench, teamId);
    if (next > now) { [now, at] = [next, performance.now()]; }
    quiet = performance.now() - at;
  }
  return { given: now - before, perSecond: ((now - before) * 1000) / (at - from) };
}

/** So many tickets a second are solved, as far as the machine answers so many requests: how long after it the next in line has the hand that became free. */
async function steady(bench: Bench, teamId: number, seconds: number): Promise<{ solved: number; solvedPerSecond: number; given: number; perSecond: number; late: number[] }> {
  const { rows } = await bench.db.query<{ id: string }>(`select id from ticket where team_id = $1 and status = 'open' order by id limit $2`, [teamId, rate * seconds]);
  const before = await given(bench, teamId);
  const from = performance.now();
  const work = rows.map((r) => r.id);
  const solve = async () => {
    for (let id = work.pop(); id; id = work.pop()) {
      const due = from + ((rows.length - work.length) / rate) * 1000;
      if (due > performance.now()) await sleep(due - performance.now());
      await fetch(`${bench.base}/api/v1/tickets/${id}`, { method: 'PATCH', headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' }, body: '{"status":"solved"}' });
    }
  };
  await Promise.all(Array.from({ length: 12 }, solve));
  const solvedPerSecond = (rows.length * 1000) / (performance.now() - from);
  const until = performance.now() + 30_000;
  let done = 0;
  while ((done = (await given(bench, teamId)) - before) < rows.length && performance.now() < until) await sleep(50);
  const seconds_ = (performance.now() - from) / 1000;
  // The n-th assignment is compared with the n-th hand that became free.
  const late = await bench.db.query<{ late: number }>(`with freed as (select updated_at as at, row_number() over (order by updated_at) as n from ticket where id = any($1)),
    took as (select c.at, row_number() over (order by c.id) as n from routing_choice c join ticket t on t.id = c.ticket_id where t.team_id = $2 and c.outcome = 'assigned' order by c.id offset $3)
    select extract(epoch from took.at - freed.at)::float8 as late from (select at, row_number() over (order by n) as n from took) took join freed using (n)`, [rows.map((r) => r.id), teamId, before]);
  return { solved: rows.length, solvedPerSecond, given: done, perSecond: done / seconds_, late: late.rows.map((r) => r.late) };
}

/** 500 people, 10,000 tickets waiting. */
export async function routing(bench: Bench, seconds: number): Promise<Line[]> {
  const { teamId, ask } = await fill(bench);
  const settled = async () => Number((await bench.db.query(`select count(*) as n from routing_wait where team_id = $1 and queue_id is not null`, [teamId])).rows[0].n);
  for (let i = 0; i < 600 && (await settled()) < waiting; i++) await sleep(100);
  const held = await settled();
  const flow = await steady(bench, teamId, Math.min(seconds, 20));
  const all = await burst(bench, teamId, ask, 4000);
  const bare = await againstBare(bench, 'read', bareSql, ({ url, cpu }) => load({ url: `${url}/`, cpu, clients: 16, seconds: Math.min(seconds, 5) }));
  const over = Number((await bench.db.query(`select count(*) as n from (select 1 from routing_choice c join ticket t on t.id = c.ticket_id and t.owner_id = c.agent_id and t.status in ('new', 'open') join agent a on a.id = c.agent_id where c.queue_name <> 'bare' and t.team_id = $1 group by a.id, a.capacity having count(distinct t.id) > a.capacity) x`, [teamId])).rows[0].n);
  const late = flow.late.toSorted((a, b) => a - b);
  return [
    { workload: 'routing: a full house', figure: `${all.given} hands at once`, value: all.perSecond, unit: '/s', limit: bare.perSecond, target: `≥ ${rate}/s`, ok: all.perSecond >= rate && all.given >= 4000 && over === 0, note: `${people} people, ${held} waiting, ${over} beyond capacity, bare errors ${bare.errors}` },
    { workload: 'routing: a hand at a time', figure: `of ${flow.solvedPerSecond.toFixed(0)}/s solved`, value: flow.perSecond, unit: '/s', limit: bare.perSecond, target: 'as many as are solved, p95 < 2 s', ok: flow.given === flow.solved && quantile(late, 0.95) < 2, note: `${flow.given} of ${flow.solved} given, after p50 ${quantile(late, 0.5).toFixed(2)} s, p95 ${quantile(late, 0.95).toFixed(2)} s` },
  ];
}
