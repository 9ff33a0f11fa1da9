import { idOf, mapOf, momentOf, str, textOfHtml } from '../texts.ts';
import type { Raw } from '../record.ts';
import { type Form, type Found, address, channelOf, priorityOf, statusOf } from './form.ts';

/** Which table a row is of: said by the dump, by the name of the file, or by its columns. */
function tableOf({ beside, file, value }: Found): string {
  const said = str(beside['name']) || (file.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const known = /(ticket__cdata|ticket_status|thread_entry_email|thread_entry|thread_event|thread|ticket|user_email|user__cdata|user_account|user|staff|department|organization|attachment|file_chunk|file|team)$/.exec(said.toLowerCase())?.[1];
  if (known) return known;
  if ('thread_id' in value && 'poster' in value) return 'thread_entry';
  if ('ticket_id' in value && 'number' in value) return 'ticket';
  if ('object_type' in value) return 'thread';
  return '';
}
/** Statuses every installation begins with; others are named by their own table. */
const shipped: Readonly<Record<string, string>> = { 1: 'open', 2: 'resolved', 3: 'closed', 4: 'archived', 5: 'deleted' };

/** As dumps write bytes: hexadecimal with 0x before it, or base64. */
function bytesOf(text: string): Uint8Array | null {
  if (/^0x[0-9a-f]*$/i.test(text)) return Buffer.from(text.slice(2), 'hex');
  return text !== '' && /^[A-Za-z0-9+/\s]+=*$/.test(text) ? Buffer.from(text, 'base64') : null;
}

interface Known {
  readonly threads: Map<string, string>; readonly subjects: Map<string, Record<string, unknown>>; readonly statuses: Map<string, string>; readonly mails: Map<string, string[]>; readonly phones: Map<string, string>; readonly owners: Map<string, string>; readonly files: Map<string, Record<string, unknown>>; readonly attached: Map<string, string[]>;
}

/**
 * osTicket: its tables, as a dump in JSON (phpMyAdmin writes one) or one CSV a table. What belongs together stands in different tables, so the small
 * ones are read first and remembered; entries of threads, the many, are not.
 */
export function osticket(): Form & { learn(found: Found): void } {
  const k: Known = { threads: new Map(), subjects: new Map(), statuses: new Map(), mails: new Map(), phones: new Map(), owners: new Map(), files: new Map(), attached: new Map() };
  let known: Set<string> | undefined;
  const keys = () => { if (known?.size !== k.files.size) known = new Set([...k.files.values()].map((f) => str(f['key']))); return known; };
  const put = (map: Map<string, string[]>, key: string, value: string) => void map.set(key, [...(map.get(key) ?? []), value]);
  return {
    key: 'osticket',
    learn(found) {
      const v = found.value;
      switch (tableOf(found)) {
        case 'thread': if (str(v['object_type']) === 'T') k.threads.set(str(v['id']), str(v['object_id'])); break;
        case 'ticket': k.owners.set(str(v['ticket_id']), str(v['user_id'])); break;
        case 'ticket__cdata': k.subjects.set(str(v['ticket_id']), v); break;
        case 'ticket_status': k.statuses.set(str(v['id']), str(v['state']) === 'open' ? (statusOf(v['name']) ?? 'open') : str(v['state'])); break;
        case 'user_email': put(k.mails, str(v['user_id']), str(v['address'])); break;
        case 'user__cdata': if (str(v['phone'])) k.phones.set(str(v['user_id']), str(v['phone'])); break;
        case 'file': k.files.set(str(v['id']), v); break;
        case 'attachment': if (str(v['type']) === 'H') put(k.attached, str(v['object_id']), str(v['file_id'])); break;
        default:
      }
    },
    // The plug-in that keeps files in a folder calls them by their key, in folders of its first letter.
    fileAt(name) { const [key = ''] = name.split('/').slice(-1); return keys().has(key) ? key : null; },
    chunkOf(found) {
      if (tableOf(found) !== 'file_chunk') return null;
      const file = mapOf(k.files.get(str(found.value['file_id'])));
      const bytes = bytesOf(str(found.value['filedata']));
      return file['key'] && bytes ? { id: str(file['key']).slice(0, 80), bytes } : null;
    },
    read(found) {
      const v = found.value;
      const table = tableOf(found);
      if (table === 'staff') return idOf(v['staff_id']) ? [{ kind: 'agent', id: `staff:${str(v['staff_id'])}`, name: [str(v['firstname']), str(v['lastname'])].filter(Boolean).join(' ') || str(v['username']), email: str(v['email']) || null }] : [];
      if (table === 'department') return idOf(v['id'] ?? v['dept_id']) ? [{ kind: 'team', id: str(v['id'] ?? v['dept_id']), name: str(v['name'] ?? v['dept_name']) }] : [];
      if (table === 'organization') return idOf(v['id']) ? [{ kind: 'customer', id: `organization:${str(v['id'])}`, name: str(v['name']), company: true }] : [];
      if (table === 'user') {
        const id = idOf(v['id']);
        return id ? [{ kind: 'customer', id, name: str(v['name']) || (k.mails.get(id)?.[0] ?? `#${id}`), companyId: idOf(v['org_id']) && `organization:${str(v['org_id'])}`, addresses: [...(k.mails.get(id) ?? []).flatMap((m) => address('email', m)), ...address('phone', k.phones.get(id)?.split('X')[0])], since: momentOf(v['created']) }] : [];
      }
      if (table === 'ticket') return ticket(v);
      if (table === 'thread_entry') return entry(v);
      return [];
    },
  };

  function ticket(t: Record<string, unknown>): Raw[] {
    const id = idOf(t['ticket_id']);
    const openedAt = momentOf(t['created']);
    if (!id || !openedAt) return [];
    const form = mapOf(k.subjects.get(id));
    const closedAt = momentOf(t['closed']);
    const word = k.statuses.get(str(t['status_id'])) ?? shipped[str(t['status_id'])];
    // osTicket does not say whom it waits for: an open ticket that was answered waits for the customer.
    const status = statusOf(word) ?? 'open';
    const done = status === 'closed' || status === 'solved';
    const rank = str(form['priority']);
    return [{
      kind: 'ticket', id, subject: str(form['subject']) || `#${str(t['number'])}`, status: status === 'open' && str(t['isanswered']) === '1' ? 'pending' : status, priority: priorityOf(rank) ?? ({ 1: 'low', 2: 'normal', 3: 'high', 4: 'urgent' } as const)[Number(rank) as 1] ?? 'normal', channel: channelOf(t['source']) ?? 'portal',
      customer: idOf(t['user_id']) ?? `ticket:${id}`, owner: idOf(t['staff_id']) && `staff:${str(t['staff_id'])}`, team: idOf(t['dept_id']), fields: { osticket_number: str(t['number']) }, openedAt, updatedAt: momentOf(t['lastupdate']) ?? momentOf(t['updated']), solvedAt: done ? closedAt : null, closedAt: status === 'closed' ? closedAt : null,
    }];
  }

  function entry(e: Record<string, unknown>): Raw[] {
    const id = idOf(e['id']);
    const at = momentOf(e['created']);
    const ticketId = k.threads.get(str(e['thread_id']));
    if (!id || !at || !ticketId) return [];
    const html = str(e['format']) === 'html' ? str(e['body']) : '';
    const staff = idOf(e['staff_id']);
    const user = idOf(e['user_id']);
    const files = (k.attached.get(id) ?? []).map((fileId) => mapOf(k.files.get(fileId))).map((f) => ({ name: str(f['name']) || 'file', type: str(f['type']), size: Number(f['size']) || 0, url: f['key'] ? `file.php?key=${str(f['key'])}` : '', key: str(f['key']).slice(0, 80) }));
    const base = { id, ticket: ticketId, name: str(e['poster']), text: html ? textOfHtml(html) : str(e['body']), at, files };
    if (str(e['type']) === 'N') return [{ kind: 'note', ...base, by: staff && `staff:${staff}` }];
    if (str(e['type']) === 'R') return [{ kind: 'message', ...base, from: staff ? 'agent' : 'system', by: staff && `staff:${staff}`, html: html || null, subject: str(e['title']) || null }];
    return [{ kind: 'message', ...base, from: 'customer', by: user ?? k.owners.get(ticketId) ?? null, html: html || null, subject: str(e['title']) || null }];
  }
}
