import { z } from 'zod';
import { verifyChatwoot } from '../../../platform/crypto/platform-signatures/chatwoot.ts';
import { say } from '../../../platform/i18n/index.ts';
import { createGuardedFetch } from '../../../platform/net/index.ts';
import { type DeskQuestion, askDesk, readDesk } from '../../desk-api.ts';
import { type DeskAccount, type DeskAdapter, type DeskPerson, type DeskProbe, DeskRefused, NobodyThere, NotTheDesk } from '../../desk.ts';
import { Agents, Conversation, List, Message, Messages, messagesOf, stateThere, ticketOf } from './map.ts';
import { ChatwootSettings } from './settings.ts';

const Contact = z.looseObject({ id: z.number(), identifier: z.string().nullish(), contact_inboxes: z.array(z.looseObject({ source_id: z.string(), inbox: z.looseObject({ id: z.number() }) })).default([]) });
type Contact = z.infer<typeof Contact>;
const Heard = z.looseObject({ event: z.string(), id: z.number().nullish(), conversation: z.looseObject({ id: z.number() }).nullish() });
/** Lists are by last activity and shift while they are read: looked at again for so long before the cursor. */
const overlapSeconds = 120;
const perPage = 25;

/** Chatwoot's Application API: an inbox of the kind API, in which both sides may write. */
export function chatwoot(options: { readonly allowPrivate: readonly string[]; readonly now: () => Date }): DeskAdapter {
  const send = createGuardedFetch(options);
  const of = (account: DeskAccount) => ChatwootSettings.parse(account.settings);
  const baseOf = (account: DeskAccount) => of(account).apiBase.replace(/\/+$/, '');
  const ask = (account: DeskAccount, path: string, question: DeskQuestion = {}) => askDesk(send, `${baseOf(account)}/api/v1/accounts/${of(account).account}${path}`, { ...question, headers: { api_access_token: of(account).apiToken, ...question.headers } });
  const pageOf = (account: DeskAccount) => `${baseOf(account)}/app/accounts/${of(account).account}`;

  async function agentId(account: DeskAccount, who: DeskPerson): Promise<number | null> {
    const list = readDesk(Agents, await ask(account, '/agents'));
    const named = (a: (typeof list)[number]) => [a.name, a.available_name].some((n) => n?.toLowerCase() === who.name.toLowerCase());
    return (list.find((a) => who.email && a.email?.toLowerCase() === who.email.toLowerCase()) ?? list.find(named))?.id ?? null;
  }
  async function contactOf(account: DeskAccount, key: string): Promise<Contact | undefined> {
    const { payload } = readDesk(z.looseObject({ payload: z.array(Contact) }), await ask(account, `/contacts/search?q=${encodeURIComponent(key)}`));
    return payload.find((c) => c.identifier === key);
  }
  /** The customer's place in our inbox, made when there is none. */
  async function placeOf(account: DeskAccount, customer: { key: string; name: string }): Promise<{ contact: number; source: string }> {
    const { inbox } = of(account);
    const contact = (await contactOf(account, customer.key)) ?? readDesk(z.looseObject({ payload: z.looseObject({ contact: Contact }) }), await ask(account, '/contacts', { json: { inbox_id: inbox, name: customer.name, identifier: customer.key } })).payload.contact;
    const known = contact.contact_inboxes.find((i) => i.inbox.id === inbox)?.source_id;
    return { contact: contact.id, source: known ?? readDesk(z.looseObject({ source_id: z.string() }), await ask(account, `/contacts/${contact.id}/contact_inboxes`, { json: { inbox_id: inbox } })).source_id };
  }

  const adapter: DeskAdapter = {
    kind: 'chatwoot', settings: ChatwootSettings, secretSettings: ['apiToken', 'webhookSecret'],
    reach: (status) => (status === 'hold' ? 'pending' : status),
    async check(account, language) {
      const steps: DeskProbe[] = [];
      const step = async (name: string, work: () => Promise<string>) => { steps.push(await work().then((detail) => ({ name: say(language, name), ok: true, detail }), (error: unknown) => ({ name: say(language, name), ok: false, detail: (error as Error).message }))); };
      await step('mirror.probe.people', async () => readDesk(Agents, await ask(account, '/agents')).map((a) => a.name ?? a.email ?? '').slice(0, 8).join(', '));
      await step('mirror.probe.inbox', async () => {
        const inbox = readDesk(z.looseObject({ name: z.string(), channel_type: z.string() }), await ask(account, `/inboxes/${of(account).inbox}`));
        if (inbox.channel_type !== 'Channel::Api') throw new Error(say(language, 'mirror.probe.no-api-inbox', { name: inbox.name }));
        return inbox.name;
      });
      await step('mirror.probe.changes', async () => String(readDesk(List, await ask(account, '/conversations?status=all&page=1')).data.payload.length));
      return steps;
    },
    async changes(account, cursor, now) {
      // «since:newest:page»: how far back, the newest seen so far, the page to read next.
      const nowSeconds = Math.floor(now.getTime() / 1000);
      const [since = nowSeconds, newest = since, page = 1] = cursor === null ? [] : cursor.split(':').map(Number);
      const { payload } = readDesk(List, await ask(account, `/conversations?status=all&assignee_type=all&page=${page}`)).data;
      const fresh = payload.filter((c) => (c.last_activity_at ?? 0) >= since - overlapSeconds);
      const seen = Math.max(newest, ...payload.map((c) => c.last_activity_at ?? 0));
      const more = payload.length === perPage && fresh.length === payload.length;
      return { ids: fresh.map((c) => String(c.id)), cursor: more ? `${since}:${seen}:${page + 1}` : `${seen}:${seen}:1`, more };
    },
    async state(account, id, cursor) {
      const answer = await ask(account, `/conversations/${id}`);
      if (answer.status === 404) return null;
      const ticket = ticketOf(readDesk(Conversation, answer), pageOf(account));
      const messages = [];
      let after = Number(cursor ?? 0);
      for (let more = true; more;) {
        const { payload } = readDesk(Messages, await ask(account, `/conversations/${id}/messages?after=${after}`));
        messages.push(...messagesOf(payload));
        after = Math.max(after, ...payload.map((m) => m.id));
        more = payload.length === 100;
      }
      return { ticket, messages, cursor: String(after) };
    },
    async find(account, mark, customerKey) {
      const contact = await contactOf(account, customerKey);
      if (!contact) return null;
      const { payload } = readDesk(z.looseObject({ payload: z.array(Conversation) }), await ask(account, `/contacts/${contact.id}/conversations`));
      const found = payload.find((c) => c.custom_attributes?.aftercare === mark);
      return found ? String(found.id) : null;
    },
    async open(account, t) {
      const { contact, source } = await placeOf(account, t.customer);
      const assignee = t.assignee ? await agentId(account, t.assignee) : null;
      const made = readDesk(z.looseObject({ id: z.number() }), await ask(account, '/conversations', { json: { source_id: source, inbox_id: of(account).inbox, contact_id: contact, status: 'open', ...(assignee === null ? {} : { assignee_id: assignee }), additional_attributes: { mail_subject: t.subject }, custom_attributes: { aftercare: t.mark } } }));
      // Its first words are written like all others, and recognised like all others should we not hear the answer.
      return { id: String(made.id), messageId: null };
    },
    async write(account, ticket, words) {
      const text = words.from === 'agent' && words.author.name ? `${words.author.name}:\n${words.text}` : words.text;
      const what = { content: text, message_type: words.from === 'customer' ? 'incoming' : 'outgoing', private: !words.public };
      const path = `/conversations/${ticket.id}/messages`;
      if (words.files.length === 0) return String(readDesk(Message, await ask(account, path, { json: { ...what, content_attributes: { aftercare: words.mark } } })).id);
      const form = new FormData();
      for (const [name, value] of Object.entries(what)) form.set(name, String(value));
      form.set('content_attributes[aftercare]', words.mark);
      for (const file of words.files) form.append('attachments[]', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
      return String(readDesk(Message, await ask(account, path, { form })).id);
    },
    async set(account, ticket, change) {
      // It knows no guarded change: look once more and write in the next breath.
      const now = await ask(account, `/conversations/${ticket.id}`);
      if (now.status === 404) throw new DeskRefused('gone');
      const there = ticketOf(readDesk(Conversation, now), pageOf(account));
      if (there.status !== ticket.status || there.assignee?.name !== ticket.assignee?.name) return false;
      if (change.assignee !== undefined) {
        const id = change.assignee ? await agentId(account, change.assignee) : 0;
        if (id === null) throw new NobodyThere(change.assignee?.name ?? '');
        readDesk(z.unknown(), await ask(account, `/conversations/${ticket.id}/assignments`, { json: { assignee_id: id } }));
      }
      if (change.status) readDesk(z.unknown(), await ask(account, `/conversations/${ticket.id}/toggle_status`, { json: { status: stateThere[change.status] } }));
      return true;
    },
    // It knows no merging: the conversation says where it goes on and is resolved like our ticket.
    async join(account, ticket, _into, words) {
      readDesk(Message, await ask(account, `/conversations/${ticket.id}/messages`, { json: { content: words.from, message_type: 'outgoing', private: true, content_attributes: { aftercare: '-' } } }));
    },
    async file(account, url, maxBytes) {
      const response = await send(url, { maxBytes, totalMs: 30_000, headers: new URL(url).origin === new URL(baseOf(account)).origin ? { api_access_token: of(account).apiToken } : {} });
      if (!response.ok) throw new Error(`the file answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    heard(account, { body, headers }, now) {
      const one = (name: string) => { const value = headers[name]; return typeof value === 'string' ? value : undefined; };
      if (!verifyChatwoot(of(account).webhookSecret, body, { signature: one('x-chatwoot-signature'), timestamp: one('x-chatwoot-timestamp') }, now)) throw new NotTheDesk();
      const heard = Heard.safeParse(jsonIn(body)).data;
      if (!heard || heard.event.startsWith('contact_') || heard.event.startsWith('webwidget_')) return [];
      const id = heard.event.startsWith('message_') ? heard.conversation?.id : heard.id;
      return id ? [String(id)] : [];
    },
  };
  return adapter;
}
const jsonIn = (body: Buffer): unknown => { try { return JSON.parse(body.toString('utf8')); } catch { return null; } };
