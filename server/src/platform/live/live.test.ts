import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import pino from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { LiveServerFrame } from '@aftercare/contract/live';
import type { Principal } from '../auth/index.ts';
import { createBus, defineEvent, systemActor } from '../bus/index.ts';
import { type Database, migrate, openDatabase, sql } from '../db/index.ts';
import { problemOf, Refusal } from '../http/index.ts';
import { FakeClock } from '../time/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { LiveHub, registerLive, Signals } from './index.ts';

const Happened = defineEvent('test.happened', 1, z.object({ ticketId: z.int(), teamId: z.int().nullable().optional(), ownerId: z.int().nullable().optional(), before: z.object({ teamId: z.int() }).optional(), n: z.int() }));
const Unseen = defineEvent('test.unseen', 1, z.object({ n: z.int() }));
const Talked = defineEvent('test.talked', 1, z.object({ talk: z.int(), n: z.int() }));
const Joined = defineEvent('test.joined', 1, z.object({ topic: z.string(), within: z.string() }));
const people: Record<string, Principal> = {
  all: { kind: 'agent', id: 1, name: '李雷', rights: new Set(['*']), scope: 'all', teams: [], language: 'zh-CN' },
  team: { kind: 'agent', id: 2, name: 'Ann', rights: new Set(), scope: 'team', teams: [7], language: 'en' },
};
const log = pino({ level: 'silent' });
const clock = new FakeClock();
let database: TestDatabase;
let db: Database;
let bus: ReturnType<typeof createBus>;
let signals: Signals;
let hub: LiveHub;
let port: number;
let signedOut = false;
let forbidden = '';
const app = Fastify({ forceCloseConnections: true });

beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => void (await migrate(url)));
  db = openDatabase({ url: database.url, purpose: 'test', max: 5, statementTimeoutMs: 10_000 });
  bus = createBus({ db, log, pollMs: 20 });
  bus.register([Happened, Unseen, Talked, Joined]);
  signals = new Signals(db, log);
  await signals.start();
  await bus.follow();
  hub = newHub();
  await app.register(cookie);
  await app.register(websocket);
  app.setErrorHandler((error, _request, reply) => reply.code(error instanceof Refusal ? problemOf(error.code, 'en').status : 500).send());
  registerLive(app, {
    hub, log, publicUrl: 'http://desk.test', heartbeatMs: 200,
    authenticate: async (request) => (signedOut ? null : (people[request.cookies['who'] ?? ''] ?? null)),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(app.listeningOrigin).port);
});
afterAll(async () => {
  hub.stop();
  await app.close();
  await bus.stop();
  await signals.stop();
  await db.end();
  await database.drop();
});

function newHub(onFollow?: (topic: string, on: boolean) => void): LiveHub {
  return new LiveHub({
    ...(onFollow ? { onFollow } : {}),
    tail: bus.tail, signals, clock, log, mayFollow: async (_p, topic) => topic !== forbidden,
    within: async (topic) => (topic === 'ticket:80' ? ['talk:1'] : []),
    joins: (event) => (event.type === Joined.name ? (event.payload as { topic: string; within: string }) : null),
    rules: [{ event: Talked, topics: (e) => [`talk:${(e.payload as { talk: number }).talk}`] }, { event: Happened, topics: (e) => { const p = e.payload as { ticketId: number; ownerId?: number | null }; return ['inbox', `ticket:${p.ticketId}`, ...(p.ownerId ? [`agent:${p.ownerId}`] : [])]; } }],
  });
}
class Screen {
  readonly frames: LiveServerFrame[] = [];
  readonly socket: WebSocket;
  closed: number | null = null;
  constructor(who: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers: { cookie: `who=${who}`, ...headers } });
    this.socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as LiveServerFrame));
    this.socket.on('close', (code) => { this.closed = code; });
    this.socket.on('error', () => {});
  }
  say(frame: unknown): void { this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)); }
  of<K extends LiveServerFrame['kind']>(kind: K) { return this.frames.filter((f): f is Extract<LiveServerFrame, { kind: K }> => f.kind === kind); }
  facts(topic?: string) { return this.of('fact').filter((f) => !topic || f.topic === topic).map((f) => f.data['n']); }
  async ready(topics: string[] = [], since: number | null = null): Promise<this> {
    await until(() => this.of('ready').length > 0);
    if (topics.length > 0) {
      this.say({ kind: 'subscribe', topics, since });
      this.say({ kind: 'ping' });
      await until(() => this.of('pong').length > 0);
    }
    return this;
  }
}
async function until(condition: () => boolean, what = 'it'): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (condition()) return;
    await sleep(10);
  }
  throw new Error(`waited in vain for ${what}`);
}
const publish = (...payloads: z.infer<typeof Happened.schema>[]) => db.tx((tx) => bus.publishAll(tx, payloads.map((payload) => ({ type: Happened, stream: `ticket:${payload.ticketId}`, actor: systemActor, payload }))));
const told = (position: number) => until(() => bus.tail.position > position, 'the tail');

