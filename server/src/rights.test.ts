import { type RouteSpec, zodOf } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from './platform/testing/app.ts';
import { liveTopics } from './live.ts';
import { askingFor } from './rights/asking.ts';
import { fingerprint } from './rights/catalogue.ts';
import { expectations, tableOf, type Expectation } from './rights/expectations.ts';
import { mark, plantWorlds, type Worlds } from './rights/worlds.ts';

/** Walks every route, live topic and file as everybody there is, asking for what is another's: by its number, in lists, in bodies. */
let t: TestApp;
let w: Worlds;
const origin = 'http://localhost:3000';
/** Nothing of the other company; as we ask for it, it may come back. */
const theirs = new RegExp(`${mark} `, 'i');

const specs = (): RouteSpec[] => t.app.modules.flatMap((m) => m.routes ?? []).map((r) => r.spec);
const expectationOf = (spec: RouteSpec): Expectation | undefined => expectations.find((e) => (!e.method || e.method === spec.method) && e.path.test(spec.path));
const idOf = (expectation: Expectation | undefined, field: string): number | undefined => {
  const table = expectation?.rows?.[field] ?? tableOf[field];
  return table ? w.foreign.get(table) : undefined;
};
const words: Readonly<Record<string, string>> = { key: 'all', shop: 'asked', name: 'asked', act: 'done', kind: 'invoice', day: '2026-03-02', version: '1', serial: 'KINGFISHER1', country: 'CN', year: '2026' };

interface Ask { readonly method: string; readonly url: string; readonly body?: unknown }
/** How somebody would ask for what is not theirs. */
function asks(spec: RouteSpec): Ask[] {
  const expectation = expectationOf(spec);
  const path = spec.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(idOf(expectation, name) ?? words[name] ?? 1)));
  const url = `/api/v1${path}`;
  const fill = (field: string) => idOf(expectation, field);
  if (spec.method !== 'GET') {
    const query = spec.query ? `?${new URLSearchParams(askingFor(spec.query, fill) as Record<string, string>).toString()}` : '';
    return [{ method: spec.method, url: url + query, ...(spec.body ? { body: askingFor(spec.body, fill) } : {}) }];
  }
  if (!spec.query) return [{ method: 'GET', url }];
  const asked = Object.entries(askingFor(spec.query, fill) as Record<string, unknown>).map(([k, v]) => [k, String(v)] as [string, string]);
  const q = zodOf(spec.query).safeParse({ ...Object.fromEntries(asked), q: mark }).success && /"q"|q:/.test(JSON.stringify(Object.keys((spec.query as unknown as { shape?: object }).shape ?? {}))) ? [['q', mark] as [string, string]] : [];
  const queries = [asked, [...asked.filter(([k]) => !(k in tableOf)), ...q], [...asked, ['limit', '100'] as [string, string]].filter(([k]) => k !== 'limit' || 'limit' in ((spec.query as unknown as { shape?: object }).shape ?? {}))];
  return [...new Set(queries.map((pairs) => `${url}?${new URLSearchParams(pairs).toString()}`))].map((u) => ({ method: 'GET', url: u }));
}
/** What each route is asked is worked out once, for everybody alike. */
const asking = new Map<RouteSpec, Ask[]>();
const asksOf = (spec: RouteSpec) => asking.get(spec) ?? asking.set(spec, asks(spec)).get(spec) ?? [];
const say = async (headers: Record<string, string>, ask: Ask) => (await t.app.http()).inject({ method: ask.method as 'GET', url: ask.url, headers: { origin, 'accept-language': 'en', ...headers }, ...(ask.body === undefined ? {} : { payload: ask.body as object }) });

beforeAll(async () => {
  // Planted rows are not always as the contract has them; what is refused for that would hide what it shows.
  t = await testApp({}, { checkAnswers: false });
  w = await plantWorlds(t);
}, 120_000);
afterAll(() => t.close());

describe('the table of expectations', () => {
  it('has a row for every route, and knows every number in a path', () => {
    const missing = specs().flatMap((spec) => {
      const expectation = expectationOf(spec);
      if (!expectation) return [`${spec.method} ${spec.path}: no row`];
      const names = [...spec.path.matchAll(/:(\w*[iI]d)\b/g)].map((m) => m[1] ?? '');
      return expectation.shows === 'house' ? [] : names.filter((name) => idOf(expectation, name) === undefined).map((name) => `${spec.method} ${spec.path}: whose number is :${name}?`);
    });
    expect(missing).toEqual([]);
  });
  it('is about a foreign row of every table there is', () => {
    expect(Object.fromEntries(w.refused)).toEqual({});
  });
  it('asks in a form that routes understand', () => {
    const unfit = specs().filter((spec) => spec.body && !zodOf(spec.body).safeParse(asksOf(spec)[0]?.body).success).map((spec) => `${spec.method} ${spec.path}`);
    expect(unfit.length, unfit.join('\n')).toBeLessThan(specs().length / 12);
  });
});

describe('who sees all', () => {
  it('finds what the others must not: the walk can fail', async () => {
    const seen = new Set<string>();
    for (const spec of specs().filter((s) => s.method === 'GET' && expectationOf(s)?.shows === 'rows')) {
      for (const ask of asksOf(spec)) if (theirs.test((await say(w.administrator, ask)).body)) seen.add(`GET ${spec.path}`);
    }
    for (const path of ['/customers', '/customers/:id', '/customers/:id/page', '/tickets/:id', '/tickets/:id/page', '/views/:key/tickets', '/units', '/units/:id', '/orders/:id', '/vendors', '/vendor-jobs/:id', '/vendor-settlements/:id', '/counter/items/:id', '/repairs', '/returns', '/hotline/calls/:id', '/process-instances/:id', '/dispatch/board/:day', '/parts/transfers']) expect([...seen]).toContain(`GET ${path}`);
  });
});

