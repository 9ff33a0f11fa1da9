import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulateTelegram } from '../../channels/telegram/simulator.ts';
import { hookPath } from '../../channels/social/intake.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { sql } from '../../platform/db/index.ts';
import { freeOrphans } from '../../platform/jobs/orphans.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let platform: Awaited<ReturnType<typeof simulateTelegram>>;
let conversationId: number;
beforeAll(async () => {
  t = await testApp();
  platform = await simulateTelegram();
  const http = await t.app.http();
  await http.listen({ port: 0, host: '127.0.0.1' });
  const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'telegram', name: 'Bot', address: platform.address, language: 'en', teamId: null, enabled: true, settings: platform.settings }));
  await platform.deliver(http.listeningOrigin + hookPath('telegram', platform.address), { id: 'first', person: '4711', text: 'Hello', at: t.clock.now().getTime() });
  await t.drain();
  conversationId = (await t.app.conversations.contextOf('telegram').talk.thread(id, '4711'))?.conversationId ?? 0;
});
afterAll(async () => { await platform.api.stop(); await t.close(); });

const write = (text: string, sendAt: Date | null = null) => t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text, sendAt }, systemActor));
const state = async (id: number) => { const m = await t.app.conversations.message(id); return [m?.delivery, m?.deliveryError ?? null]; };
/** Jobs that wait for another try are due now. */
const hurry = async () => { await t.app.platform.db.run(sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`); await t.drain(); };
const said = () => platform.shown.map((s) => s.text);

test('the first of a conversation is throttled: those behind it wait for it, and are sent in their order once it is through', async () => {
  platform.api.fail({ status: 429, json: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 5', parameters: { retry_after: 5 } } });
  const ids = [await write('one'), await write('two'), await write('three')] as const;
  await t.drain();
  expect([said(), (await state(ids[0]))[0], await state(ids[1]), await state(ids[2])]).toEqual([[], 'queued', ['queued', 'its-turn'], ['queued', 'its-turn']]);
  await hurry();
  expect(said()).toEqual(['one', 'two', 'three']);
  // The looks by themselves come later and find nothing to do.
  await hurry();
  expect(said()).toEqual(['one', 'two', 'three']);
});

test('one that is taken back or refused lets the next one go; one that waits for its hour holds up nobody', async () => {
  const before = said().length;
  platform.api.fail({ status: 503, json: { ok: false } });
  const [first, second] = [await write('taken back'), await write('goes')];
  await t.drain();
  await t.app.platform.db.tx((tx) => t.app.conversations.recall(tx, first, systemActor));
  await t.drain();
  expect([said().slice(before), (await state(second))[0]]).toEqual([['goes'], 'sent']);
  platform.api.fail({ status: 400, json: { ok: false, error_code: 400, description: 'Bad Request: chat not found' } });
  const [refused, after] = [await write('refused'), await write('after it')];
  await t.drain();
  expect([(await state(refused))[0], (await state(after))[0]]).toEqual(['failed', 'sent']);
  await write('tomorrow', new Date(t.clock.now().getTime() + 86_400_000));
  const now = await write('now');
  await t.drain();
  expect((await state(now))[0]).toBe('sent');
});

test('many at the same moment leave once each and in order', async () => {
  const before = said().length;
  const words = Array.from({ length: 12 }, (_, n) => `n${n}`);
  for (const word of words) await write(word);
  await Promise.all([t.drain(), t.drain(), t.drain()]);
  await hurry();
  expect(said().slice(before)).toEqual(words);
});

test('jobs of a process that died are free within the minute; those of one that lives are not', async () => {
  const { work } = t.app.platform;
  await work.run(sql`select graphile_worker.add_job('nobody.does', '{"n":1}'::json), graphile_worker.add_job('nobody.does', '{"n":2}'::json)`);
  await work.run(sql`update graphile_worker._private_jobs set locked_at = now() - interval '50 seconds', locked_by = case when payload ->> 'n' = '1' then 'pool-dead' else 'pool-alive' end where payload ->> 'n' in ('1', '2')`);
  await work.run(sql`insert into job_pool (id, seen_at) values ('pool-dead', now() - interval '50 seconds'), ('pool-alive', now())`);
  expect(await freeOrphans(work)).toBe(1);
  expect(await work.rows(sql`select payload ->> 'n' as n, locked_by as by from graphile_worker._private_jobs where payload ->> 'n' in ('1', '2') order by 1`)).toEqual([{ n: '1', by: null }, { n: '2', by: 'pool-alive' }]);
  await work.run(sql`delete from graphile_worker._private_jobs where payload ->> 'n' in ('1', '2')`);
});
