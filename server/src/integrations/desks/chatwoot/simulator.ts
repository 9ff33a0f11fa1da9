import { chatwootSignature } from '../../../platform/crypto/platform-signatures/chatwoot.ts';
import { type Answered, type Called, SimulatedApi, post } from '../../../platform/net/simulated-api.ts';
import { allowance, peopleThere } from '../simulated-people.ts';

interface SimulatedMessage { id: number; conversation: number; content: string; message_type: number; private: boolean; created_at: number; content_attributes: Record<string, unknown>; sender: { id: number; name: string; type: string } | null; attachments: { id: number; data_url: string; file_type: string; file_size: number; extension: string | null }[] }
export interface SimulatedConversation { id: number; inbox_id: number; contact: number; status: string; assignee_id: number | null; custom_attributes: Record<string, unknown>; additional_attributes: Record<string, unknown>; last_activity_at: number; updated_at: number }
interface SimulatedContact { id: number; name: string; email: string | null; identifier: string | null; sources: { source_id: string; inbox: { id: number } }[] }
const incoming = 0, outgoing = 1, activity = 2;
const types: Readonly<Record<string, number>> = { incoming, outgoing };

/** Chatwoot's Application API as documented: access tokens, lists by last activity, messages after an id, an inbox of the kind API in which both sides write, throttling, signed webhooks. */
export async function simulateChatwoot(options: { now: () => Date; perMinute?: number }) {
  const { now } = options;
  const settings = { account: 1, inbox: 7, apiToken: 'token-of-the-simulator', webhookSecret: 'secret-of-the-simulator' };
  const mailInbox = 3;
  const api = new SimulatedApi();
  const conversations: SimulatedConversation[] = [];
  const messages: SimulatedMessage[] = [];
  const contacts: SimulatedContact[] = [];
  const files = new Map<string, { type: string; bytes: Buffer }>();
  const waiting: { conversationId: number }[] = [];
  const calls = allowance(now, options.perMinute ?? 3000);
  let last = 500;
  const fresh = () => ++last;
  const seconds = () => Math.floor(now().getTime() / 1000);
  const no = (status: number, message: string): Answered => ({ status, json: { message } });
  const base = `/api/v1/accounts/${settings.account}`;
  const agents = peopleThere.map((p) => ({ id: p.id, name: p.name, available_name: p.name, email: p.email, role: p.role === 'admin' ? 'administrator' : 'agent', confirmed: true }));

  const on = (method: string, path: string, handler: (called: Called, match: RegExpExecArray) => Answered) => api.on(method, new RegExp(`^${base}${path}$`), (called, match) => {
    if (called.headers['api_access_token'] !== settings.apiToken) return { status: 401, json: { error: 'Invalid Access Token' } };
    const wait = calls.take();
    return wait > 0 ? { status: 429, json: { error: 'Rate limit exceeded' }, headers: { 'retry-after': String(wait) } } : handler(called, match);
  });
  const shown = (c: SimulatedConversation) => {
    const contact = contacts.find((p) => p.id === c.contact);
    const assignee = agents.find((a) => a.id === c.assignee_id);
    return { id: c.id, account_id: settings.account, inbox_id: c.inbox_id, status: c.status, custom_attributes: c.custom_attributes, additional_attributes: c.additional_attributes, last_activity_at: c.last_activity_at, timestamp: c.last_activity_at, updated_at: c.updated_at, messages: [], meta: { sender: contact ? { id: contact.id, name: contact.name, email: contact.email, phone_number: null, type: 'contact' } : null, assignee: assignee ?? null } };
  };
  const find = (id: string | undefined) => conversations.find((c) => c.id === Number(id));
  function write(c: SimulatedConversation, m: Pick<SimulatedMessage, 'content' | 'message_type' | 'private' | 'content_attributes' | 'sender'> & { attachments?: SimulatedMessage['attachments'] }): SimulatedMessage {
    const message = { id: fresh(), conversation: c.id, created_at: seconds(), attachments: [], ...m };
    messages.push(message);
    // A customer's word opens what is resolved or asleep.
    if (m.message_type === incoming && ['resolved', 'snoozed'].includes(c.status)) c.status = 'open';
    c.last_activity_at = seconds();
    c.updated_at = now().getTime() / 1000;
    waiting.push({ conversationId: c.id });
    return message;
  }
  function move(c: SimulatedConversation, change: { status?: string; assignee_id?: number | null }): void {
    if (change.status !== undefined && change.status !== c.status) { c.status = change.status; write(c, { content: `Conversation was marked ${change.status}`, message_type: activity, private: false, content_attributes: {}, sender: null }); }
    if (change.assignee_id !== undefined && change.assignee_id !== c.assignee_id) { c.assignee_id = change.assignee_id; write(c, { content: 'Assigned', message_type: activity, private: false, content_attributes: {}, sender: null }); }
  }
  const open = (c: Omit<SimulatedConversation, 'id' | 'last_activity_at' | 'updated_at'>): SimulatedConversation => { const made = { ...c, id: fresh(), last_activity_at: seconds(), updated_at: now().getTime() / 1000 }; conversations.push(made); return made; };
  const keep = (name: string, type: string, bytes: Buffer): SimulatedMessage['attachments'][number] => {
    const key = `${fresh()}/${encodeURIComponent(name)}`;
    files.set(key, { type, bytes });
    return { id: fresh(), data_url: `${api.base}/rails/active_storage/blobs/${key}`, file_type: type.startsWith('image/') ? 'image' : 'file', file_size: bytes.length, extension: null };
  };

  on('GET', '/agents', () => ({ json: agents }));
  on('GET', '/inboxes/(\\d+)', (_c, match) => (Number(match[1]) === settings.inbox ? { json: { id: settings.inbox, name: 'Aftercare', channel_type: 'Channel::Api' } } : Number(match[1]) === mailInbox ? { json: { id: mailInbox, name: 'Mail', channel_type: 'Channel::Email' } } : no(404, 'Resource could not be found')));
  on('GET', '/contacts/search', ({ query }) => ({ json: { payload: contacts.filter((c) => [c.name, c.email, c.identifier].some((v) => v?.toLowerCase().includes((query.get('q') ?? '').toLowerCase()))).map((c) => ({ ...c, contact_inboxes: c.sources })) } }));
  on('POST', '/contacts', ({ json }) => {
    if (contacts.some((c) => c.identifier === json['identifier'])) return no(422, 'Identifier has already been taken');
    const contact: SimulatedContact = { id: fresh(), name: String(json['name']), email: null, identifier: String(json['identifier']), sources: [{ source_id: `source-${fresh()}`, inbox: { id: Number(json['inbox_id']) } }] };
    contacts.push(contact);
    return { json: { payload: { contact: { ...contact, contact_inboxes: contact.sources } } } };
  });
  on('GET', '/contacts/(\\d+)/conversations', (_c, match) => ({ json: { payload: conversations.filter((c) => c.contact === Number(match[1])).map(shown) } }));
  on('GET', '/conversations', ({ query }) => {
    const all = conversations.filter((c) => query.get('status') === 'all' || c.status === (query.get('status') ?? 'open')).toSorted((a, b) => b.last_activity_at - a.last_activity_at || b.id - a.id);
    const page = Number(query.get('page') ?? 1);
    return { json: { data: { meta: { all_count: all.length }, payload: all.slice((page - 1) * 25, page * 25).map(shown) } } };
  });
  on('POST', '/conversations', ({ json }) => {
    const contact = contacts.find((c) => c.sources.some((s) => s.source_id === json['source_id']));
    if (!contact) return no(404, 'Resource could not be found');
    const made = open({ inbox_id: Number(json['inbox_id']), contact: contact.id, status: String(json['status'] ?? 'open'), assignee_id: (json['assignee_id'] as number | undefined) ?? null, custom_attributes: (json['custom_attributes'] as Record<string, unknown> | undefined) ?? {}, additional_attributes: (json['additional_attributes'] as Record<string, unknown> | undefined) ?? {} });
    waiting.push({ conversationId: made.id });
    return { json: shown(made) };
  });
  on('GET', '/conversations/(\\d+)', (_c, match) => { const c = find(match[1]); return c ? { json: shown(c) } : no(404, 'Resource could not be found'); });
  on('GET', '/conversations/(\\d+)/messages', ({ query }, match) => {
    const after = Number(query.get('after') ?? 0);
    return { json: { meta: {}, payload: messages.filter((m) => m.conversation === Number(match[1]) && m.id > after).slice(0, 100) } };
  });
  on('POST', '/conversations/(\\d+)/messages', (called, match) => {
    const c = find(match[1]);
    if (!c) return no(404, 'Resource could not be found');
    const form = String(called.headers['content-type'] ?? '').startsWith('multipart/') ? partsOf(called) : null;
    const field = (name: string) => (form ? form.fields.get(name) : (called.json[name] as string | undefined));
    const type = types[String(field('message_type') ?? 'outgoing')] ?? outgoing;
    if (type === incoming && c.inbox_id !== settings.inbox) return no(422, 'Incoming messages are only allowed in Api inboxes');
    const attributes = form ? { aftercare: form.fields.get('content_attributes[aftercare]') } : ((called.json['content_attributes'] as Record<string, unknown> | undefined) ?? {});
    const contact = contacts.find((p) => p.id === c.contact);
    const sender = type === incoming ? { id: contact?.id ?? 0, name: contact?.name ?? '', type: 'contact' } : { id: 900, name: 'Desk Robot', type: 'user' };
    return { json: write(c, { content: String(field('content') ?? ''), message_type: type, private: String(field('private')) === 'true', content_attributes: attributes, sender, attachments: (form?.files ?? []).map((f) => keep(f.name, f.type, f.bytes)) }) };
  });
  on('POST', '/conversations/(\\d+)/toggle_status', ({ json }, match) => {
    const c = find(match[1]);
    if (!c) return no(404, 'Resource could not be found');
    if (!['open', 'resolved', 'pending', 'snoozed'].includes(String(json['status']))) return no(422, 'status is not valid');
    move(c, { status: String(json['status']) });
    return { json: { payload: { success: true, current_status: c.status, conversation_id: c.id } } };
  });
  on('POST', '/conversations/(\\d+)/assignments', ({ json }, match) => {
    const c = find(match[1]);
    if (!c) return no(404, 'Resource could not be found');
    const agent = agents.find((a) => a.id === json['assignee_id']);
    move(c, { assignee_id: agent?.id ?? null });
    return { json: agent ?? null };
  });
  api.on('GET', /^\/rails\/active_storage\/blobs\/(.+)$/, (_c, match) => { const f = files.get(match[1] ?? ''); return f ? { bytes: f.bytes, type: f.type } : no(404, 'gone'); });
  await api.start();

  const message = (conversationId: number) => {
    const body = JSON.stringify({ event: 'message_created', id: messages.findLast((m) => m.conversation === conversationId)?.id ?? 0, conversation: { id: conversationId }, account: { id: settings.account } });
    const timestamp = String(seconds());
    return { body, headers: { 'content-type': 'application/json', 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': chatwootSignature(settings.webhookSecret, timestamp, body), 'x-chatwoot-delivery': `d${fresh()}` } };
  };
  return {
    api, conversations, messages, waiting, calls, settings: { ...settings, apiBase: api.base }, message, keep,
    messagesOf: (id: number) => messages.filter((m) => m.conversation === id && m.message_type !== activity),
    /** Somebody writes to them by mail. */
    begin(customer: { name: string; email: string }, subject: string, content: string): SimulatedConversation {
      const contact = contacts.find((c) => c.email === customer.email) ?? { id: fresh(), name: customer.name, email: customer.email, identifier: null, sources: [] };
      if (!contacts.includes(contact)) contacts.push(contact);
      const c = open({ inbox_id: mailInbox, contact: contact.id, status: 'open', assignee_id: null, custom_attributes: {}, additional_attributes: { mail_subject: subject } });
      write(c, { content, message_type: incoming, private: false, content_attributes: {}, sender: { id: contact.id, name: contact.name, type: 'contact' } });
      return c;
    },
    /** A person there, or their customer, does something. */
    act(id: number, change: { status?: string; assignee_id?: number | null; content?: string; by?: 'customer' | 'agent'; private?: boolean; attachments?: SimulatedMessage['attachments'] }): void {
      const c = find(String(id));
      if (!c) throw new Error(`no conversation ${id}`);
      const contact = contacts.find((p) => p.id === c.contact);
      if (change.content !== undefined) write(c, { content: change.content, message_type: change.by === 'customer' ? incoming : outgoing, private: change.private ?? false, content_attributes: {}, sender: change.by === 'customer' ? { id: c.contact, name: contact?.name ?? '', type: 'contact' } : { id: 901, name: 'Ann Lee', type: 'user' }, attachments: change.attachments ?? [] });
      move(c, change);
    },
    tell: (hook: string, conversationId: number, forged = false) => { const m = message(conversationId); return post(hook, m.body, { ...m.headers, ...(forged ? { 'x-chatwoot-signature': 'sha256=00' } : {}) }); },
  };
}
export type ChatwootSimulator = Awaited<ReturnType<typeof simulateChatwoot>>;

function partsOf({ headers, body }: Called): { fields: Map<string, string>; files: { name: string; type: string; bytes: Buffer }[] } {
  const boundary = `--${/boundary=(.+)$/.exec(String(headers['content-type']))?.[1] ?? ''}`;
  const fields = new Map<string, string>();
  const files: { name: string; type: string; bytes: Buffer }[] = [];
  for (const part of body.toString('latin1').split(boundary).slice(1, -1)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const bytes = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const file = /filename="([^"]*)"/.exec(head)?.[1];
    if (file === undefined) fields.set(name, bytes.toString('utf8'));
    else files.push({ name: Buffer.from(file, 'latin1').toString('utf8'), type: /Content-Type: (.+)/i.exec(head)?.[1]?.trim() ?? '', bytes });
  }
  return { fields, files };
}
