import { type Actor } from '../../platform/bus/index.ts';
import { type Tx, cut } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Came, Fault, Made } from '../imports/index.ts';
import type { Org } from '../org/index.ts';
import { type Tickets, closeAfterDays } from '../tickets/index.ts';
import type { Fetching } from './fetching.ts';
import { unnamed } from './inside.ts';
import { type Known, knownOf } from './known.ts';
import { type Shelves, type ThingItem, thingRefs } from './shelves/take.ts';
import type { Attached, Of, TransferRecord } from './record.ts';
import * as store from './store.ts';

/** A record with the line of the run it came from. */
export interface Item<R extends TransferRecord = TransferRecord> { readonly n: number; readonly line: number; readonly record: R }
export interface Bringing {
  /** Keeps the ids of one desk apart from those of another. */
  readonly source: string; readonly name: string; readonly actor: Actor; readonly language: 'zh-CN' | 'en';
  /** How the other house worked comes too. */
  readonly settings: boolean;
  /** Files that lie there are fetched. */
  readonly fetchFiles: boolean;
}
export interface Needs { readonly org: Org; readonly customers: Customers; readonly conversations: Conversations; readonly tickets: Tickets; /** What makes HTML of strangers safe to show; read when somebody brings in words, not at each start. */ readonly loadSafeHtml: () => Promise<(html: string) => string> }
const dayMs = 86_400_000;
const of = <K extends TransferRecord['kind']>(items: readonly Item[], kind: K) => items.filter((i): i is Item<Of<K>> => i.record.kind === kind);
const once = <R extends TransferRecord>(items: readonly Item<R>[]) => [...new Map(items.map((i) => [i.record.id, i])).values()];
/** A sentence of a person's own is no page: only real mark-up is worth keeping. */
const isMarked = (html: string | null) => html !== null && /<(?:img|table|a|b|strong|ul|ol|blockquote|h\d|pre)\b/i.test(html);

