import { z } from 'zod';
import type { DeskMessage, DeskStatus, DeskTicket } from '../../desk.ts';

export const User = z.looseObject({ id: z.number(), name: z.string(), email: z.string().nullish(), phone: z.string().nullish(), role: z.string().default('end-user') });
export type User = z.infer<typeof User>;
export const Ticket = z.looseObject({ id: z.number(), subject: z.string().nullish(), status: z.string(), external_id: z.string().nullish(), assignee_id: z.number().nullish(), requester_id: z.number(), updated_at: z.string(), tags: z.array(z.string()).default([]) });
export const TicketAnswer = z.looseObject({ ticket: Ticket, users: z.array(User).default([]) });
const Comment = z.looseObject({ id: z.number(), type: z.string(), public: z.boolean().default(true), body: z.string().nullish(), plain_body: z.string().nullish(), author_id: z.number().nullish(), attachments: z.array(z.looseObject({ file_name: z.string(), content_url: z.string(), content_type: z.string().nullish(), size: z.number().default(0) })).default([]) });
export const Audit = z.looseObject({ id: z.number(), created_at: z.string(), author_id: z.number(), metadata: z.looseObject({ custom: z.record(z.string(), z.unknown()).nullish() }).nullish(), events: z.array(z.looseObject({ type: z.string() })) });
export const Audits = z.looseObject({ audits: z.array(Audit), users: z.array(User).default([]), meta: z.looseObject({ has_more: z.boolean(), after_cursor: z.string().nullish() }) });
export const Comments = z.looseObject({ comments: z.array(Comment), users: z.array(User).default([]) });
export const UpdateAnswer = z.looseObject({ ticket: Ticket, audit: Audit.nullish() });

const states: Readonly<Record<string, DeskStatus>> = { new: 'open', open: 'open', pending: 'pending', hold: 'hold', solved: 'solved', closed: 'solved' };

export function ticketOf({ ticket, users }: z.infer<typeof TicketAnswer>, base: string, mergedInto: string | null = null): DeskTicket {
  const user = (id: number | null | undefined) => users.find((u) => u.id === id);
  const assignee = user(ticket.assignee_id);
  const requester = user(ticket.requester_id);
  return {
    id: String(ticket.id), subject: ticket.subject ?? '', status: states[ticket.status] ?? 'open', sealed: ticket.status === 'closed',
    assignee: assignee ? { name: assignee.name, email: assignee.email ?? null } : null,
    customer: { id: String(ticket.requester_id), name: requester?.name ?? '', email: requester?.email ?? null, phone: requester?.phone ?? null },
    url: `${base}/agent/tickets/${ticket.id}`, mark: ticket.external_id ?? null, mergedInto, stamp: ticket.updated_at,
  };
}

/** A merged ticket carries their tag; which one it went into, only the words of the merging say, and nothing is written after them. */
export const wasMerged = (ticket: z.infer<typeof Ticket>): boolean => ticket.status === 'closed' && ticket.tags.includes('closed_by_merge');
export function mergedIntoIn({ comments: [newest], users }: z.infer<typeof Comments>, ownId: string): string | null {
  if (!newest || users.find((u) => u.id === newest.author_id)?.role === 'end-user') return null;
  return [...(newest.plain_body ?? newest.body ?? '').matchAll(/#(\d+)/g)].map((m) => m[1] as string).find((id) => id !== ownId) ?? null;
}

/** Comments of audits, oldest first. Who is no end user works there. */
export function messagesOf(audits: readonly z.infer<typeof Audit>[], users: readonly User[]): DeskMessage[] {
  return audits.flatMap((audit) => audit.events.filter((e) => e.type === 'Comment').map((event) => {
    const comment = Comment.parse(event);
    const author = users.find((u) => u.id === (comment.author_id ?? audit.author_id));
    const mark = audit.metadata?.custom?.['aftercare'];
    return {
      id: String(comment.id), at: new Date(audit.created_at), from: author && author.role !== 'end-user' ? 'agent' as const : 'customer' as const, authorName: author?.name ?? '', public: comment.public,
      text: comment.plain_body ?? comment.body ?? '', files: comment.attachments.map((a) => ({ name: a.file_name, type: a.content_type ?? 'application/octet-stream', size: a.size, url: a.content_url })),
      mark: typeof mark === 'string' ? mark : null,
    };
  }));
}
/** Id of the comment an update wrote; null when it wrote none. */
export const commentIn = (audit: z.infer<typeof Audit> | null | undefined): string | null => { const found = audit?.events.find((e) => e.type === 'Comment'); return found ? String(Comment.parse(found).id) : null; };
