import { z } from 'zod';
import { verifyZendesk } from '../../../platform/crypto/platform-signatures/zendesk.ts';
import { say } from '../../../platform/i18n/index.ts';
import { createGuardedFetch } from '../../../platform/net/index.ts';
import { type DeskQuestion, askDesk, readDesk } from '../../desk-api.ts';
import { type DeskAccount, type DeskAdapter, type DeskPerson, type DeskProbe, DeskRefused, type DeskWords, NobodyThere, NotTheDesk } from '../../desk.ts';
import { Audits, Comments, TicketAnswer, UpdateAnswer, User, commentIn, mergedIntoIn, messagesOf, ticketOf, wasMerged } from './map.ts';
import { ZendeskSettings } from './settings.ts';

const Page = z.looseObject({ tickets: z.array(z.looseObject({ id: z.number() })), after_cursor: z.string().nullish(), end_of_stream: z.boolean() });
const Users = z.looseObject({ users: z.array(User), meta: z.looseObject({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish() });
const Heard = z.union([z.looseObject({ detail: z.looseObject({ id: z.union([z.string(), z.number()]) }) }), z.looseObject({ ticket_id: z.union([z.string(), z.number()]) })]);
const peopleForMs = 10 * 60_000;

/** Zendesk's Ticketing API: audits say what was written and carry our mark, `safe_update` guards what others changed. */
export function zendesk(options: { readonly allowPrivate: readonly string[]; readonly now: () => Date }): DeskAdapter {
  const send = createGuardedFetch(options);
  const people = new Map<string, { at: number; list: User[] }>();
  const of = (account: DeskAccount) => ZendeskSettings.parse(account.settings);
  const baseOf = (account: DeskAccount) => of(account).apiBase.replace(/\/+$/, '');
  const ask = (account: DeskAccount, path: string, question: DeskQuestion = {}) => {
    const { user, apiToken } = of(account);
    return askDesk(send, `${baseOf(account)}/api/v2${path}`, { ...question, headers: { authorization: `Basic ${Buffer.from(`${user}/token:${apiToken}`).toString('base64')}`, ...question.headers } });
  };

  async function agents(account: DeskAccount): Promise<User[]> {
    const key = `${account.id} ${baseOf(account)}`;
    const known = people.get(key);
    if (known && options.now().getTime() - known.at < peopleForMs) return known.list;
    const list: User[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: z.infer<typeof Users> = readDesk(Users, await ask(account, `/users.json?role[]=agent&role[]=admin&page[size]=100${after ? `&page[after]=${encodeURIComponent(after)}` : ''}`));
      list.push(...page.users);
      after = page.meta?.has_more ? (page.meta.after_cursor ?? null) : null;
    }
    people.set(key, { at: options.now().getTime(), list });
    return list;
  }
  const agentId = async (account: DeskAccount, who: DeskPerson): Promise<number | null> => {
    const list = await agents(account);
    return (list.find((u) => who.email && u.email?.toLowerCase() === who.email.toLowerCase()) ?? list.find((u) => u.name.toLowerCase() === who.name.toLowerCase()))?.id ?? null;
  };
  /** Under the author's own name where they work there too; else the name stands in front. */
  async function commentOf(account: DeskAccount, words: DeskWords, customerId: string): Promise<Record<string, unknown>> {
    const author = words.from === 'customer' ? Number(customerId) : await agentId(account, words.author);
    const uploads: string[] = [];
    for (const file of words.files) uploads.push(readDesk(z.looseObject({ upload: z.looseObject({ token: z.string() }) }), await ask(account, `/uploads.json?filename=${encodeURIComponent(file.name)}`, { bytes: file.bytes, headers: { 'content-type': file.type } })).upload.token);
    const text = words.text || words.files.map((f) => f.name).join(', ') || '…';
    return { body: author === null && words.author.name ? `${words.author.name}:\n${text}` : text, public: words.public, ...(author === null ? {} : { author_id: author }), ...(uploads.length > 0 ? { uploads } : {}) };
  }

  return {
    kind: 'zendesk', settings: ZendeskSettings, secretSettings: ['apiToken', 'webhookSecret'],
    reach: (status) => status,
    async check(account, language) {
      const steps: DeskProbe[] = [];
      const step = async (name: string, work: () => Promise<string>) => { steps.push(await work().then((detail) => ({ name: say(language, name), ok: true, detail }), (error: unknown) => ({ name: say(language, name), ok: false, detail: (error as Error).message }))); };
      await step('mirror.probe.sign-in', async () => { const { user } = readDesk(z.looseObject({ user: User }), await ask(account, '/users/me.json')); if (user.role === 'end-user') throw new Error(say(language, 'mirror.probe.no-agent')); return `${user.name} · ${user.role}`; });
      await step('mirror.probe.people', async () => (await agents(account)).map((u) => u.name).slice(0, 8).join(', '));
      await step('mirror.probe.changes', async () => String(readDesk(Page, await ask(account, `/incremental/tickets/cursor.json?start_time=${Math.floor(options.now().getTime() / 1000) - 3600}&per_page=1`)).tickets.length));
      return steps;
    },
    async changes(account, cursor, now) {
      // What changed within the last minute is not told yet.
      const from = cursor === null ? `start_time=${Math.floor(now.getTime() / 1000) - 120}` : `cursor=${encodeURIComponent(cursor)}`;
      const page = readDesk(Page, await ask(account, `/incremental/tickets/cursor.json?${from}`));
      return { ids: page.tickets.map((t) => String(t.id)), cursor: page.after_cursor ?? cursor ?? '', more: !page.end_of_stream };
    },
    async state(account, id, cursor) {
      const answer = await ask(account, `/tickets/${id}.json?include=users`);
      if (answer.status === 404) return null;
      const found = readDesk(TicketAnswer, answer);
      const mergedInto = wasMerged(found.ticket) ? mergedIntoIn(readDesk(Comments, await ask(account, `/tickets/${id}/comments.json?sort=-created_at&include=users&page[size]=1`)), id) : null;
      const ticket = ticketOf(found, baseOf(account), mergedInto);
      const messages = [];
      let after = cursor;
      for (let more = true; more;) {
        const page = readDesk(Audits, await ask(account, `/tickets/${id}/audits.json?include=users&page[size]=100${after ? `&page[after]=${encodeURIComponent(after)}` : ''}`));
        messages.push(...messagesOf(page.audits, page.users));
        after = page.meta.after_cursor ?? after;
        more = page.meta.has_more;
      }
      return { ticket, messages, cursor: after };
    },
    async find(account, mark) {
      const { tickets } = readDesk(z.looseObject({ tickets: z.array(z.looseObject({ id: z.number() })) }), await ask(account, `/tickets.json?external_id=${encodeURIComponent(mark)}`));
      return tickets[0] ? String(tickets[0].id) : null;
    },
    async open(account, t) {
      const { user } = readDesk(z.looseObject({ user: User }), await ask(account, '/users/create_or_update.json', { json: { user: { name: t.customer.name, external_id: t.customer.key, role: 'end-user', skip_verify_email: true } } }));
      const { author_id: author, ...comment } = await commentOf(account, t.first, String(user.id));
      const assignee = t.assignee ? await agentId(account, t.assignee) : null;
      const made = readDesk(UpdateAnswer, await ask(account, '/tickets.json', {
        headers: { 'idempotency-key': t.mark },
        json: { ticket: { subject: t.subject, external_id: t.mark, requester_id: user.id, ...(author === undefined ? {} : { submitter_id: author }), comment, status: t.status === 'solved' && assignee === null ? 'open' : t.status, ...(assignee === null ? {} : { assignee_id: assignee }), tags: ['aftercare'], metadata: { custom: { aftercare: t.first.mark } }, ...(t.follows ? { via_followup_source_id: Number(t.follows) } : {}) } },
      }));
      return { id: String(made.ticket.id), messageId: commentIn(made.audit) };
    },
    async write(account, ticket, words) {
      const comment = await commentOf(account, words, ticket.customer.id);
      const { audit } = readDesk(UpdateAnswer, await ask(account, `/tickets/${ticket.id}.json`, { method: 'PUT', json: { ticket: { comment, metadata: { custom: { aftercare: words.mark } } } } }));
      const id = commentIn(audit);
      if (id === null) throw new Error('the desk took the words and does not say where');
      return id;
    },
    async set(account, ticket, change) {
      const wanted: Record<string, unknown> = {};
      if (change.assignee) {
        const id = await agentId(account, change.assignee);
        if (id === null) throw new NobodyThere(change.assignee.name);
        wanted['assignee_id'] = id;
      } else if (change.assignee === null) wanted['assignee_id'] = null;
      if (change.status) wanted['status'] = change.status;
      // Nothing is solved by nobody over there.
      if (change.status === 'solved' && !wanted['assignee_id'] && !ticket.assignee) wanted['assignee_id'] = readDesk(z.looseObject({ user: User }), await ask(account, '/users/me.json')).user.id;
      const answer = await ask(account, `/tickets/${ticket.id}.json`, { method: 'PUT', json: { ticket: { ...wanted, safe_update: true, updated_stamp: ticket.stamp } } });
      if (answer.status === 404) throw new DeskRefused('gone');
      return answer.status !== 409;
    },
    async join(account, ticket, into, words) {
      // The desk does it by itself, in a moment: what came of it is read like everything else.
      const answer = await ask(account, `/tickets/${into}/merge.json`, { json: { ids: [Number(ticket.id)], source_comment: words.from, target_comment: words.into, source_comment_is_public: false, target_comment_is_public: false } });
      if (answer.status >= 400) throw new DeskRefused(`the tickets could not be merged: HTTP ${answer.status}`);
    },
    async file(account, url, maxBytes) {
      const own = new URL(url).origin === new URL(baseOf(account)).origin;
      const { user, apiToken } = of(account);
      const response = await send(url, { maxBytes, totalMs: 30_000, headers: own ? { authorization: `Basic ${Buffer.from(`${user}/token:${apiToken}`).toString('base64')}` } : {} });
      if (!response.ok) throw new Error(`the file answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    heard(account, { body, headers }, now) {
      const one = (name: string) => { const value = headers[name]; return typeof value === 'string' ? value : undefined; };
      if (!verifyZendesk(of(account).webhookSecret, body, { signature: one('x-zendesk-webhook-signature'), timestamp: one('x-zendesk-webhook-signature-timestamp') }, now)) throw new NotTheDesk();
      const heard = Heard.safeParse(jsonIn(body)).data;
      return heard ? [String('detail' in heard ? (heard.detail as { id: string | number }).id : heard.ticket_id)] : [];
    },
  };
}
const jsonIn = (body: Buffer): unknown => { try { return JSON.parse(body.toString('utf8')); } catch { return null; } };
