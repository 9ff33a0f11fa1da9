import { idOf, languageOf, listOf, mapOf, momentOf, str, wordsOf } from '../texts.ts';
import type { Raw } from '../record.ts';
import { type Form, type Found, address, channelOf, priorityOf, statusOf } from './form.ts';

const staffKinds = new Set(['User', 'user', 'AgentBot', 'agent_bot', 'Captain::Assistant']);

function contact(c: Record<string, unknown>): Raw[] {
  const id = idOf(c['id']);
  const more = mapOf(c['additional_attributes']);
  return id ? [{ kind: 'customer', id, name: str(c['name']) || str(c['email']) || str(c['phone_number']) || `#${id}`, addresses: [...address('email', c['email']), ...address('phone', c['phone_number'])], language: languageOf(more['language'] ?? c['locale']), note: str(more['description']), since: momentOf(c['created_at']) }] : [];
}
const agent = (a: Record<string, unknown>): Raw[] => (idOf(a['id']) ? [{ kind: 'agent', id: `agent:${str(a['id'])}`, name: str(a['name'] ?? a['available_name']) || str(a['email']), email: str(a['email']) || null }] : []);
const filesOf = (m: Record<string, unknown>) => listOf(m['attachments']).map((a) => ({ name: decodeURIComponent(str(a['data_url']).split(/[?#]/)[0]?.split('/').at(-1) ?? '') || str(a['file_type']) || 'file', type: str(a['content_type']), size: Number(a['file_size']) || 0, url: str(a['data_url']) }));

function message(m: Record<string, unknown>, ticketId: string): Raw[] {
  const id = idOf(m['id']);
  const at = momentOf(m['created_at']);
  const ticket = ticketId || idOf(m['conversation_id']);
  // 0 came in, 1 went out, 2 says what was done; 3 is a template that went out.
  const type = typeof m['message_type'] === 'string' ? ['incoming', 'outgoing', 'activity', 'template'].indexOf(m['message_type']) : Number(m['message_type'] ?? 0);
  if (!id || !at || !ticket || type === 2) return [];
  const sender = mapOf(m['sender']);
  const kind = str(m['sender_type'] ?? sender['type']);
  const staff = staffKinds.has(kind) || type === 1 || type === 3;
  const by = idOf(m['sender_id']) ?? idOf(sender['id']);
  const mail = mapOf(mapOf(mapOf(m['content_attributes'])['email']));
  const html = str(mapOf(mail['html_content'])['full']);
  const base = { id, ticket, by: by && (staff ? `agent:${by}` : by), name: str(sender['name']), text: str(m['content']), at, files: filesOf(m) };
  const author: Raw[] = staff && by && str(sender['name']) && /user/i.test(kind) ? agent({ ...sender, id: by }) : [];
  if (m['private'] === true) return [...author, { kind: 'note', ...base }];
  return [...author, { kind: 'message', ...base, from: /bot|assistant/i.test(kind) ? 'bot' : type === 3 ? 'system' : staff ? 'agent' : 'customer', html: html || null, subject: str(mail['subject']) || null }];
}

function conversation(c: Record<string, unknown>): Raw[] {
  const id = idOf(c['display_id']) ?? idOf(c['id']);
  const meta = mapOf(c['meta']);
  const messages = listOf(c['messages']);
  const openedAt = momentOf(c['created_at']) ?? momentOf(messages[0]?.['created_at']) ?? momentOf(c['timestamp']);
  if (!id || !openedAt) return [];
  const sender = mapOf(meta['sender'] ?? c['contact']);
  const customer = idOf(c['contact_id']) ?? idOf(sender['id']);
  const assignee = mapOf(meta['assignee'] ?? c['assignee']);
  const team = mapOf(meta['team'] ?? c['team']);
  const updatedAt = momentOf(c['last_activity_at']) ?? momentOf(c['updated_at']);
  const status = statusOf(c['status']) ?? 'open';
  const first = str(messages.find((m) => Number(m['message_type'] ?? 0) === 0 && str(m['content']))?.['content']);
  return [
    ...contact(sender), ...agent(assignee), ...(idOf(team['id']) ? [{ kind: 'team' as const, id: str(team['id']), name: str(team['name']) }] : []),
    {
      kind: 'ticket', id, subject: str(mapOf(c['additional_attributes'])['mail_subject']) || first.replace(/\s+/g, ' ').slice(0, 100) || `#${id}`, status, priority: priorityOf(c['priority'] ?? '') ?? 'normal', channel: channelOf(str(meta['channel'] ?? c['channel'])) ?? 'chat', customer: customer ?? `ticket:${id}`, customerName: str(sender['name']),
      owner: idOf(assignee['id']) ? `agent:${str(assignee['id'])}` : idOf(c['assignee_id']) && `agent:${str(c['assignee_id'])}`, team: idOf(team['id']) ?? idOf(c['team_id']), tags: wordsOf(c['labels']), fields: Object.fromEntries(Object.entries(mapOf(c['custom_attributes'])).map(([k, v]) => [`chatwoot_${k}`.slice(0, 60), v])),
      openedAt, updatedAt, solvedAt: status === 'solved' ? updatedAt : null, firstAnsweredAt: momentOf(c['first_reply_created_at']),
    },
    ...messages.flatMap((m) => message(m, id)),
  ];
}

/** Chatwoot: answers of its API: conversations with their messages, messages alone, contacts, agents, teams. */
export const chatwoot: Form = {
  key: 'chatwoot',
  read({ value: v, file, path }: Found): Raw[] {
    const word = `${path.join(' ')} ${file}`.toLowerCase();
    if ('message_type' in v) return message(v, idOf(v['conversation_id']) ?? /(\d+)\D*$/.exec(file)?.[1] ?? '');
    if ('inbox_id' in v && ('status' in v || 'messages' in v)) return conversation(v);
    if ('availability_status' in v && ('role' in v || 'confirmed' in v) || ('role' in v && 'email' in v)) return agent(v);
    if ('allow_auto_assign' in v || /teams?[^/]*\.json/.test(word)) return idOf(v['id']) ? [{ kind: 'team', id: str(v['id']), name: str(v['name']) }] : [];
    if ('phone_number' in v || 'email' in v) return contact(v);
    return [];
  },
};