test('facts reach those who follow, once per topic, with a cursor that grows', async () => {
  const a = await new Screen('all').ready(['inbox', 'ticket:5', 'me']);
  const b = await new Screen('all').ready(['ticket:6']);
  await publish({ ticketId: 5, ownerId: 1, n: 1 }, { ticketId: 6, n: 2 });
  await until(() => a.facts('inbox').length === 2 && b.facts().length === 1);
  expect(a.facts('ticket:5')).toEqual([1]);
  expect(a.facts('me')).toEqual([1]);
  expect(b.facts()).toEqual([2]);
  const [first, second] = a.of('fact').filter((f) => f.topic === 'inbox');
  expect(first?.type).toBe('test.happened');
  expect(second!.cursor).toBeGreaterThan(first!.cursor);
  a.say({ kind: 'unsubscribe', topics: ['inbox'] });
  a.say({ kind: 'ping' });
  await until(() => a.of('pong').length === 2);
  await publish({ ticketId: 9, n: 3 }, { ticketId: 5, n: 4 });
  await until(() => a.facts('ticket:5').length === 2);
  expect(a.facts('inbox')).toEqual([1, 2]);
  a.socket.close();
  b.socket.close();
});

test('people limited to teams hear of their teams, their own, and what leaves them', async () => {
  const screen = await new Screen('team').ready(['inbox']);
  await publish({ ticketId: 1, teamId: 7, n: 10 }, { ticketId: 2, teamId: 8, n: 11 }, { ticketId: 3, teamId: 8, ownerId: 2, n: 12 }, { ticketId: 4, teamId: 8, before: { teamId: 7 }, n: 13 }, { ticketId: 5, teamId: null, ownerId: null, n: 14 }, { ticketId: 6, n: 15 });
  await until(() => screen.facts().includes(15));
  expect(screen.facts()).toEqual([10, 12, 13, 15]);
  screen.socket.close();
});

test('a screen that comes back gets what it missed, from memory and from the log, in order and without holes', async () => {
  const before = bus.tail.position;
  await publish(...Array.from({ length: 30 }, (_, i) => ({ ticketId: 20, n: i })));
  await told(before + 29);
  const remembered = await new Screen('all').ready(['ticket:20'], before);
  expect(remembered.facts()).toEqual(Array.from({ length: 30 }, (_, i) => i));

  // A process that has just started remembers nothing; facts are written while the screen resumes.
  const fresh = newHub();
  const heard: number[] = [];
  const line = fresh.open(people['all']!, { send: (text) => { const frame = JSON.parse(text) as LiveServerFrame; if (frame.kind === 'fact') heard.push(frame.data['n'] as number); } });
  const resumed = line.subscribe(['ticket:20'], before + 10);
  for (let i = 30; i < 60; i += 10) await publish(...Array.from({ length: 10 }, (_, k) => ({ ticketId: 20, n: i + k })));
  await resumed;
  await until(() => heard.includes(59));
  expect(heard).toEqual(Array.from({ length: 50 }, (_, i) => i + 10));
  line.close();
  fresh.stop();
  remembered.socket.close();
});