it('nobody, and everybody who lacks a right, is refused before anything is read', async () => {
  const wrong: string[] = [];
  for (const who of w.everybody) {
    for (const spec of specs()) {
      if (!spec.right || (who.rights !== null && (spec.right === 'self' ? who.isPerson : who.rights.has('*') || who.rights.has(spec.right)))) continue;
      const answer = await say(who.headers, asksOf(spec)[0] ?? { method: spec.method, url: '' });
      const right = who.rights === null ? 401 : 403;
      if (answer.statusCode !== right) wrong.push(`${who.name}: ${spec.method} ${spec.path} → ${answer.statusCode}`);
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

describe('who sees only what is theirs', () => {
  it('reads nothing of others by any route, and breaks none', async () => {
    const wrong: string[] = [];
    for (const who of w.limited) {
      for (const spec of specs().filter((s) => s.method === 'GET')) {
        if (!who.mayTry(spec)) continue;
        for (const ask of asksOf(spec)) {
          const answer = await say(who.headers, ask);
          if (answer.statusCode >= 500) wrong.push(`${who.name}: ${ask.url} → ${answer.statusCode}`);
          else if (answer.statusCode < 300 && expectationOf(spec)?.shows !== 'house' && theirs.test(answer.body)) wrong.push(`${who.name}: ${ask.url} shows ${/.{0,60}KINGFISHER .{0,40}/i.exec(answer.body)?.[0] ?? ''}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('changes nothing of others by any route, and breaks none', async () => {
    const wrong: string[] = [];
    const before = await fingerprint(t.app.platform.db, w.foreign);
    for (const who of w.limited) {
      for (const spec of specs().filter((s) => s.method !== 'GET' && !/^\/(session(?!\/(list|factors)\/:id)|portal\/session|portal\/push|me)\b/.test(s.path))) {
        if (!who.mayTry(spec)) continue;
        const ask = asksOf(spec)[0];
        const shows = expectationOf(spec)?.shows;
        if (!ask || shows === 'house') continue;
        const answer = await say(who.headers, ask);
        if (answer.statusCode >= 500) wrong.push(`${who.name}: ${ask.method} ${ask.url} → ${answer.statusCode} ${JSON.stringify(ask.body)}`);
        else if (answer.statusCode < 300 && (theirs.test(answer.body) || shows === 'rows' || (shows === 'own' && /:id/.test(spec.path)))) wrong.push(`${who.name}: ${ask.method} ${ask.url} → ${answer.statusCode} ${answer.body.slice(0, 120)}`);
      }
    }
    const after = await fingerprint(t.app.platform.db, w.foreign);
    for (const [table, row] of Object.entries(before)) if (after[table] !== row) wrong.push(`${table}: ${row} became ${after[table] ?? ''}`);
    expect(wrong).toEqual([]);
  }, 120_000);

  it('follows only topics of their own, and opens only their files', async () => {
    const wrong: string[] = [];
    const topics = [...new Set(['ticket', 'customer', 'vendor', 'counter', 'conversation', 'hotline'].flatMap((word) => [...w.foreign.values()].map((id) => `${word}:${id}`)))];
    const { mayFollow } = liveTopics(t.app.platform.db, t.app.tickets, t.app.modules, t.app.customers);
    for (const who of w.limited) {
      const { principal } = who;
      if (principal) {
        const foreign = new Set([`ticket:${w.foreign.get('ticket')}`, `customer:${w.foreign.get('customer')}`, `vendor:${w.foreign.get('vendor')}`, `counter:${w.foreign.get('site')}`, `conversation:${w.foreign.get('conversation')}`]);
        for (const topic of topics) if (foreign.has(topic) && (await mayFollow(principal, topic))) wrong.push(`${who.name} follows ${topic}`);
      }
      for (const url of w.files) {
        expect((await say(w.administrator, { method: 'GET', url })).statusCode).toBe(200);
        const answer = await say(who.headers, { method: 'GET', url });
        if (answer.statusCode < 300 || answer.statusCode >= 500) wrong.push(`${who.name} opens ${url}: ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it('whoever may do everything breaks nothing by asking', async () => {
  const wrong: string[] = [];
  const look = async (ask: Ask) => {
    const answer = await say(w.administrator, ask);
    if (answer.statusCode >= 500 && answer.statusCode !== 503) wrong.push(`${ask.method} ${ask.url} → ${answer.statusCode} ${JSON.stringify(ask.body ?? null)}`);
  };
  // Waits eight seconds for a process with a telephone, of which there is none: the others are asked meanwhile.
  const patient = ({ path }: RouteSpec) => path === '/hotline/echo';
  const waited = specs().filter(patient).flatMap((spec) => asksOf(spec).map(look));
  expect(waited).toHaveLength(1);
  for (const spec of specs().filter((s) => !patient(s) && !/^\/(session|portal\/session)\b/.test(s.path))) {
    for (const ask of asksOf(spec)) await look(ask);
  }
  await Promise.all(waited);
  expect(wrong).toEqual([]);
}, 120_000);
