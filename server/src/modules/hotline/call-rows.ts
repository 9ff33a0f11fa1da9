import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { CallMoved } from './events.ts';
import type { Numbers } from './numbers.ts';
import * as store from './store.ts';

export type CallRow = store.CallRow;
/** A withheld number says «anonymous». */
export const callerKnown = (caller: string) => /\d{3}/.test(caller);

/** Calls as they stand: read, changed with a word about it, put onto the customer's timeline. */
export function createCallRows(platform: Pick<Platform, 'db' | 'bus' | 'clock'>, conversations: Conversations, numbers: Numbers) {
  const { bus, clock, db } = platform;
  const get = async (id: number, handle: Handle = db): Promise<CallRow> => {
    const row = await store.callById(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const concerned = (row: CallRow) => [row.offeredTo, row.agentId, ...row.parties.map((p) => p.agentId)];
  return {
    get,
    locked: async (tx: Tx, id: number): Promise<CallRow> => { await store.lockCall(tx, id); return get(id, tx); },
    /** Changes a call, writes down what happened and tells the screens of everybody who was or is in it. */
    async move(tx: Tx, call: CallRow, patch: store.CallPatch, happened: string, data: Record<string, unknown> = {}, actor: Actor = systemActor): Promise<CallRow> {
      await store.patchCall(tx, call.id, patch);
      await store.insertEvent(tx, { callId: call.id, at: clock.now(), kind: happened, data });
      const row = await get(call.id, tx);
      const agents = [...new Set([...concerned(call), ...concerned(row)].filter((id) => id !== null))];
      await bus.publish(tx, CallMoved, { stream: `call:${call.id}`, actor, payload: { callId: call.id, state: row.state, ticketId: row.ticketId, customerId: row.customerId, agents, outcome: row.outcome } });
      return row;
    },
    /** Puts words of the call onto the customer's timeline; the first make the conversation, from which the ticket comes. */
    async record(tx: Tx, call: CallRow, key: string, text: string, extra: { ticketId?: number | undefined } = {}): Promise<CallRow> {
      const account = (await conversations.accounts.rows()).find((a) => a.kind === 'phone');
      if (!account) throw new Refusal('conflict');
      const number = await numbers.get(call.numberId, tx);
      const { conversationId, customerId } = await conversations.ingestIn(tx, {
        accountId: account.id, externalId: `call:${call.id}:${key}`, threadKey: `call:${call.id}`, subject: say(call.language, 'hotline.subject', { caller: call.customerName ?? call.caller }), text, at: clock.now(),
        from: { name: call.customerName ?? call.caller, language: call.language, addresses: [callerKnown(call.caller) ? { kind: 'phone', value: call.caller, verified: false } : { kind: 'external', value: `call:${call.id}` }] },
        ...(extra.ticketId ? { thread: { ticketId: extra.ticketId } } : {}), hints: {}, meta: { callId: call.id, number: number?.number ?? '' },
      });
      await store.patchCall(tx, call.id, { conversationId, customerId });
      return get(call.id, tx);
    },
  };
}
export type CallRows = ReturnType<typeof createCallRows>;