test('a topic shows what it holds, also what it comes to hold later', async () => {
  const since = bus.tail.position;
  const talk = (n: number, id: number) => db.tx((tx) => bus.publish(tx, Talked, { stream: `talk:${id}`, actor: systemActor, payload: { talk: id, n } }));
  await talk(1, 1);
  await told(since);
  const screen = await new Screen('all').ready(['ticket:80'], since);
  await talk(2, 2);
  await db.tx((tx) => bus.publish(tx, Joined, { stream: 'ticket:80', actor: systemActor, payload: { topic: 'ticket:80', within: 'talk:2' } }));
  await talk(3, 2);
  await publish({ ticketId: 80, n: 4 });
  await until(() => screen.facts().includes(4));
  expect(screen.facts('ticket:80')).toEqual([1, 3, 4]);
  screen.say({ kind: 'unsubscribe', topics: ['ticket:80'] });
  screen.say({ kind: 'subscribe', topics: ['ticket:81'], since: null });
  await talk(5, 2);
  await publish({ ticketId: 81, n: 6 });
  await until(() => screen.facts().includes(6));
  expect(screen.facts()).toEqual([1, 3, 4, 6]);
  screen.socket.close();
});

test('more than a thousand missed facts are a reset', async () => {
  const since = bus.tail.position;
  await db.tx((tx) => bus.publishAll(tx, Array.from({ length: 1001 }, (_, n) => ({ type: Unseen, stream: 'x', actor: systemActor, payload: { n } }))));
  await publish({ ticketId: 1, n: 1 });
  await told(since + 1001);
  const fresh = newHub();
  const texts: string[] = [];
  await fresh.open(people['all']!, { send: (text) => texts.push(text) }).subscribe(['inbox'], since);
  expect(texts.at(-1)).toBe('{"kind":"reset"}');
  fresh.stop();
});

test('who looks and types is seen by others, each person once, and forgotten after 30 seconds or with the screen', async () => {
  const a = await new Screen('all').ready(['ticket:40']);
  const a2 = await new Screen('all').ready(['ticket:40']);
  const b = await new Screen('team').ready(['ticket:40']);
  a.say({ kind: 'presence', ticketId: 40, state: 'typing' });
  a2.say({ kind: 'presence', ticketId: 40, state: 'viewing' });
  b.say({ kind: 'presence', ticketId: 41, state: 'viewing' });
  await until(() => b.of('presence').at(-1)?.people[0]?.state === 'typing');
  expect(b.of('presence').at(-1)?.people).toEqual([{ id: 1, name: '李雷', who: 'agent', state: 'typing' }]);
  const late = await new Screen('all').ready(['ticket:40', 'ticket:41']);
  await until(() => late.of('presence').length === 1);
  expect(late.of('presence')[0]?.ticketId).toBe(40);
  a.socket.close();
  await until(() => b.of('presence').at(-1)?.people[0]?.state === 'viewing');
  // Another process says that a customer types.
  await db.run(sql`select pg_notify('aftercare_signal', ${`${crypto.randomUUID()} ${JSON.stringify({ topic: 'presence', data: { ticketId: 40, who: 'customer', id: 3, name: 'Zoe', state: 'typing', screen: 'x' } })}`})`);
  await until(() => b.of('presence').at(-1)?.people.length === 2);
  clock.advance(31);
  await until(() => b.of('presence').at(-1)?.people.length === 0, 'forgetting');
  for (const s of [a2, b, late]) s.socket.close();
}, 20_000);

