import type { TicketField } from '@aftercare/contract/ticket-fields';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { FieldFault } from './fields.ts';
import * as store from './store-fields.ts';

/**
 * Files and units that new values name: a file is one its writer has brought, and is kept from then on – what nobody keeps is swept
 * away after a day; a unit is the customer's own. So nobody learns the name of what is not theirs by writing its number.
 */
export async function keepNamed(tx: Tx, all: readonly TicketField[], values: Readonly<Record<string, unknown>>, o: { readonly actor: Actor; readonly customerId: number }): Promise<FieldFault[]> {
  const named = (kind: TicketField['kind']) => all.filter((f) => f.kind === kind && Number.isSafeInteger(values[f.key])).map((f) => ({ key: f.key, id: Number(values[f.key]) }));
  const [files, units] = [named('file'), named('unit')];
  const known = new Set([
    ...(files.length > 0 ? (await store.claimFiles(tx, files.map((f) => f.id), o.actor.kind === 'agent' ? `agent:${o.actor.id}` : null)).map((id) => `file:${id}`) : []),
    ...(units.length > 0 ? (await store.unitsOf(tx, units.map((f) => f.id), o.customerId)).map((id) => `unit:${id}`) : []),
  ]);
  const unknown = [...files.map((f) => ({ ...f, as: `file:${f.id}` })), ...units.map((f) => ({ ...f, as: `unit:${f.id}` }))].filter((f) => !known.has(f.as));
  return unknown.map((f) => ({ path: `fields.${f.key}`, key: 'field.format' }));
}
