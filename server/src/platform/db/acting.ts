import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

interface Acting { readonly actor: string; readonly correlation: string }
const acting = new AsyncLocalStorage<Acting>();

/** Runs `work` so that transactions it begins say who is at work: what the database writes down by itself names them. */
export function actingAs<T>(actor: { kind: string; id: number | null; name: string }, correlation: string, work: () => T): T {
  return acting.run({ actor: JSON.stringify(actor), correlation }, work);
}
/** How a transaction begins. */
export function beginning(): string {
  const who = acting.getStore();
  return who ? `begin; set local aftercare.actor = ${pg.escapeLiteral(who.actor)}; set local aftercare.correlation = ${pg.escapeLiteral(who.correlation)}` : 'begin';
}