test('strangers, foreign pages and forbidden topics get nothing', async () => {
  const stranger = new Screen('nobody');
  const foreign = new Screen('all', { origin: 'https://evil.test' });
  const own = await new Screen('all', { origin: 'http://desk.test' }).ready();
  await until(() => stranger.closed !== null && foreign.closed !== null);
  expect([stranger.frames, foreign.frames]).toEqual([[], []]);
  forbidden = 'ticket:50';
  const screen = await new Screen('all').ready(['ticket:50', 'agent:2', 'ticket:51']);
  await publish({ ticketId: 50, ownerId: 2, n: 1 }, { ticketId: 51, n: 2 });
  await until(() => screen.facts().length > 0);
  expect(screen.of('fact').map((f) => f.topic)).toEqual(['ticket:51']);
  // A right that ends while the screen is open ends the topic; a session that ends, the line.
  forbidden = 'ticket:51';
  await sleep(600);
  await publish({ ticketId: 51, n: 3 });
  await sleep(100);
  expect(screen.facts()).toEqual([2]);
  signedOut = true;
  await until(() => screen.closed !== null);
  expect(screen.closed).toBe(4401);
  signedOut = false;
  forbidden = '';
  own.socket.close();
});

test('nonsense, giants and floods end the line and nothing else', async () => {
  const codes = await Promise.all([['{'], [{ kind: 'fly' }], ['x'.repeat(20_000)], Array.from({ length: 90 }, () => ({ kind: 'ping' }))].map(async (frames) => {
    const screen = await new Screen('all').ready();
    for (const frame of frames) screen.say(frame);
    await until(() => screen.closed !== null);
    return screen.closed;
  }));
  expect(codes).toEqual([1007, 1007, 1009, 1008]);
  expect((await new Screen('all').ready(['inbox'])).of('pong')).toHaveLength(1);
});

test('the same facts as server-sent events, resumed by Last-Event-ID', async () => {
  const since = bus.tail.position;
  await publish({ ticketId: 60, n: 1 });
  await told(since);
  const stop = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/live/events?topics=ticket:60`, { headers: { cookie: 'who=all', 'last-event-id': String(since) }, signal: stop.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.getReader();
  let text = '';
  while (!text.includes('"n":1')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text).toMatch(/^data: \{"kind":"ready","cursor":\d+\}\n\nid: \d+\ndata: \{"kind":"fact"/);
  stop.abort();
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/live/events?topics=inbox`)).status).toBe(401);
});

test('a thousand screens hear of a fact quickly', async () => {
  const heard: number[] = [];
  const lines = Array.from({ length: 1000 }, () => hub.open(people['all']!, { send: (text) => { if (text.includes('"n":777')) heard.push(1); } }));
  await Promise.all(lines.map((line) => line.subscribe(['inbox'], null)));
  const begun = performance.now();
  await publish({ ticketId: 70, n: 777 });
  await until(() => heard.length === 1000);
  expect(performance.now() - begun).toBeLessThan(1000);
  for (const line of lines) line.close();
  expect(hub.lines).toBeLessThan(100);
});

test('the first line to follow a topic and the last one to leave it are told', async () => {
  const told: string[] = [];
  const counted = newHub((topic, on) => void told.push(`${topic} ${on ? 'on' : 'off'}`));
  const person = people['all'] as Principal;
  const [one, two] = [counted.open(person, { send: () => {} }), counted.open(person, { send: () => {} })];
  await one.subscribe(['telephone:1'], null);
  await two.subscribe(['telephone:1'], null);
  one.close();
  expect(told).toEqual(['telephone:1 on']);
  two.unsubscribe(['telephone:1']);
  two.close();
  counted.stop();
  expect(told).toEqual(['telephone:1 on', 'telephone:1 off']);
});

test('signals gather while others are on their way: the same word once, different ones all', async () => {
  const others = new Signals(db, log);
  await others.start();
  const heard: unknown[] = [];
  others.on('gathered', (data) => void heard.push(data));
  for (let n = 0; n < 200; n++) signals.send('gathered', n % 4 === 0 ? n : 'again');
  await until(() => heard.includes(196));
  expect(heard.filter((data) => data !== 'again')).toEqual(Array.from({ length: 50 }, (_, n) => n * 4));
  expect(heard.filter((data) => data === 'again').length).toBeLessThan(5);
  await others.stop();
});
