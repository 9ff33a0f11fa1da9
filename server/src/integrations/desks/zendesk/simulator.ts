import { zendeskSignature } from '../../../platform/crypto/platform-signatures/zendesk.ts';
import { type Answered, type Called, SimulatedApi, post } from '../../../platform/net/simulated-api.ts';
import { type SimulatedUser, allowance, peopleThere } from '../simulated-people.ts';

interface Attachment { id: number; file_name: string; content_url: string; content_type: string; size: number }
interface SimulatedComment { id: number; type: 'Comment'; public: boolean; body: string; plain_body: string; author_id: number; attachments: Attachment[] }
interface SimulatedAudit { id: number; ticket_id: number; created_at: string; author_id: number; metadata: { system: object; custom: Record<string, unknown> }; events: (SimulatedComment | { id: number; type: 'Change'; field_name: string; value: unknown })[] }
export interface SimulatedTicket { id: number; subject: string; status: string; external_id: string | null; assignee_id: number | null; requester_id: number; updated_at: string; tags: string[]; followup_source_id: number | null }
const states = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/** Zendesk as its documentation says: tokens, audits by cursor, the incremental export with its minute of silence, guarded updates, closed tickets, 429, signed webhooks. */
export async function simulateZendesk(options: { now: () => Date; perMinute?: number }) {
  const { now } = options;
  const settings = { user: 'robot@norvane.example', apiToken: 'token-of-the-simulator', webhookSecret: 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==' };
  const api = new SimulatedApi();
  const users: SimulatedUser[] = peopleThere.map((u) => ({ ...u }));
  const tickets: SimulatedTicket[] = [];
  const audits: SimulatedAudit[] = [];
  const files = new Map<string, { name: string; type: string; bytes: Buffer }>();
  const answered = new Map<string, string>();
  /** Webhooks not delivered yet. */
  const waiting: { ticketId: number }[] = [];
  const calls = allowance(now, options.perMinute ?? 700);
  const exports = allowance(now, 10);
  let last = 35_000;
  let stamps = 0;
  const fresh = () => ++last;
  // Updates within the same second have stamps of their own, as theirs do.
  const stamp = () => { stamps += 1; return new Date(now().getTime() + (stamps % 1000)).toISOString(); };
  const no = (status: number, error: string, description: string, headers: Record<string, string> = {}): Answered => ({ status, json: { error, description }, headers });
  const sideload = (ids: readonly (number | null)[]) => users.filter((u) => ids.includes(u.id));
  const me = users[0] as SimulatedUser;

  function guarded(handler: (called: Called, match: RegExpExecArray) => Answered) {
    return (called: Called, match: RegExpExecArray): Answered => {
      if (called.headers.authorization !== `Basic ${Buffer.from(`${settings.user}/token:${settings.apiToken}`).toString('base64')}`) return no(401, 'Couldn’t authenticate you', '');
      const wait = calls.take();
      return wait > 0 ? { status: 429, json: { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' }, headers: { 'retry-after': String(wait) } } : handler(called, match);
    };
  }
  const on = (method: string, path: RegExp, handler: (called: Called, match: RegExpExecArray) => Answered) => api.on(method, path, guarded(handler));

  interface Change { status?: string; assignee_id?: number | null; comment?: { body?: string; public?: boolean; author_id?: number; uploads?: string[] }; metadata?: { custom?: Record<string, unknown> } }
  function update(ticket: SimulatedTicket, change: Change, by: number): SimulatedAudit {
    const events: SimulatedAudit['events'] = [];
    if (change.comment) {
      const author = change.comment.author_id ?? by;
      const attachments = (change.comment.uploads ?? []).flatMap((token) => { const f = files.get(token); return f ? [{ id: fresh(), file_name: f.name, content_url: `${api.base}/attachments/token/${token}/?name=${encodeURIComponent(f.name)}`, content_type: f.type, size: f.bytes.length }] : []; });
      const body = change.comment.body ?? '';
      events.push({ id: fresh(), type: 'Comment', public: change.comment.public ?? true, body, plain_body: body, author_id: author, attachments });
      // A customer's word wakes a ticket that waits or is solved, when the customer wrote it themselves.
      if (users.find((u) => u.id === by)?.role === 'end-user' && ['pending', 'hold', 'solved'].includes(ticket.status)) ticket.status = 'open';
    }
    for (const field of ['assignee_id', 'status'] as const) {
      if (change[field] === undefined || change[field] === ticket[field]) continue;
      Object.assign(ticket, { [field]: change[field] });
      if (field === 'assignee_id' && change[field] !== null && ticket.status === 'new') ticket.status = 'open';
      events.push({ id: fresh(), type: 'Change', field_name: field, value: change[field] });
    }
    ticket.updated_at = stamp();
    const audit: SimulatedAudit = { id: fresh(), ticket_id: ticket.id, created_at: now().toISOString(), author_id: by, metadata: { system: {}, custom: change.metadata?.custom ?? {} }, events };
    audits.push(audit);
    waiting.push({ ticketId: ticket.id });
    return audit;
  }
  function create(t: { subject?: string; external_id?: string; requester_id: number; submitter_id?: number; status?: string; assignee_id?: number; comment: Change['comment']; metadata?: Change['metadata']; via_followup_source_id?: number }) {
    const ticket: SimulatedTicket = { id: fresh(), subject: t.subject ?? '', status: t.status ?? 'new', external_id: t.external_id ?? null, assignee_id: t.assignee_id ?? null, requester_id: t.requester_id, updated_at: stamp(), tags: [], followup_source_id: t.via_followup_source_id ?? null };
    tickets.push(ticket);
    return { ticket, audit: update(ticket, { comment: { author_id: t.submitter_id ?? t.requester_id, ...t.comment }, ...(t.metadata ? { metadata: t.metadata } : {}) }, t.submitter_id ?? me.id) };
  }

  on('GET', /^\/api\/v2\/users\/me\.json$/, () => ({ json: { user: me } }));
  on('GET', /^\/api\/v2\/users\.json$/, () => ({ json: { users: users.filter((u) => u.role !== 'end-user'), meta: { has_more: false, after_cursor: null } } }));
  on('POST', /^\/api\/v2\/users\/create_or_update\.json$/, ({ json }) => {
    const { user } = json as { user: { name: string; external_id: string } };
    const known = users.find((u) => u.external_id === user.external_id);
    const one = known ?? { id: fresh(), name: user.name, email: null, role: 'end-user' as const, external_id: user.external_id, phone: null };
    if (!known) users.push(one);
    return { status: known ? 200 : 201, json: { user: one } };
  });
  on('POST', /^\/api\/v2\/uploads\.json$/, ({ query, headers, body }) => {
    const token = `up${fresh()}`;
    files.set(token, { name: query.get('filename') ?? 'file', type: String(headers['content-type'] ?? ''), bytes: body });
    return { status: 201, json: { upload: { token } } };
  });
  on('GET', /^\/attachments\/token\/([^/]+)\/$/, (_called, match) => { const f = files.get(match[1] ?? ''); return f ? { bytes: f.bytes, type: f.type } : no(404, 'RecordNotFound', ''); });
  on('GET', /^\/api\/v2\/incremental\/tickets\/cursor\.json$/, ({ query }) => {
    const wait = exports.take();
    if (wait > 0) return { status: 429, json: { error: 'TooManyRequests' }, headers: { 'retry-after': String(wait) } };
    const cursor = query.get('cursor');
    const start = query.get('start_time');
    const [from, after] = cursor ? Buffer.from(cursor, 'base64').toString().split('|').map(Number) : [Number(start) * 1000, 0];
    // What changed within the last minute is not told yet.
    const until = now().getTime() - 60_000;
    const at = (t: SimulatedTicket) => Date.parse(t.updated_at);
    const rows = tickets.filter((t) => at(t) <= until && (at(t) > (from ?? 0) || (at(t) === from && t.id > (after ?? 0)))).toSorted((a, b) => at(a) - at(b) || a.id - b.id);
    const page = rows.slice(0, Number(query.get('per_page') ?? 3));
    const end = page.at(-1);
    return { json: { tickets: page, after_cursor: Buffer.from(end ? `${at(end)}|${end.id}` : `${from}|${after}`).toString('base64'), end_of_stream: page.length === rows.length } };
  });
  on('GET', /^\/api\/v2\/tickets\.json$/, ({ query }) => ({ json: { tickets: tickets.filter((t) => t.external_id === query.get('external_id')) } }));
  on('POST', /^\/api\/v2\/tickets\.json$/, ({ json, headers }) => {
    const key = String(headers['idempotency-key'] ?? '');
    const before = key ? answered.get(key) : undefined;
    if (before) return { status: 201, json: JSON.parse(before) as unknown, headers: { 'x-idempotency-lookup': 'hit' } };
    const { ticket: wanted } = json as { ticket: Parameters<typeof create>[0] };
    if (!wanted.comment?.body) return no(422, 'RecordInvalid', 'Description: cannot be blank');
    const made = create(wanted);
    if (key) answered.set(key, JSON.stringify(made));
    return { status: 201, json: made, headers: { 'x-idempotency-lookup': 'miss' } };
  });
  on('GET', /^\/api\/v2\/tickets\/(\d+)\.json$/, (_called, match) => {
    const ticket = tickets.find((t) => t.id === Number(match[1]));
    return ticket ? { json: { ticket, users: sideload([ticket.requester_id, ticket.assignee_id]) } } : no(404, 'RecordNotFound', 'Not found');
  });
  on('PUT', /^\/api\/v2\/tickets\/(\d+)\.json$/, ({ json }, match) => {
    const ticket = tickets.find((t) => t.id === Number(match[1]));
    const { ticket: change } = json as { ticket: Change & { safe_update?: boolean; updated_stamp?: string } };
    if (!ticket) return no(404, 'RecordNotFound', 'Not found');
    if (ticket.status === 'closed') return no(422, 'RecordInvalid', 'Status: closed prevents ticket update');
    if (change.safe_update && change.updated_stamp !== ticket.updated_at) return no(409, 'UpdateConflict', 'Safe Update prevented the update due to outdated ticket data');
    if (change.status && !states.includes(change.status)) return no(422, 'RecordInvalid', 'Status: is invalid');
    const assignee = change.assignee_id === undefined ? ticket.assignee_id : change.assignee_id;
    if (change.status === 'solved' && !assignee) return no(422, 'RecordInvalid', 'Assignee: is required when solving the ticket');
    return { json: { ticket, audit: update(ticket, change, me.id) } };
  });
  function merge(target: SimulatedTicket, sources: readonly SimulatedTicket[], words: { source: string; target: string }, by: number): void {
    for (const one of sources) { update(one, { comment: { body: words.source, public: false }, metadata: { custom: {} } }, by); one.status = 'closed'; one.tags.push('closed_by_merge'); }
    update(target, { comment: { body: words.target, public: false } }, by);
  }
  on('POST', /^\/api\/v2\/tickets\/(\d+)\/merge\.json$/, ({ json }, match) => {
    const target = tickets.find((t) => t.id === Number(match[1]));
    const { ids = [], source_comment: source = '', target_comment: about = '' } = json as { ids?: number[]; source_comment?: string; target_comment?: string };
    const sources = tickets.filter((t) => ids.includes(t.id));
    if (!target || sources.length !== ids.length) return no(404, 'RecordNotFound', 'Not found');
    if ([target, ...sources].some((t) => t.status === 'closed')) return no(422, 'RecordInvalid', 'closed tickets cannot be merged');
    merge(target, sources, { source, target: about }, me.id);
    return { json: { job_status: { id: `job${fresh()}`, status: 'queued', total: ids.length } } };
  });
  on('GET', /^\/api\/v2\/tickets\/(\d+)\/audits\.json$/, ({ query }, match) => {
    const all = audits.filter((a) => a.ticket_id === Number(match[1]));
    const after = Number(query.get('page[after]') ?? 0);
    const rest = all.filter((a) => a.id > after);
    const page = rest.slice(0, Number(query.get('page[size]') ?? 100));
    return { json: { audits: page, users: sideload([...page.map((a) => a.author_id), ...page.flatMap((a) => a.events.map((e) => ('author_id' in e ? e.author_id : null)))]), meta: { has_more: rest.length > page.length, after_cursor: page.length > 0 ? String(page.at(-1)?.id) : null } } };
  });
  on('GET', /^\/api\/v2\/tickets\/(\d+)\/comments\.json$/, ({ query }, match) => {
    const all = audits.filter((a) => a.ticket_id === Number(match[1])).flatMap((a) => a.events.filter((e): e is SimulatedComment => e.type === 'Comment').map((e) => ({ ...e, audit_id: a.id, created_at: a.created_at })));
    const sorted = query.get('sort') === '-created_at' ? all.toReversed() : all;
    const page = sorted.slice(0, Number(query.get('page[size]') ?? 100));
    return { json: { comments: page, ...(query.get('include') === 'users' ? { users: sideload(page.map((c) => c.author_id)) } : {}) } };
  });
  await api.start();

  return {
    api, users, tickets, audits, waiting, calls, settings: { ...settings, apiBase: api.base },
    commentsOf: (id: number) => audits.filter((a) => a.ticket_id === id).flatMap((a) => a.events.filter((e): e is SimulatedComment => e.type === 'Comment').map((e) => ({ ...e, custom: a.metadata.custom }))),
    /** Somebody writes to them by mail. */
    begin(customer: { name: string; email: string }, subject: string, body: string) {
      const known = users.find((u) => u.email === customer.email) ?? { id: fresh(), name: customer.name, email: customer.email, role: 'end-user' as const, external_id: null, phone: null };
      if (!users.includes(known)) users.push(known);
      return create({ subject, requester_id: known.id, submitter_id: known.id, comment: { body } }).ticket;
    },
    /** A person there, or their customer, does something. */
    act: (id: number, change: Change, by?: number) => { const ticket = tickets.find((t) => t.id === id); if (!ticket) throw new Error(`no ticket ${id}`); return update(ticket, change, by ?? 901); },
    /** A person there makes the first part of the second, with the words their screen proposes. */
    merge(fromId: number, intoId: number) {
      const [from, into] = [fromId, intoId].map((id) => tickets.find((t) => t.id === id));
      if (!from || !into) throw new Error('no such tickets');
      merge(into, [from], { source: `This request was closed and merged into request #${into.id} "${into.subject}".`, target: `Request #${from.id} "${from.subject}" was closed and merged into this request.` }, 901);
    },
    upload(name: string, type: string, bytes: Buffer) { const token = `up${fresh()}`; files.set(token, { name, type, bytes }); return token; },
    /** Posts a webhook about a ticket, as their event webhooks do. */
    tell(hook: string, ticketId: number, forged = false) {
      const body = JSON.stringify({ type: 'zen:event-type:ticket.comment_added', id: `ev${fresh()}`, time: now().toISOString(), zendesk_event_version: '2022-11-06', subject: `zen:ticket:${ticketId}`, detail: { id: String(ticketId), status: tickets.find((t) => t.id === ticketId)?.status.toUpperCase() }, event: {} });
      const timestamp = now().toISOString();
      return post(hook, body, { 'content-type': 'application/json', 'x-zendesk-webhook-signature': forged ? 'AAAA' : zendeskSignature(settings.webhookSecret, timestamp, body), 'x-zendesk-webhook-signature-timestamp': timestamp, 'x-zendesk-webhook-invocation-id': `inv${fresh()}` });
    },
    message(ticketId: number) {
      const body = JSON.stringify({ type: 'zen:event-type:ticket.status_changed', id: `ev${fresh()}`, detail: { id: String(ticketId) }, event: {} });
      const timestamp = now().toISOString();
      return { body, headers: { 'content-type': 'application/json', 'x-zendesk-webhook-signature': zendeskSignature(settings.webhookSecret, timestamp, body), 'x-zendesk-webhook-signature-timestamp': timestamp } };
    },
  };
}
export type ZendeskSimulator = Awaited<ReturnType<typeof simulateZendesk>>;