/** Writes records of another desk by sets: the number of statements does not grow with the number of records. */
export function createBring({ clock }: Pick<Platform, 'clock'>, { org, customers, conversations, tickets, loadSafeHtml }: Needs, shelves: Shelves, fetching: Fetching) {
  const messageId = (source: string, id: string) => `${source}:${id}`;
  const threadKey = (source: string, ticket: string) => `${source}:${ticket}`;

  async function people(tx: Tx, items: readonly Item[], known: Known, b: Bringing, made: Made[]): Promise<{ created: number; skipped: number }> {
    let [created, skipped] = [0, 0];
    const teams = once(of(items, 'team')).filter((i) => { const there = known.get('team', i.record.id) !== undefined; if (there) skipped += 1; return !there; });
    if (teams.length > 0) {
      const named = new Map((await org.teams(tx)).map((t) => [t.name.toLowerCase(), t.id]));
      for (const { record } of teams) {
        const there = named.get(record.name.toLowerCase());
        const id = there ?? (await org.createTeam(tx, record.name)).id;
        named.set(record.name.toLowerCase(), id);
        known.put('team', record.id, id);
        if (there === undefined) created += 1; else skipped += 1;
      }
    }
    const agents = once(of(items, 'agent')).filter((i) => { const there = known.get('agent', i.record.id) !== undefined; if (there) skipped += 1; return !there; });
    const former = await org.formerAgents(tx, agents.map(({ record }) => ({ name: record.name || record.email || record.id, email: record.email ?? `${b.source}-${record.id.replace(/[^\w.-]/g, '-')}@former.invalid` })), b.actor);
    agents.forEach(({ record }, i) => { known.put('agent', record.id, former[i]?.id ?? 0); if (former[i]?.isNew) created += 1; else skipped += 1; });
    let fresh = once(of(items, 'customer')).filter((i) => { const there = known.get('customer', i.record.id) !== undefined; if (there) skipped += 1; return !there; });
    // A company often has nothing but its name.
    const named = await customers.companiesNamed(tx, fresh.flatMap(({ record: r }) => (r.company && r.addresses.length === 0 ? [r.name] : [])));
    fresh = fresh.filter(({ record: r }) => {
      const id = r.company && r.addresses.length === 0 ? named.get(r.name) : undefined;
      if (id !== undefined) { known.put('customer', r.id, id); skipped += 1; }
      return id === undefined;
    });
    // Companies first: people name theirs.
    for (const group of [fresh.filter((i) => i.record.company), fresh.filter((i) => !i.record.company)]) {
      if (group.length === 0) continue;
      const found = await customers.findOrCreateMany(tx, group.map(({ record }) => ({ name: record.name || '?', language: record.language ?? b.language, addresses: record.addresses.map(({ kind, value, verified }) => ({ kind, value, verified: verified && kind !== 'chat' })) })));
      group.forEach(({ record, n }, i) => {
        const one = found[i];
        if (!one) return;
        known.put('customer', record.id, one.id);
        if (one.isNew) { created += 1; made.push({ n, what: 'customer', rowId: one.id, was: null }); } else skipped += 1;
      });
      await customers.fillTraits(tx, group.flatMap(({ record: r }, i) => (found[i]?.isNew ? [{ id: found[i].id, kind: r.company ? 'company' as const : 'person' as const, companyId: known.get('customer', r.companyId) ?? null, tier: r.tier, tags: r.tags, note: r.note, region: r.region, since: r.since }] : [])));
    }
    return { created, skipped };
  }

  /** Those of whom only a ticket speaks: whoever wrote it was taken out of the other desk. */
  async function strangers(tx: Tx, items: readonly Item<Of<'ticket'>>[], known: Known, b: Bringing, made: Made[]): Promise<void> {
    const missing = [...new Map(items.filter((i) => known.get('customer', i.record.customer) === undefined).map((i) => [i.record.customer, i])).values()];
    if (missing.length === 0) return;
    const found = await customers.findOrCreateMany(tx, missing.map(({ record }) => ({ name: record.customerName || `${b.name} #${record.customer}`, language: record.language ?? b.language, addresses: [] })));
    missing.forEach(({ record, n }, i) => { known.put('customer', record.customer, found[i]?.id ?? 0); made.push({ n, what: 'customer', rowId: found[i]?.id ?? 0, was: null }); });
  }

  async function openTickets(tx: Tx, items: readonly Item[], known: Known, account: number, b: Bringing, made: Made[]): Promise<{ ids: number[]; skipped: number }> {
    const all = of(items, 'ticket');
    const fresh = once(all).filter((i) => known.get('ticket', i.record.id) === undefined);
    if (fresh.length === 0) return { ids: [], skipped: all.length };
    await strangers(tx, fresh, known, b, made);
    const owners = new Set((await store.standing(tx, 'agent', [...new Set(fresh.flatMap((i) => known.get('agent', i.record.owner) ?? []))])).filter((a) => a.active).map((a) => a.id));
    const now = clock.now().getTime();
    const rows = fresh.map(({ record: r }) => {
      // What nobody objected to for days is closed: it must not close here now, by itself, and tell about it.
      const since = r.solvedAt ?? r.closedAt ?? r.updatedAt ?? r.openedAt;
      const old = r.status === 'solved' && Date.parse(since) < now - closeAfterDays * dayMs;
      const status = old ? 'closed' as const : r.status;
      const done = status === 'closed' || status === 'solved';
      const owner = known.get('agent', r.owner) ?? null;
      const updatedAt = r.updatedAt ?? r.closedAt ?? r.solvedAt ?? r.openedAt;
      const solvedAt = done ? (r.solvedAt ?? r.closedAt ?? updatedAt) : null;
      return {
        subject: cut(r.subject, 500), type: r.type, status: status === 'new' && owner !== null && owners.has(owner) ? 'open' : status, priority: r.priority, channel: r.channel, language: r.language ?? b.language, customerId: known.get('customer', r.customer) ?? 0,
        // Unfinished work waits for somebody who is here.
        ownerId: owner !== null && (done || owners.has(owner)) ? owner : null, teamId: known.get('team', r.team) ?? null, product: r.product, serial: r.serial, unitId: known.get('unit', r.unit) ?? null, tags: [...new Set(r.tags)], fields: { ...r.fields, importedFrom: r.fields['importedFrom'] ?? b.source, importedId: r.fields['importedId'] ?? r.id },
        openedAt: r.openedAt, updatedAt, firstAnsweredAt: r.firstAnsweredAt, solvedAt, closedAt: status === 'closed' ? (r.closedAt ?? (old && solvedAt ? new Date(Date.parse(solvedAt) + closeAfterDays * dayMs).toISOString() : updatedAt)) : null, reopened: r.reopened,
      };
    });
    const ids = await tickets.bringIn.tickets(tx, rows);
    const threads = await conversations.bringIn.threads(tx, account, fresh.map(({ record: r }, i) => ({ threadKey: threadKey(b.source, r.id), customerId: rows[i]?.customerId ?? 0, subject: cut(r.subject, 500), at: r.openedAt, closed: rows[i]?.status === 'closed' })));
    await tickets.bringIn.link(tx, ids.map((ticketId, i) => ({ ticketId, conversationId: threads[i] ?? 0 })));
    fresh.forEach(({ record, n }, i) => { known.put('ticket', record.id, ids[i] ?? 0); made.push({ n, what: 'ticket', rowId: ids[i] ?? 0, was: null }); });
    return { ids, skipped: all.length - fresh.length };
  }

  async function attachmentsOf(tx: Tx, items: readonly Item<Of<'message'> | Of<'note'>>[], known: Known) {
    const ids = [...new Set(items.flatMap((i) => i.record.files.flatMap((f) => known.get('file', f.key || null) ?? [])))];
    const rows = new Map((ids.length > 0 ? await store.bulkFiles(tx, ids) : []).map((f) => [f.id, f]));
    const here = (f: Attached) => rows.get(known.get('file', f.key || null) ?? 0);
    const named = items.flatMap((i) => i.record.files.flatMap((f) => { const row = here(f); return row?.name === unnamed && f.name ? [{ row, name: f.name }] : []; }));
    for (const { row, name } of named) row.name = name;
    if (named.length > 0) await store.nameFiles(tx, named.map(({ row }) => ({ id: row.id, name: row.name })));
    if (rows.size > 0) await store.claimFiles(tx, [...rows.keys()]);
    return { here: (list: readonly Attached[]) => list.flatMap((f) => here(f) ?? []), elsewhere: (list: readonly Attached[]) => list.filter((f) => !here(f)).map(({ name, type, size, url }) => ({ name, type, size, url })) };
  }

  async function say(tx: Tx, items: readonly Item[], known: Known, account: number, b: Bringing, made: Made[]) {
    const [messages, notes, changes] = [of(items, 'message'), of(items, 'note'), of(items, 'change')];
    const keys = [...new Set([...messages, ...notes, ...changes].map((i) => threadKey(b.source, i.record.ticket)))];
    const threads = await conversations.bringIn.known(tx, account, keys);
    const faults: Fault[] = [];
    const placed = <R extends Of<'message'> | Of<'note'> | Of<'change'>>(list: readonly Item<R>[]) => list.flatMap((i) => {
      const thread = threads.get(threadKey(b.source, i.record.ticket));
      if (!thread) faults.push({ n: i.n, line: i.line, field: 'ticket', value: i.record.ticket, key: 'transfer.no-ticket' });
      return thread ? [{ ...i, thread }] : [];
    });
    const [files, safeHtml] = [await attachmentsOf(tx, [...messages, ...notes], known), await loadSafeHtml()];
    const words = placed(messages);
    const there = await conversations.bringIn.knownMessages(tx, account, words.map((i) => messageId(b.source, i.record.id)));
    const byExternal = new Map(words.filter((i) => !there.has(messageId(b.source, i.record.id))).map((i) => [messageId(b.source, i.record.id), i]));
    const written = await conversations.bringIn.messages(tx, account, [...byExternal].map(([externalId, { record: r, thread }]) => {
      const agent = known.get('agent', r.by);
      // An export that does not say who works there: whoever is known as a colleague is one.
      const kind = r.from === 'customer' && agent !== undefined && known.get('customer', r.by) === undefined ? 'agent' as const : r.from;
      const elsewhere = files.elsewhere(r.files);
      return {
        conversationId: thread.conversationId, direction: kind === 'customer' ? 'in' as const : 'out' as const, authorKind: kind, authorId: kind === 'customer' ? (known.get('customer', r.by) ?? thread.customerId) : (agent ?? null), authorName: r.name || (kind === 'customer' ? known.nameOf('customer', known.get('customer', r.by)) || thread.customerName : known.nameOf('agent', agent) || (kind === 'agent' ? b.name : '')), externalId, subject: r.subject,
        body: r.text, html: r.html !== null && (isMarked(r.html) || b.source.startsWith('archive')) ? safeHtml(r.html ?? '') : null, attachments: files.here(r.files).map((f) => ({ fileId: f.id, key: f.key, name: f.name, type: f.type, size: f.size, inline: false, cid: null })), at: r.at, meta: { ...(elsewhere.length > 0 ? { elsewhere } : {}), importedId: r.id },
      };
    }));
    for (const m of written) { const i = byExternal.get(m.externalId); if (i) made.push({ n: i.n, what: 'message', rowId: m.id, was: null }); }
    if (b.fetchFiles) await fetching.want(tx, written.flatMap((m) => files.elsewhere(byExternal.get(m.externalId)?.record.files ?? []).flatMap(({ name, url }) => (/^https?:\/\//i.test(url) ? [{ messageId: m.id, url, name }] : []))));

    const remarks = placed(notes);
    const freshNotes = once(remarks).filter((i) => known.get('note', i.record.id) === undefined) as typeof remarks;
    const authors = new Map<string, number>();
    for (const i of freshNotes) {
      if (known.get('agent', i.record.by) !== undefined) continue;
      // Every note has somebody of the house; where nobody is known it is the other desk itself.
      const name = i.record.name || b.name;
      if (!authors.has(name)) authors.set(name, (await org.formerAgents(tx, [{ name, email: `${b.source}-${Buffer.from(name).toString('hex').slice(0, 40)}@former.invalid` }], b.actor))[0]?.id ?? 0);
    }
    const noteIds = await tickets.bringIn.notes(tx, freshNotes.map(({ record: r, thread }) => ({
      ticketId: thread.ticketId, authorId: known.get('agent', r.by) ?? authors.get(r.name || b.name) ?? 0, files: files.here(r.files).map((f) => f.id), at: r.at,
      body: [r.text, ...files.elsewhere(r.files).map((f) => [f.name, f.url].filter(Boolean).join(' '))].filter(Boolean).join('\n'),
    })));
    freshNotes.forEach(({ record, n }, i) => { known.put('note', record.id, noteIds[i] ?? 0); made.push({ n, what: 'note', rowId: noteIds[i] ?? 0, was: null }); });

    const past = placed(changes);
    const freshChanges = once(past).filter((i) => known.get('change', i.record.id) === undefined) as typeof past;
    const changeIds = await tickets.bringIn.changes(tx, freshChanges.map(({ record: r, thread }) => ({
      ticketId: thread.ticketId, at: r.at, reason: r.reason, actor: { kind: r.by === null ? 'system' as const : known.get('agent', r.by) !== undefined ? 'agent' as const : 'customer' as const, id: known.get('agent', r.by) ?? known.get('customer', r.by) ?? null, name: r.name },
      fields: r.fields.map(({ field, from, to, fromName = null, toName = null }) => ({ field, from: known.here(field, from), to: known.here(field, to), fromName, toName })),
    })));
    freshChanges.forEach(({ record, n }, i) => { known.put('change', record.id, changeIds[i] ?? 0); made.push({ n, what: 'change', rowId: changeIds[i] ?? 0, was: null }); });

    const ticketOf = new Map([...threads.values()].map((t) => [t.conversationId, t.ticketId]));
    const created = written.length + freshNotes.length + freshChanges.length;
    if (written.length > 0) await tickets.bringIn.retell(tx, [...new Set(written.map((m) => ticketOf.get(m.conversationId) ?? 0))]);
    return { faults, created, skipped: messages.length + notes.length + changes.length - created - faults.length, messages: written.map((m) => ({ id: m.id, ticketId: ticketOf.get(m.conversationId) ?? 0 })), notes: noteIds };
  }

  return async (tx: Tx, items: readonly Item[], things: readonly ThingItem[], b: Bringing): Promise<Came> => {
    await store.takeTurns(tx, b.source);
    const account = await conversations.bringIn.account(tx, b.source, b.name);
    const known = await knownOf(tx, b.source, items.map((i) => i.record), things.length > 0 ? thingRefs(await shelves.plans(), things) : []);
    const made: Made[] = [];
    for (const { record } of of(items, 'file')) if (known.get('file', record.id) === undefined) known.put('file', record.id, record.fileId);
    const who = await people(tx, items, known, b, made);
    const before = await shelves.take(tx, 'before', things, known, b, made);
    const opened = await openTickets(tx, items, known, account, b, made);
    const said = await say(tx, items, known, account, b, made);
    const after = await shelves.take(tx, 'after', things, known, b, made);
    await known.keep(tx);
    await tickets.bringIn.tell(tx, b.actor, { tickets: opened.ids, messages: said.messages, notes: said.notes });
    return { created: who.created + opened.ids.length + said.created + before.created + after.created, changed: 0, skipped: who.skipped + opened.skipped + said.skipped + before.skipped + after.skipped, faults: [...before.faults, ...said.faults, ...after.faults], made };
  };
}
export type Bring = ReturnType<typeof createBring>;
