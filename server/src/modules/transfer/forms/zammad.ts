import { idOf, listOf, mapOf, momentOf, str, textOfHtml, wordsOf } from '../texts.ts';
import type { Raw } from '../record.ts';
import { type Form, type Found, address, channelOf, priorityOf, statusOf } from './form.ts';

/** Where nothing is expanded, states and priorities are the numbers every installation begins with. */
const states: Readonly<Record<number, string>> = { 1: 'new', 2: 'open', 3: 'pending reminder', 4: 'closed', 5: 'merged', 6: 'closed', 7: 'pending close' };
const priorities: Readonly<Record<number, string>> = { 1: '1 low', 2: '2 normal', 3: '3 high' };
const isStaff = (u: Record<string, unknown>) => (Array.isArray(u['roles']) ? u['roles'].map(str) : []).some((r) => /^(agent|admin)$/i.test(r)) || (Array.isArray(u['role_ids']) ? u['role_ids'] : []).some((r) => r === 1 || r === 2);
const own = new Set(['id', 'number', 'title', 'note', 'type', 'state', 'state_id', 'priority', 'priority_id', 'group', 'group_id', 'owner', 'owner_id', 'customer', 'customer_id', 'organization', 'organization_id', 'article_ids', 'articles', 'tags', 'preferences', 'created_by', 'updated_by', 'created_by_id', 'updated_by_id', 'article_count', 'last_contact_at', 'last_contact_agent_at', 'last_contact_customer_at', 'last_owner_update_at', 'ticket_time_accounting_ids', 'create_article_type', 'create_article_sender', 'create_article_type_id', 'create_article_sender_id', 'first_response_at', 'close_at', 'created_at', 'updated_at', 'pending_time', 'checklist_id', 'referencing_checklist_ids', 'ticket_time_accounting']);

/** As the API calls a file of an article: `ticket_attachment/TICKET/ARTICLE/FILE`, fetched into the zip with whatever ending. */
const fileKey = (ticket: string, article: string, file: string) => `${ticket}/${article}/${file}`;

function user(u: Record<string, unknown>): Raw[] {
  const id = idOf(u['id']);
  // 1 is Zammad itself.
  if (!id || id === '1') return [];
  const name = [str(u['firstname']), str(u['lastname'])].filter(Boolean).join(' ') || str(u['login']) || str(u['email']) || `#${id}`;
  if (isStaff(u)) return [{ kind: 'agent', id, name, email: str(u['email']) || null }];
  return [{ kind: 'customer', id, name, companyId: idOf(u['organization_id']) && `organization:${str(u['organization_id'])}`, addresses: [...address('email', u['email']), ...address('phone', u['phone']), ...address('phone', u['mobile'])], note: textOfHtml(str(u['note'])), since: momentOf(u['created_at']) }];
}

function article(a: Record<string, unknown>): Raw[] {
  const id = idOf(a['id']);
  const ticket = idOf(a['ticket_id']);
  const at = momentOf(a['created_at']);
  if (!id || !ticket || !at) return [];
  const sender = typeof a['sender'] === 'string' ? a['sender'] : ({ 1: 'Agent', 2: 'Customer', 3: 'System' } as Record<number, string>)[Number(a['sender_id'])] ?? 'Customer';
  const html = /html/i.test(str(a['content_type'])) ? str(a['body']) : '';
  const base = { id, ticket, by: idOf(a['origin_by_id']) ?? idOf(a['created_by_id']), name: str(a['from']).replace(/\s*<[^>]*>\s*/, '').replaceAll('"', ''), text: html ? textOfHtml(html) : str(a['body']), at, files: listOf(a['attachments']).map((f) => ({ name: str(f['filename']) || 'file', size: Number(f['size']) || 0, type: str(mapOf(f['preferences'])['Content-Type'] ?? mapOf(f['preferences'])['Mime-Type']), url: `/api/v1/ticket_attachment/${ticket}/${id}/${str(f['id'])}`, key: fileKey(ticket, id, str(f['id'])) })) };
  if (a['internal'] === true) return [{ kind: 'note', ...base }];
  return [{ kind: 'message', ...base, from: /agent/i.test(sender) ? 'agent' : /system/i.test(sender) ? 'system' : 'customer', html: html || null, subject: str(a['subject']) || null }];
}

function ticket(t: Record<string, unknown>): Raw[] {
  const id = idOf(t['id']);
  const openedAt = momentOf(t['created_at']);
  if (!id || !openedAt) return [];
  const status = statusOf(typeof t['state'] === 'string' ? t['state'] : states[Number(t['state_id'])]) ?? 'open';
  const owner = idOf(t['owner_id']);
  return [{
    kind: 'ticket', id, subject: str(t['title']) || `#${str(t['number'])}`, status, priority: priorityOf(typeof t['priority'] === 'string' ? t['priority'] : priorities[Number(t['priority_id'])]) ?? 'normal',
    channel: channelOf(t['create_article_type']) ?? ({ 1: 'mail', 5: 'phone', 10: 'portal', 11: 'portal' } as const)[Number(t['create_article_type_id']) as 1] ?? 'mail', customer: idOf(t['customer_id']) ?? `ticket:${id}`, customerName: typeof t['customer'] === 'string' ? t['customer'] : '', owner: owner === '1' ? null : owner,
    team: idOf(t['group_id']), tags: wordsOf(t['tags']), fields: { zammad_number: str(t['number']), ...Object.fromEntries(Object.entries(t).filter(([k, v]) => !own.has(k) && !/_(in|diff)_min$|_escalation_at$|^escalation_at$/.test(k) && v !== null && v !== '' && typeof v !== 'object').map(([k, v]) => [`zammad_${k}`.slice(0, 60), v])) },
    openedAt, updatedAt: momentOf(t['updated_at']), firstAnsweredAt: momentOf(t['first_response_at']), solvedAt: momentOf(t['close_at']), closedAt: status === 'closed' ? (momentOf(t['close_at']) ?? momentOf(t['updated_at'])) : null,
  }, ...(typeof t['group'] === 'string' && idOf(t['group_id']) ? [{ kind: 'team' as const, id: str(t['group_id']), name: t['group'] }] : []), ...listOf(t['articles']).flatMap((a) => article({ ticket_id: id, ...a }))];
}

/** Zammad: answers of its API: tickets (expanded or not), ticket articles, users, groups, organizations, and the `assets` of a search. */
export const zammad: Form = {
  key: 'zammad',
  fileAt(name) { const [, t, a, f] = /(?:^|\/)ticket_attachment\/(\d+)\/(\d+)\/(\d+)(?:\.\w+)?$/.exec(name) ?? []; return t && a && f ? fileKey(t, a, f) : null; },
  read({ value: v, path, file }: Found): Raw[] {
    const word = `${path.join(' ')} ${file}`;
    if ('ticket_id' in v && 'body' in v) return article(v);
    if ('customer_id' in v && 'group_id' in v) return ticket(v);
    if ('login' in v || 'firstname' in v) return user(v);
    if ('domain_assignment' in v || /organi[sz]ation/i.test(word)) return idOf(v['id']) ? [{ kind: 'customer', id: `organization:${str(v['id'])}`, name: str(v['name']), company: true, note: textOfHtml(str(v['note'])) }] : [];
    if ('signature_id' in v || /group/i.test(word)) return idOf(v['id']) ? [{ kind: 'team', id: str(v['id']), name: str(v['name']) }] : [];
    return [];
  },
};
