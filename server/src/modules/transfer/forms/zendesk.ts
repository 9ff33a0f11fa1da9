import { textOfHtml, idOf, languageOf, listOf, mapOf, momentOf, str, wordsOf } from '../texts.ts';
import type { Attached, Raw } from '../record.ts';
import { type Form, type Found, address, channelOf, priorityOf, statusOf } from './form.ts';

const types: Readonly<Record<string, string>> = { question: 'inquiry', incident: 'support', problem: 'support', task: 'inquiry' };
const isStaff = (user: Record<string, unknown>) => ['agent', 'admin'].includes(str(user['role']));
const filesOf = (comment: Record<string, unknown>) => listOf(comment['attachments']).map((a): Partial<Attached> & { name: string } => ({ name: str(a['file_name']) || 'file', type: str(a['content_type']), size: Number(a['size']) || 0, url: str(a['content_url']) }));

function user(u: Record<string, unknown>): Raw[] {
  const id = idOf(u['id']);
  if (!id) return [];
  if (isStaff(u)) return [{ kind: 'agent', id, name: str(u['name']) || str(u['email']), email: str(u['email']) || null }];
  return [{
    kind: 'customer', id, name: str(u['name']) || str(u['email']) || `#${id}`, addresses: [...address('email', u['email']), ...address('phone', u['phone'])], companyId: idOf(u['organization_id']) && `organization:${idOf(u['organization_id'])}`,
    language: languageOf(u['locale']), tags: wordsOf(u['tags']), note: [str(u['details']), str(u['notes'])].filter(Boolean).join('\n'), since: momentOf(u['created_at']),
  }];
}

/** `roles`: who of the authors works there, where the ticket says it. */
function comment(c: Record<string, unknown>, ticket: string, customer: string | null, staff: ReadonlySet<string>): Raw[] {
  const id = idOf(c['id']);
  const at = momentOf(c['created_at']);
  if (!id || !at) return [];
  const author = mapOf(c['author']);
  const by = idOf(c['author_id']) ?? idOf(author['id']);
  const html = str(c['html_body']);
  const text = str(c['plain_body']) || str(c['body']) || textOfHtml(html);
  const base = { id, ticket, by, name: str(author['name']), text, at, files: filesOf(c) };
  if (c['public'] === false) return [{ kind: 'note', ...base }];
  const from = by !== null && by === customer ? 'customer' : by === null || by === '-1' ? 'system' : staff.has(by) || isStaff(author) ? 'agent' : 'customer';
  return [{ kind: 'message', ...base, from, html: html || null }];
}

function ticket(t: Record<string, unknown>): Raw[] {
  const id = idOf(t['id']);
  const openedAt = momentOf(t['created_at']);
  if (!id || !openedAt) return [];
  const people = ['requester', 'submitter', 'assignee'].map((key) => mapOf(t[key])).filter((u) => idOf(u['id']));
  const customer = idOf(t['requester_id']) ?? idOf(mapOf(t['requester'])['id']);
  const owner = idOf(t['assignee_id']) ?? idOf(mapOf(t['assignee'])['id']);
  const group = mapOf(t['group']);
  const updatedAt = momentOf(t['updated_at']);
  const status = statusOf(t['status']) ?? 'open';
  const set = mapOf(t['metric_set']);
  const metrics = Object.keys(set).length > 0 ? set : mapOf(t['metrics']);
  const staff = new Set([owner, ...people.filter(isStaff).map((u) => idOf(u['id']))].filter((x): x is string => x !== null && x !== customer));
  const values = Object.fromEntries(listOf(t['custom_fields'] ?? t['fields']).filter((f) => f['value'] !== null && f['value'] !== '').map((f) => [`zendesk_${str(f['id'])}`, f['value']]));
  const solvedAt = momentOf(metrics['solved_at']) ?? (status === 'solved' || status === 'closed' ? updatedAt : null);
  const made: Raw = {
    kind: 'ticket', id, subject: str(t['subject']) || str(t['raw_subject']) || str(t['description']).slice(0, 100), type: types[str(t['type'])] ?? '', status, priority: priorityOf(t['priority'] ?? '') ?? 'normal', channel: channelOf(mapOf(t['via'])['channel']) ?? 'mail',
    customer: customer ?? `ticket:${id}`, customerName: str(mapOf(t['requester'])['name']), owner, team: idOf(t['group_id']) ?? idOf(group['id']), tags: wordsOf(t['tags']), fields: values, openedAt, updatedAt, solvedAt,
    closedAt: status === 'closed' ? updatedAt : null, firstAnsweredAt: null, reopened: Number(metrics['reopens']) || 0,
  };
  const comments = listOf(t['comments']).flatMap((c) => comment(c, id, customer, staff));
  const description = str(t['description']);
  // An export without comments has the first words at least.
  const first: Raw[] = t['comments'] === undefined && description !== '' ? [{ kind: 'message', id: `description:${id}`, ticket: id, from: 'customer', by: customer, text: description, at: openedAt }] : [];
  return [...people.flatMap(user), ...(idOf(group['id']) ? [{ kind: 'team' as const, id: idOf(group['id']) ?? '', name: str(group['name']) }] : []), made, ...first, ...comments];
}

/** Zendesk: JSON export (an object a line, comments inside), and answers of its API for tickets, users, comments, groups, organizations. */
export const zendesk: Form = {
  key: 'zendesk',
  read({ value: v, path, file, beside }: Found): Raw[] {
    const list = path.at(-2) ?? '';
    if (list === 'comments' || ('author_id' in v && 'public' in v)) {
      const ticketId = idOf(v['ticket_id']) ?? idOf(beside['ticket_id']) ?? /(\d+)[^\d]*$/.exec(file.replace(/\/?comments[^/]*$/, ''))?.[1] ?? null;
      return ticketId ? comment(v, ticketId, null, new Set()) : [];
    }
    if (list === 'organizations' || ('domain_names' in v)) return idOf(v['id']) ? [{ kind: 'customer', id: `organization:${str(v['id'])}`, name: str(v['name']), company: true, tags: wordsOf(v['tags']), note: str(v['details']), since: momentOf(v['created_at']) }] : [];
    if (list === 'groups' || ('is_public' in v && !('subject' in v))) return idOf(v['id']) ? [{ kind: 'team', id: str(v['id']), name: str(v['name']) }] : [];
    if ('requester_id' in v || 'requester' in v || list === 'tickets') return ticket(v);
    if ('role' in v || list === 'users') return user(v);
    return [];
  },
};
