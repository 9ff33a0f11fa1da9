import type { RepairState } from '@aftercare/contract/repairs';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { RepairMoved } from './events.ts';
import { factsOf } from './facts.ts';
import type { Bills } from './ports.ts';
import { type Act, type RepairFacts, guard, isFinished, mayAct } from './states.ts';
import * as store from './store.ts';
import { linesOf } from './store-lines.ts';

/** The one way a repair changes: locked, judged by table and guards, written with its step and its fact. */
export function createMoves(platform: Pick<Platform, 'bus' | 'clock'>, bills: Pick<Bills, 'state'>) {
  const { bus, clock } = platform;
  const about = (row: store.RepairRow) => ({ repairId: row.id, ticketId: row.ticketId, unitId: row.unitId, at: clock.now().toISOString() });
  const lock = async (tx: Tx, id: number): Promise<store.RepairRow> => {
    const row = await store.lockRepair(tx, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const facts = async (handle: Handle, row: store.RepairRow): Promise<RepairFacts> => factsOf(row, await linesOf(handle, row.id), row.quoteId ? await bills.state(handle, row.ticketId, row.quoteId) : undefined);
  const save = async (tx: Tx, row: store.RepairRow): Promise<store.RepairRow> => {
    const saved = await store.saveRepair(tx, row);
    if (!saved) throw new Error('the repair is gone');
    return saved;
  };

  return {
    about, lock, facts, save,
    /** Locked, when this may be done with it now. Refusal `transition-not-allowed` otherwise. */
    async lockFor(tx: Tx, id: number, act: Act): Promise<store.RepairRow> {
      const row = await lock(tx, id);
      if (!mayAct(await facts(tx, row), act)) throw new Refusal('conflict', { key: `repairs.not-now` });
      return row;
    },
    /** Writes the row and goes to a state. Refusal `conflict` with the guard's sentence where it may not. */
    async move(tx: Tx, row: store.RepairRow, to: RepairState, actor: Actor, note = ''): Promise<store.RepairRow> {
      const fault = guard(await facts(tx, row), to);
      if (fault) throw new Refusal('conflict', { key: `repairs.guard.${fault}` });
      const now = clock.now();
      const saved = await save(tx, { ...row, state: to, finishedAt: isFinished(to) ? now : null });
      await store.insertStep(tx, row.id, { at: now, from: row.state, to, actor, note });
      await bus.publish(tx, RepairMoved, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(saved), from: row.state, to, how: saved.how, siteId: saved.siteId, technicianId: saved.technicianId, note } });
      return saved;
    },
  };
}
export type Moves = ReturnType<typeof createMoves>;
