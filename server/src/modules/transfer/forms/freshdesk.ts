import { idOf, languageOf, listOf, mapOf, momentOf, str, textOfHtml, wordsOf } from '../texts.ts';
import type { Raw } from '../record.ts';
import { type Form, type Found, address, statusOf } from './form.ts';

const statuses: Readonly<Record<number, 'open' | 'pending' | 'solved' | 'closed' | 'hold'>> = { 2: 'open', 3: 'pending', 4: 'solved', 5: 'closed', 6: 'pending', 7: 'hold' };
const priorities = { 1: 'low', 2: 'normal', 3: 'high', 4: 'urgent' } as const;
const sources = { 1: 'mail', 2: 'portal', 3: 'phone', 7: 'chat', 9: 'webhook', 10: 'mail', 13: 'whatsapp' } as const;
const filesOf = (m: Record<string, unknown>) => listOf(m['attachments']).map((a) => ({ name: str(a['name'] ?? a['content_file_name']) || 'file', type: str(a['content_type'] ?? a['content_content_type']), size: Number(a['size'] ?? a['content_file_size']) || 0, url: str(a['attachment_url'] ?? a['url']) }));

function person(u: Record<string, unknown>): Raw[] {
  const id = idOf(u['id']);
  if (!id) return [];
  const contact = mapOf(u['contact']);
  // Agents of the API keep who they are in `contact`; the account export marks them.
  if ('contact' in u || u['helpdesk_agent'] === true) return [{ kind: 'agent', id, name: str(contact['name'] ?? u['name']) || str(u['email']), email: str(contact['email'] ?? u['email']) || null }];
  return [{
    kind: 'customer', id, name: str(u['name']) || str(u['email']) || `#${id}`, companyId: idOf(u['company_id'] ?? u['customer_id']) && `company:${idOf(u['company_id'] ?? u['customer_id'])}`, language: languageOf(u['language']), tags: wordsOf(u['tags']), note: str(u['description']), since: momentOf(u['created_at']),
    addresses: [...address('email', u['email']), ...(Array.isArray(u['other_emails']) ? u['other_emails'].flatMap((e) => address('email', e)) : []), ...address('phone', u['phone']), ...address('phone', u['mobile'])],
  }];
}

function talk(m: Record<string, unknown>, ticketId: string, customer: string | null): Raw[] {
  const id = idOf(m['id']);
  const at = momentOf(m['created_at']);
  const ticket = idOf(m['ticket_id']) ?? ticketId;
  if (!id || !at || !ticket) return [];
  const html = str(m['body_html'] ?? (/<[a-z!/]/i.test(str(m['body'])) ? m['body'] : ''));
  const base = { id, ticket, by: idOf(m['user_id']), text: str(m['body_text']) || textOfHtml(html) || str(m['body']), at, files: filesOf(m) };
  if (m['private'] === true) return [{ kind: 'note', ...base }];
  return [{ kind: 'message', ...base, from: m['incoming'] === true || (base.by !== null && base.by === customer) ? 'customer' : 'agent', html: html || null }];
}

function ticket(t: Record<string, unknown>): Raw[] {
  // The account export counts by display_id, the API calls the same number id.
  const id = idOf(t['display_id']) ?? idOf(t['id']);
  const openedAt = momentOf(t['created_at']);
  if (!id || !openedAt) return [];
  const states = mapOf(t['stats'] ?? t['ticket_states']);
  const status = statuses[Number(t['status'])] ?? statusOf(t['status_name']) ?? 'open';
  const updatedAt = momentOf(t['updated_at']);
  const requester = mapOf(t['requester']);
  const customer = idOf(t['requester_id']) ?? idOf(requester['id']);
  const html = str(t['description_html'] ?? (t['description_text'] === undefined ? '' : t['description']));
  const values = Object.fromEntries(Object.entries(mapOf(t['custom_fields'] ?? t['custom_field'])).filter(([, v]) => v !== null && v !== '').map(([k, v]) => [`freshdesk_${k}`.slice(0, 60), v]));
  const words = str(t['description_text']) || textOfHtml(html) || textOfHtml(str(t['description']));
  return [
    ...(idOf(requester['id']) ? person(requester) : []),
    ...(str(t['requester_name']) && customer && !idOf(requester['id']) ? [] : []),
    {
      kind: 'ticket', id, subject: str(t['subject']) || words.slice(0, 100), type: /return|refund/i.test(str(t['type'] ?? t['ticket_type'])) ? 'return' : /problem|incident|bug/i.test(str(t['type'] ?? t['ticket_type'])) ? 'support' : '', status,
      priority: priorities[Number(t['priority']) as 1] ?? 'normal', channel: sources[Number(t['source']) as 1] ?? 'mail', customer: customer ?? `ticket:${id}`, customerName: str(t['requester_name'] ?? requester['name']), owner: idOf(t['responder_id']), team: idOf(t['group_id']), tags: Array.isArray(t['tags']) ? t['tags'].map((x) => str(mapOf(x)['name'] ?? x)).filter(Boolean) : wordsOf(t['tags']),
      fields: values, openedAt, updatedAt, solvedAt: momentOf(states['resolved_at']) ?? (status === 'solved' || status === 'closed' ? updatedAt : null), closedAt: momentOf(states['closed_at']) ?? (status === 'closed' ? updatedAt : null), firstAnsweredAt: momentOf(states['first_responded_at'] ?? states['first_response_time']),
    },
    ...(words || filesOf(t).length > 0 ? [{ kind: 'message' as const, id: `description:${id}`, ticket: id, from: 'customer' as const, by: customer, text: words, html: html || null, at: openedAt, files: filesOf(t) }] : []),
    ...[...listOf(t['helpdesk_notes']), ...listOf(t['notes']), ...listOf(t['conversations'])].flatMap((m) => talk(mapOf(m['helpdesk_note'] ?? m), id, customer)),
  ];
}

/** Freshdesk: the account export in JSON (Tickets0.json, Users0.json …), and answers of its API with `include=conversations,requester,stats`. */
export const freshdesk: Form = {
  key: 'freshdesk',
  read({ value, path, file }: Found): Raw[] {
    const [wrapper] = Object.keys(value);
    const v = wrapper && Object.keys(value).length === 1 ? mapOf(value[wrapper]) : value;
    const word = `${wrapper === undefined || v === value ? '' : wrapper} ${path.join(' ')} ${file.split('/').at(-1) ?? ''}`.toLowerCase();
    if ('body_text' in v || ('incoming' in v && 'private' in v)) return talk(v, /(\d+)\D*$/.exec(file)?.[1] ?? '', null);
    if ('requester_id' in v || 'responder_id' in v || word.includes('helpdesk_ticket')) return ticket(v);
    if (/\bgroup/.test(word) || 'escalate_to' in v) return idOf(v['id']) ? [{ kind: 'team', id: str(v['id']), name: str(v['name']) }] : [];
    if (/compan|customers?\d*\.json/.test(word) || 'domains' in v) return idOf(v['id']) ? [{ kind: 'customer', id: `company:${str(v['id'])}`, name: str(v['name']), company: true, note: str(v['description'] ?? v['note']), since: momentOf(v['created_at']) }] : [];
    if ('email' in v || 'mobile' in v || 'contact' in v) return person(v);
    return [];
  },
};
