import type { FormField, TicketField } from '@aftercare/contract/ticket-fields';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { filePath } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { assertCondition } from './condition.ts';
import { type FieldFault, faultsOf, fieldNames, fieldsOf, missingAt, namesIn, optionAt } from './fields.ts';
import { keepNamed } from './named.ts';
import * as store from './store.ts';
import * as fields from './store-fields.ts';

type Values = Readonly<Record<string, unknown>>;
const states = ['pending', 'hold', 'solved', 'closed'];
const contextOf = (t: store.TicketRow) => ({ ...store.factsOf(t), product: t.product, serial: t.serial, subject: t.subject, fields: t.fields });
const formField = (f: TicketField, staff: boolean): FormField => ({ key: f.key, name: f.name, hint: f.hint, kind: f.kind, options: f.options, currency: f.currency, required: f.requiredAt.includes('open'), neededAt: staff ? f.requiredAt.filter((p) => p !== 'open') : [] });

/** Types and fields as a house designs them, and the forms that come of them. */
export function createDesign({ db }: Pick<Platform, 'db'>) {
  const fault = (list: readonly FieldFault[]) => new Refusal('invalid-input', { fields: list });

  /** What stands in a field in words, where it is only a number or a key. */
  async function words(handle: Handle, list: readonly TicketField[], values: Values, language: 'zh' | 'en'): Promise<Map<string, { text: string; url: string | null }>> {
    const idsOf = (kind: string) => list.filter((f) => f.kind === kind && Number.isSafeInteger(values[f.key])).map((f) => Number(values[f.key]));
    const named = async (kind: string, of: (h: Handle, ids: readonly number[]) => Promise<{ id: number; name: string; key?: string }[]>) => { const ids = idsOf(kind); return new Map(ids.length > 0 ? (await of(handle, ids)).map((r) => [r.id, r]) : []); };
    const [people, units, files] = [await named('person', fields.agentNames), await named('unit', fields.unitNames), await named('file', fields.fileNames)];
    const told = new Map<string, { text: string; url: string | null }>();
    for (const f of list) {
      const value = values[f.key];
      const thing = f.kind === 'person' ? people.get(Number(value)) : f.kind === 'unit' ? units.get(Number(value)) : f.kind === 'file' ? files.get(Number(value)) : undefined;
      const word = thing ? thing.name
        : f.kind === 'choice' && typeof value === 'string' ? f.options.find((o) => o.key === value)?.name[language]
          : f.kind === 'cascade' && typeof value === 'string' ? value.split('/').map((_, i, all) => nameAlong(f, all.slice(0, i + 1).join('/'))?.[language] ?? '').join(' / ') : undefined;
      if (word) told.set(f.key, { text: word, url: f.kind === 'file' && thing?.key ? filePath(thing.key) : null });
    }
    return told;
  }

  return {
    fields: (handle: Handle = db) => fields.listFields(handle),
    async ofTicket(handle: Handle, ticket: store.TicketRow, language: 'zh' | 'en') {
      const shown = fieldsOf(await fields.listFields(handle), contextOf(ticket));
      const told = await words(handle, shown, ticket.fields, language);
      return shown.map((f) => ({ ...formField(f, true), value: ticket.fields[f.key] ?? null, shown: told.get(f.key)?.text ?? null, url: told.get(f.key)?.url ?? null }));
    },
    /** Fields of a ticket that does not exist yet, for staff or at a customer's door. */
    async form(handle: Handle, input: { type: string; fields: Values; door: 'staff' | 'portal' | 'chat' }): Promise<FormField[]> {
      const all = (await fields.listFields(handle)).filter((f) => (input.door === 'portal' ? f.onPortal : input.door === 'chat' ? f.onChat : true));
      // Colleagues are nobody's business outside, a unit is asked before the form, and a chat has its own place for files.
      const mine = input.door === 'staff' ? all : all.filter((f) => f.kind !== 'person' && f.kind !== 'unit' && (f.kind !== 'file' || input.door === 'portal'));
      return fieldsOf(mine, { type: input.type, fields: input.fields }).map((f) => formField(f, input.door === 'staff'));
    },
    /** @throws Refusal naming what is still needed before a new ticket of this door */
    async assertOpen(handle: Handle, input: { type: string; fields: Values; door: 'staff' | 'portal' | 'chat' }): Promise<void> {
      const missing = (await this.form(handle, input)).filter((f) => f.required && (input.fields[f.key] === undefined || input.fields[f.key] === null || input.fields[f.key] === ''));
      if (missing.length > 0) throw fault(missing.map((f) => ({ path: `fields.${f.key}`, key: 'field.required' })));
    },
    /** Values a new ticket begins with. @throws Refusal naming those that do not fit, or name what is not the writer's or the customer's */
    async assertValues(tx: Tx, values: Values, o: { actor: Actor; customerId: number }): Promise<void> {
      if (Object.keys(values).length === 0) return;
      const all = await fields.listFields(tx);
      const faults = faultsOf(all, values);
      if (faults.length === 0) faults.push(...(await keepNamed(tx, all, values, o)));
      if (faults.length > 0) throw fault(faults);
    },
    /** @throws Refusal naming the step of the ticket's process and what is still needed before it may be done */
    async assertStep(handle: Handle, ticketId: number, step: { elementId: string; title: { zh: string; en: string } }): Promise<void> {
      const ticket = await store.findTicket(handle, ticketId);
      if (!ticket) return;
      const all = await fields.listFields(handle);
      const missing = missingAt(fieldsOf(all, contextOf(ticket)), [`step:${step.elementId}`], ticket.fields);
      if (missing.length > 0) throw new Refusal('invalid-input', { fields: missing, key: 'tickets.fields-needed-for-step', params: { zh: namesIn(all, missing, 'zh'), en: namesIn(all, missing, 'en'), stepZh: step.title.zh || step.title.en, stepEn: step.title.en || step.title.zh } });
    },
    async save(tx: Tx, field: fields.FieldWrite): Promise<TicketField> {
      assertCondition(field.condition, 'condition', fieldNames);
      if ((field.kind === 'choice' || field.kind === 'cascade') && field.options.length === 0) throw fault([{ path: 'options', key: 'field.required' }]);
      if (new Set(field.options.map((o) => o.key)).size < field.options.length) throw fault([{ path: 'options', key: 'field.twice' }]);
      const wrong = field.requiredAt.find((p) => p !== 'open' && !states.includes(p) && !/^step:.+/.test(p));
      if (wrong) throw fault([{ path: 'requiredAt', key: 'field.unknown', params: { value: wrong } }]);
      const before = await fields.kindOf(tx, field.key);
      // Tickets have values of the old kind: another kind is another field.
      if (before && before !== field.kind) throw fault([{ path: 'kind', key: 'field.kind-fixed' }]);
      await fields.saveField(tx, field);
      const saved = (await fields.listFields(tx)).find((f) => f.key === field.key);
      if (!saved) throw new Refusal('not-found');
      return saved;
    },
    async order(tx: Tx, keys: readonly string[]): Promise<TicketField[]> { await fields.orderFields(tx, keys); return fields.listFields(tx); },
    async remove(tx: Tx, key: string): Promise<void> { if ((await fields.deleteField(tx, key)) === 0) throw new Refusal('not-found'); },
    async saveType(tx: Tx, type: Parameters<typeof fields.saveType>[1]) { await fields.saveType(tx, type); return type; },
  };
}
export type Design = ReturnType<typeof createDesign>;

function nameAlong(field: TicketField, path: string): { zh: string; en: string } | undefined {
  const below = (options: TicketField['options'], keys: readonly string[]): { zh: string; en: string } | undefined => {
    const [key, ...rest] = keys;
    const found = options.find((o) => o.key === key);
    return rest.length === 0 || !found ? found?.name : below((found.below ?? []) as TicketField['options'], rest);
  };
  return optionAt(field.options, path)?.name ?? below(field.options, path.split('/'));
}
