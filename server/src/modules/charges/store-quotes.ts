import type { Quote, QuoteState } from '@aftercare/contract/charges';
import type { z } from 'zod';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type QuoteRecord = Omit<Quote, 'createdAt' | 'sentAt' | 'validUntil' | 'answeredAt' | 'url'> & { readonly createdAt: Date; readonly sentAt: Date | null; readonly validUntil: Date | null; readonly answeredAt: Date | null };
const columns = sql`q.id, q.ticket_id as "ticketId", 'Q' || q.ticket_id || '-' || q.version as number, q.version, q.state, q.currency, q.lines, q.taxes, q.net_minor as "netMinor", q.tax_minor as "taxMinor", q.gross_minor as "grossMinor", q.note, q.language,
  q.created_at as "createdAt", q.sent_at as "sentAt", q.valid_until as "validUntil", q.answered_at as "answeredAt", q.answered_by as "answeredBy", q.reason, (select i.id from invoice i where i.quote_id = q.id) as "invoiceId"`;
type Body = Pick<QuoteRecord, 'currency' | 'lines' | 'taxes' | 'netMinor' | 'taxMinor' | 'grossMinor' | 'note' | 'language'>;

export const findQuote = (db: Handle, id: number) => db.one<QuoteRecord>(sql`select ${columns} from quote q where q.id = ${id}`);
/** Held until the end of the transaction: answers take turns. */
export const lockQuote = async (tx: Tx, id: number) => {
  await tx.run(sql`select from quote where id = ${id} for update`);
  return findQuote(tx, id);
};
export const quotesOf = (db: Handle, ticketId: number) => db.rows<QuoteRecord>(sql`select ${columns} from quote q where q.ticket_id = ${ticketId} order by q.version desc`);
/** What a link leads to: the quote it was made for, or the newest one sent in its place. */
export const shownFor = async (db: Handle, id: number) => {
  const quote = await findQuote(db, id);
  if (quote?.state !== 'replaced') return quote;
  return (await db.one<QuoteRecord>(sql`select ${columns} from quote q where q.ticket_id = ${quote.ticketId} and q.version > ${quote.version} and q.sent_at is not null order by q.version desc limit 1`)) ?? quote;
};
/** One ticket's quotes are written one after the other. */
export const lockTicket = (tx: Tx, ticketId: number) => tx.run(sql`select from ticket where id = ${ticketId} for no key update`);
export const replaceOpen = (tx: Tx, ticketId: number) => tx.run(sql`update quote set state = 'replaced' where ticket_id = ${ticketId} and state in ('draft', 'sent')`);
export const insertQuote = (tx: Tx, q: Body & { ticketId: number; at: Date }) => tx.one<{ id: number }>(sql`insert into quote (ticket_id, version, currency, lines, taxes, net_minor, tax_minor, gross_minor, note, language, created_at)
  values (${q.ticketId}, (select coalesce(max(version), 0) + 1 from quote where ticket_id = ${q.ticketId}), ${q.currency}, ${JSON.stringify(q.lines)}::jsonb, ${JSON.stringify(q.taxes)}::jsonb, ${q.netMinor}, ${q.taxMinor}, ${q.grossMinor}, ${q.note}, ${q.language}, ${q.at}) returning id`);
export const saveQuote = (tx: Tx, id: number, q: Body) => tx.run(sql`update quote set currency = ${q.currency}, lines = ${JSON.stringify(q.lines)}::jsonb, taxes = ${JSON.stringify(q.taxes)}::jsonb, net_minor = ${q.netMinor}, tax_minor = ${q.taxMinor}, gross_minor = ${q.grossMinor},
  note = ${q.note}, language = ${q.language} where id = ${id}`);
export const markSent = (tx: Tx, id: number, at: Date, validUntil: Date) => tx.run(sql`update quote set state = 'sent', sent_at = ${at}, valid_until = ${validUntil} where id = ${id}`);
export const answer = (tx: Tx, id: number, a: { state: z.infer<typeof QuoteState>; at: Date; by: string | null; reason: string }) => tx.run(sql`update quote set state = ${a.state}, answered_at = ${a.at}, answered_by = ${a.by}, reason = ${a.reason} where id = ${id}`);
export const overdue = (tx: Tx, now: Date) => tx.rows<QuoteRecord>(sql`select ${columns} from quote q where q.state = 'sent' and q.valid_until < ${now} order by q.valid_until limit 200 for update skip locked`);
