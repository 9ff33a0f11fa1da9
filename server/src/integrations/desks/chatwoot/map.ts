import { z } from 'zod';
import type { DeskMessage, DeskStatus, DeskTicket } from '../../desk.ts';

const Sender = z.looseObject({ id: z.number().nullish(), name: z.string().nullish(), email: z.string().nullish(), phone_number: z.string().nullish(), type: z.string().nullish() });
const marks = z.looseObject({ aftercare: z.string().optional() });
export const Conversation = z.looseObject({
  id: z.number(), status: z.string(), custom_attributes: marks.nullish(), last_activity_at: z.number().nullish(), updated_at: z.number().nullish(),
  additional_attributes: z.looseObject({ mail_subject: z.string().nullish() }).nullish(),
  meta: z.looseObject({ sender: Sender.nullish(), assignee: Sender.nullish() }),
});
export const Message = z.looseObject({
  id: z.number(), content: z.string().nullish(), message_type: z.number(), private: z.boolean().default(false), created_at: z.number(), content_attributes: marks.nullish(), sender: Sender.nullish(),
  attachments: z.array(z.looseObject({ data_url: z.string(), file_type: z.string().nullish(), file_size: z.number().nullish(), extension: z.string().nullish() })).default([]),
});
export const Messages = z.looseObject({ payload: z.array(Message) });
export const List = z.looseObject({ data: z.looseObject({ payload: z.array(Conversation) }) });
export const Agents = z.array(z.looseObject({ id: z.number(), name: z.string().nullish(), available_name: z.string().nullish(), email: z.string().nullish() }));

/** Asleep there is waiting here; a conversation still with their bot is open to us. */
const states: Readonly<Record<string, DeskStatus>> = { open: 'open', pending: 'open', snoozed: 'pending', resolved: 'solved' };
export const stateThere: Readonly<Record<DeskStatus, string>> = { open: 'open', pending: 'snoozed', hold: 'snoozed', solved: 'resolved' };
const incoming = 0, outgoing = 1, template = 3;

export function ticketOf(c: z.infer<typeof Conversation>, page: string): DeskTicket {
  const { sender, assignee } = c.meta;
  return {
    id: String(c.id), subject: c.additional_attributes?.mail_subject ?? '', status: states[c.status] ?? 'open', sealed: false,
    assignee: assignee?.name ? { name: assignee.name, email: assignee.email ?? null } : null,
    customer: { id: String(sender?.id ?? ''), name: sender?.name ?? '', email: sender?.email ?? null, phone: sender?.phone_number ?? null },
    url: `${page}/conversations/${c.id}`, mark: c.custom_attributes?.aftercare ?? null, mergedInto: null, stamp: String(c.updated_at ?? ''),
  };
}

/** What people and bots wrote; lines about assignments and states are left out. */
export function messagesOf(list: readonly z.infer<typeof Message>[]): DeskMessage[] {
  return list.filter((m) => [incoming, outgoing, template].includes(m.message_type)).map((m) => ({
    id: String(m.id), at: new Date(m.created_at * 1000), from: m.message_type === incoming ? 'customer' : 'agent', authorName: m.sender?.name ?? '', public: !m.private, text: m.content ?? '', mark: m.content_attributes?.aftercare ?? null,
    files: m.attachments.map((a) => ({ url: a.data_url, name: decodeURIComponent(new URL(a.data_url, 'http://x').pathname.split('/').at(-1) || 'file'), type: typeOf(a.file_type, a.extension), size: a.file_size ?? 0 })),
  }));
}
const typeOf = (kind: string | null | undefined, extension: string | null | undefined): string => (kind && kind !== 'file' && extension ? `${kind}/${extension}` : 'application/octet-stream');
