import { type RouteSpec, api } from '@aftercare/contract';
import { type Principal, startSession } from '../platform/auth/index.ts';
import { principalOf } from '../modules/org/index.ts';
import type { TestApp } from '../platform/testing/app.ts';
import { plantRows } from './catalogue.ts';
import { values } from './values.ts';

/** Stands in everything that is the other company's. */
export const mark = 'KINGFISHER';
/** And in what is one's own. */
export const own = 'WAGTAIL';

export interface Somebody {
  readonly name: string;
  readonly headers: Record<string, string>;
  /** Null: nobody is signed in. */
  readonly rights: ReadonlySet<string> | null;
  readonly isPerson: boolean;
  readonly principal: Principal | null;
  /** Routes that would refuse them for want of a right are walked elsewhere. */
  readonly mayTry: (spec: RouteSpec) => boolean;
}
export interface Worlds {
  /** Newest foreign row of each table. */
  readonly foreign: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, string>;
  readonly administrator: Record<string, string>;
  readonly everybody: readonly Somebody[];
  readonly limited: readonly Somebody[];
  readonly files: readonly string[];
}

/** The platform's own tables, and what the installation has one of. */
const ours = /^(event|subscription|parked_event|installation|session|one_time_link|idempotency_key|company|charge_settings|dispatch_settings|repair_setting|ticket_count|hour_stat|agent_load|push_key|product_rule|schema_migration|duration_sample|raw_item|role|hotline_rules|ticket_type|invoice_series|audit_.*|notice.*|.*_told|migration.*|ticket_count|follow_up|casework_binding|site_agent|team_member)$/;

