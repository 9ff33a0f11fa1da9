import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { CallRow, CallRows } from './call-rows.ts';
import * as store from './store-parties.ts';

const agentOnly = { kind: 'agent' as const };

/** Who else is in a call: asked in by whoever has it in hand, or listening by right. */
export function createParties(platform: Pick<Platform, 'db' | 'clock'>, rows: CallRows) {
  const { db, clock } = platform;
  const open = (call: CallRow) => call.state === 'talking' || call.state === 'held';
  return {
    /**
     * Somebody is asked in while the customer hears music.
     * @returns the party, ringing
     * @throws Refusal `conflict` where the caller has the call not in hand, or somebody was asked already
     */
    async ask(id: number, whom: { agentId: number } | { number: string }, actor: Actor): Promise<number> {
      return db.tx(async (tx) => {
        const call = await rows.locked(tx, id);
        if (!open(call) || call.agentId !== actor.id || call.parties.some((p) => p.kind === 'guest')) throw new Refusal('conflict', { key: 'hotline.taken' });
        const agentId = 'agentId' in whom ? whom.agentId : null;
        if (agentId === call.agentId) throw new Refusal('conflict', { key: 'hotline.taken' });
        const made = await store.insertParty(tx, { callId: id, kind: 'guest', agentId, number: 'number' in whom ? whom.number : '', state: 'ringing', mode: null, askedBy: call.agentId, at: clock.now() });
        await rows.move(tx, call, { state: 'held' }, 'asked-in', { agentId, ...('number' in whom ? { number: whom.number } : {}) }, actor);
        return made?.id ?? 0;
      });
    },
    /** @throws Refusal `conflict` when they are not asked in any more */
    async joined(id: number, partyId: number, actor: Actor = systemActor): Promise<void> {
      await db.tx(async (tx) => {
        const call = await rows.locked(tx, id);
        if (!open(call) || !call.parties.some((p) => p.id === partyId && p.state === 'ringing')) throw new Refusal('conflict', { key: 'hotline.taken' });
        await store.joinParty(tx, partyId, clock.now());
        await rows.move(tx, call, {}, 'guest-in', { partyId }, actor);
      });
    },
    /** @param why declined, no-answer, failed, left, taken-back */
    async left(id: number, partyId: number, why: string, actor: Actor = systemActor): Promise<void> {
      await db.tx(async (tx) => {
        const call = await rows.locked(tx, id);
        if (!call.parties.some((p) => p.id === partyId)) return;
        await store.leaveParty(tx, partyId, why, clock.now());
        await rows.move(tx, call, {}, 'party-left', { partyId, why }, actor);
      });
    },
    /** A supervisor listens, or whispers. */
    async supervise(id: number, agent: { readonly id: number; readonly name: string }, mode: 'listen' | 'whisper'): Promise<void> {
      await db.tx(async (tx) => {
        const call = await rows.locked(tx, id);
        if (!open(call) || call.agentId === agent.id || call.parties.some((p) => p.agentId === agent.id && p.kind === 'guest')) throw new Refusal('conflict', { key: 'hotline.taken' });
        await store.insertParty(tx, { callId: id, kind: 'supervisor', agentId: agent.id, number: '', state: 'in', mode, askedBy: null, at: clock.now() });
        await rows.move(tx, call, {}, 'supervised', { agentId: agent.id, mode }, { ...agentOnly, ...agent });
      });
    },
  };
}
