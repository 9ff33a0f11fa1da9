import { z } from 'zod';
import { Done, IdParam, Names } from './basics.ts';
import { route } from './route.ts';
import { FieldValue, TicketType } from './tickets.ts';

export const fieldKinds = ['text', 'number', 'money', 'date', 'yes-no', 'choice', 'cascade', 'person', 'unit', 'file'] as const;
export const FieldKind = z.enum(fieldKinds);
export type FieldKind = z.infer<typeof FieldKind>;
const key = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
const Leaf = z.object({ key: z.string().min(1).max(60).regex(/^[^/]+$/), name: Names });
/** A choice; of a cascade with choices below it, three levels at most. */
export const FieldOption = Leaf.extend({ below: z.array(Leaf.extend({ below: z.array(Leaf).max(100).default([]) })).max(100).default([]) });
export type FieldOption = z.infer<typeof FieldOption>;
/**
 * A field of tickets. Values: text and date as they are, numbers, money in minor units, yes-no as true or false, the key of a choice,
 * the keys of a cascade with `/` between, the number of a person, unit or file (from the portal: the token of its upload).
 */
const FieldWrite = z.object({
  name: Names, hint: z.object({ zh: z.string().max(300), en: z.string().max(300) }).default({ zh: '', en: '' }), kind: FieldKind, options: z.array(FieldOption).max(200).default([]), currency: z.string().length(3).default('CNY'),
  /** Ticket types that have it; none: all. */
  types: z.array(z.string().max(40)).max(50).default([]),
  /** FEEL over the ticket and `fields`; shown only while it holds. */
  condition: z.string().max(2000).default(''),
  /** Needed at: `open` (forms), a state (`solved`, `closed`, `pending`, `hold`), or a step (`step:` with the name of its element). */
  requiredAt: z.array(z.string().max(80)).max(10).default([]),
  onPortal: z.boolean().default(false), onChat: z.boolean().default(false), active: z.boolean().default(true),
  /** Its place in every form; left out, it stays where it is, and a new one comes last. */
  position: z.int().optional(),
});
export const TicketField = FieldWrite.extend({ key, position: z.int() });
export type TicketField = z.infer<typeof TicketField>;
/** A field as a form shows it. */
export const FormField = TicketField.pick({ key: true, name: true, hint: true, kind: true, options: true, currency: true }).extend({
  required: z.boolean(),
  /** Where else it is needed later, for people of the house: states and `step:` with the name of an element. */
  neededAt: z.array(z.string()),
});
export type FormField = z.infer<typeof FormField>;
const Values = z.record(z.string().max(60), FieldValue);

export const ticketFields = {
  list: route({ method: 'GET', path: '/ticket-fields', summary: 'Fields of tickets as designed', right: 'tickets.read', response: z.object({ items: z.array(TicketField) }) }),
  save: route({ method: 'PUT', path: '/ticket-fields/:key', summary: 'Add or change a field', right: 'tickets.design', params: z.object({ key }), body: FieldWrite, response: TicketField }),
  remove: route({ method: 'DELETE', path: '/ticket-fields/:key', summary: 'Remove a field; values stay on their tickets', right: 'tickets.design', params: z.object({ key: z.string().max(60) }), response: Done }),
  order: route({ method: 'POST', path: '/ticket-fields/order', summary: 'Put fields in order; those not named come after', right: 'tickets.design', body: z.object({ keys: z.array(z.string().max(60)).min(1).max(500) }), response: z.object({ items: z.array(TicketField) }) }),
  saveType: route({ method: 'PUT', path: '/ticket-types/:key', summary: 'Add or change a ticket type', right: 'tickets.design', params: z.object({ key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) }), body: TicketType.omit({ key: true }), response: TicketType }),
  ofTicket: route({ method: 'GET', path: '/tickets/:id/fields', summary: 'The fields this ticket has now', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(FormField.extend({ value: FieldValue, shown: z.string().nullable(), /** Where a file may be read. */ url: z.string().nullable() })) }) }),
  form: route({ method: 'POST', path: '/ticket-forms', summary: 'The fields of a new ticket, by what is filled in so far', right: 'tickets.read', body: z.object({ type: z.string().max(40), fields: Values.default({}) }), response: z.object({ items: z.array(FormField) }) }),
  customerForm: route({ method: 'POST', path: '/portal/forms', summary: 'The fields customers fill in, by what is filled in so far', public: 'part of the report form', body: z.object({ type: z.string().max(40), door: z.enum(['portal', 'chat']).default('portal'), fields: Values.default({}) }), response: z.object({ items: z.array(FormField) }) }),
};