/** Two companies in one house: what is one's own, and one row of everything of another. */
export async function plantWorlds(t: TestApp): Promise<Worlds> {
  const { db, clock } = t.app.platform;
  const key = await t.key();
  const one = async (text: string, given: unknown[]) => (await db.one<{ id: number }>({ text, values: given }))?.id ?? 0;
  const team = async (name: string) => one('insert into team (name) values ($1) returning id', [name]);
  const site = async (word: string, region: string) => (await t.call(api.sites.create, { body: { key: `${word}-SITE`, kind: 'shop', name: { zh: word, en: word }, region } }, { as: key })).id;
  const [teamA, teamB] = [await team(`${own} team`), await team(`${mark} team`)];
  const [siteA, siteB, siteC] = [await site(own, '华东'), await site(mark, '西南'), await site(`${mark}-2`, '西南')];
  const owner = await t.agent({ name: 'Another agent', teams: [teamB] });
  // One's own: enough that a walk that finds nothing has looked.
  const brandA = await one(`insert into brand (key, name) values ('wagtail', $1) returning id`, [JSON.stringify({ zh: own, en: own })]);
  const vendorA = (await t.call(api.vendors.create, { body: { key: own, name: `${own} service` } }, { as: key })).id;
  const { id: ticketA } = await t.call(api.tickets.open, { body: { subject: `${own} does not drain`, text: own, customer: { name: `${own} Wang`, phone: '13900139000', email: 'wagtail@example.com' } } }, { as: key });
  await db.run({ text: 'update ticket set team_id = $2 where id = $1', values: [ticketA, teamA] });
  const customerA = (await t.app.tickets.get(ticketA))?.customerId ?? 0;

  await db.run({ text: `insert into invoice_series (series, last) values ('K', 1)`, values: [] });
  const planted = await plantRows(db, mark, { team: teamB, site: siteB, agent: owner.id }, values(mark, { customer: customerA, site: siteC, ticket: ticketA }), ours);
  const foreign = new Map(planted.ids);
  foreign.set('session', await one(`select id from session where subject = 'agent' and subject_id = $1`, [owner.id]));
  await db.run({ text: `update customer set region = '西南' where id = $1`, values: [foreign.get('customer')] });
  await db.run({ text: 'update ticket set team_id = $2, owner_id = $3 where id = $1', values: [foreign.get('ticket'), teamB, owner.id] });

  const roles = await t.app.org.roles();
  const everything = [...new Set(t.app.modules.flatMap((m) => Object.keys(m.rights ?? {})))];
  const limits = { regions: [], brands: [], sites: [], vendors: [] };
  const readAll = everything.filter((r) => !/manage$|settings$|review$/.test(r));
  for (const [k, more] of [['all-of-team', { scope: 'team' as const }], ['own-only', { scope: 'own' as const }], ['of-region', { limits: { ...limits, regions: ['华东'] } }], ['of-brand', { limits: { ...limits, brands: [brandA] } }], ['of-site', { limits: { ...limits, sites: [siteA] } }], ['of-vendor', { limits: { ...limits, vendors: [vendorA] } }]] as const) {
    await db.tx((tx) => t.app.org.saveRole(tx, { key: k, name: { zh: k, en: k }, rights: readAll, scope: 'all', limits, ...more }));
  }
  const all = await t.app.org.roles();

  const people: Somebody[] = [];
  for (const role of all) {
    const { id, cookie } = await t.agent({ name: `${own} ${role.key}`, roles: [role.key], teams: [teamA] });
    if (role.key === 'clerk' || role.key === 'technician') await db.run({ text: 'insert into site_agent (site_id, agent_id) values ($1, $2)', values: [siteA, id] });
    if (role.key === 'technician') await db.run({ text: `insert into technician (agent_id, home_lat, home_lon, shift) values ($1, 31, 121, '{"mon":[["08:30","17:30"]],"tue":[],"wed":[],"thu":[],"fri":[],"sat":[],"sun":[]}')`, values: [id] });
    if (role.key === 'vendor') await db.tx((tx) => t.app.afterSales.vendors.linkUser(tx, vendorA, id));
    people.push(somebody(role.key, { cookie }, principalOf({ kind: 'agent', id, name: role.key, teams: [teamA], language: 'en' }, [role]), true));
  }
  const narrow = await t.key('team-agent');
  people.push(somebody('a narrow key', { authorization: `Bearer ${narrow}` }, principalOf({ kind: 'key', id: 0, name: 'key', teams: [], language: 'en' }, roles.filter((r) => r.key === 'team-agent')), false));
  const portal: Somebody = { name: 'a customer', headers: { cookie: `aftercare_customer=${await startSession(db, { subject: 'customer', subjectId: customerA, now: clock.now(), ip: '', userAgent: '' })}` }, rights: null, isPerson: false, principal: null, mayTry: (spec) => !spec.right };
  const nobody: Somebody = { name: 'nobody', headers: {}, rights: null, isPerson: false, principal: null, mayTry: (spec) => !spec.right };
  const files = await theirFiles(t, owner.cookie, foreign.get('ticket') ?? 0);
  const administrator = people.find((p) => p.name === 'administrator')?.headers ?? {};
  return { foreign, refused: planted.refused, administrator, everybody: [...people, portal, nobody], limited: [...people.filter((p) => p.principal?.scope !== 'all'), portal, nobody], files };
}

function somebody(name: string, headers: Record<string, string>, principal: Principal, isPerson: boolean): Somebody {
  const { rights } = principal;
  return { name, headers, rights, isPerson, principal, mayTry: (spec) => !spec.right || (spec.right === 'self' ? isPerson : rights.has('*') || rights.has(spec.right)) };
}

/** A picture in a note of the other company, with real bytes: whoever is let in gets them. */
async function theirFiles(t: TestApp, cookie: string, ticketId: number): Promise<string[]> {
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const headers = { cookie, origin: 'http://localhost:3000' };
  const brought = (await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/files?name=theirs.png', headers: { ...headers, 'content-type': 'image/png' }, payload: pixel })).json<{ id: number; url: string }>();
  await t.call(api.tickets.addNote, { params: { id: ticketId }, body: { text: `${mark} note`, files: [brought.id] } }, { headers });
  return [brought.url];
}
