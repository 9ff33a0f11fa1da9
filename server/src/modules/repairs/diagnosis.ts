import type { Damage, Owed, Remedy } from '@aftercare/contract/repairs';
import type { Names } from '@aftercare/contract/basics';
import { z } from 'zod';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { RepairDecided, RepairDiagnosed } from './events.ts';
import { netOf } from './facts.ts';
import type { Moves } from './moves.ts';
import type { Decide, PartsDesk, Units } from './ports.ts';
import * as store from './store.ts';
import * as lines from './store-lines.ts';

export interface Finding { readonly faultKey?: string | null | undefined; readonly fault: string; readonly cause?: string | undefined; readonly damage?: Damage | undefined; readonly note?: string | undefined; readonly photos?: readonly number[] | undefined }
export interface PlanLine { readonly kind: 'part' | 'labour' | 'other'; readonly partId: number | null; readonly description: string; readonly quantity: number; readonly minutes: number; readonly unitMinor: number }
/** What the decision table gives back. */
const Decided = z.object({ remedy: z.enum(['repair', 'quote', 'replace', 'refund', 'none']), reasonZh: z.string().default(''), reasonEn: z.string().default('') });
const notOwed: Owed = { covered: false, until: null, clause: '', reasons: [], exclusions: [], remedies: {} };

/** What is wrong, what it takes, who pays, and what we do about it. */
export function createDiagnosis(platform: Pick<Platform, 'bus' | 'clock'>, tickets: Pick<Tickets, 'get'>, units: Units, parts: PartsDesk, decide: Decide, moves: Moves) {
  const { bus, clock } = platform;

  /** Lines as they are kept: parts at their list price, labour at our rate, unless told. */
  async function priced(tx: Tx, plan: readonly PlanLine[]): Promise<lines.NewLine[]> {
    const settings = await store.settings(tx);
    const known = new Map((await parts.parts(tx, plan.flatMap((l) => (l.partId ? [l.partId] : [])))).map((p) => [p.id, p]));
    return plan.map((l) => {
      const part = l.partId ? known.get(l.partId) : undefined;
      if (l.kind === 'part' && !part) throw new Refusal('invalid-input', { fields: [{ path: 'lines', key: 'field.unknown', params: { value: l.partId } }] });
      return { kind: l.kind, partId: part?.id ?? null, description: l.description, quantity: l.quantity, minutes: l.kind === 'labour' ? l.minutes : 0, unitMinor: l.unitMinor || (part?.priceMinor ?? (l.kind === 'labour' ? settings.labourMinorPerHour : 0)), taxRate: part?.taxRate ?? settings.taxRate, oldPart: part && !part.consumable ? 'expected' : 'none' };
    });
  }
  async function setPlan(tx: Tx, repairId: number, plan: readonly PlanLine[]): Promise<void> {
    await lines.dropPlanned(tx, repairId);
    if (plan.length > 0) await lines.insertLines(tx, repairId, await priced(tx, plan));
  }
  /** Longest wait for a part of the plan, in days: 0 when all can be had. */
  async function waitDays(handle: Handle, row: store.RepairRow): Promise<number> {
    const waiting = (await lines.linesOf(handle, row.id)).filter((l) => l.state === 'waiting' && l.partId);
    if (waiting.length === 0) return 0;
    const known = await parts.parts(handle, waiting.map((l) => l.partId ?? 0));
    return Math.max(...known.map((p) => p.leadDays));
  }

  return {
    setPlan: async (tx: Tx, id: number, plan: readonly PlanLine[]) => { await moves.lock(tx, id); await setPlan(tx, id, plan); },
    /** Records what was found; asks warranty; takes the standard plan of a known fault where nothing is planned yet. */
    async diagnose(tx: Tx, id: number, finding: Finding, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'diagnose');
      const now = clock.now();
      const ticket = await tickets.get(row.ticketId, tx);
      const damage = finding.damage ?? 'none';
      const unitId = row.unitId ?? (await units.unitOfTicket(tx, row.ticketId))?.id ?? null;
      if (unitId && damage !== 'none') await units.exclude(tx, { unitId, ticketId: row.ticketId, kind: damage, note: finding.fault, files: finding.photos ?? [], actor });
      // What was owed on the day it failed, not on the day we looked.
      const owed = unitId ? await units.owed(tx, { unitId, on: row.openedAt, faultKey: finding.faultKey ?? null, language: ticket?.language ?? 'zh-CN' }) : notOwed;
      const judged: Owed = damage === 'none' ? owed : { ...owed, covered: false };
      if (finding.faultKey && unitId && (await lines.linesOf(tx, id)).length === 0) {
        const plan = await units.plan(tx, { unitId, faultKey: finding.faultKey });
        if (plan) {
          const name = (n: Names) => (ticket?.language === 'en' ? n.en : n.zh);
          const known = new Map((await parts.parts(tx, plan.parts.map((p) => p.partId))).map((p) => [p.id, p]));
          await setPlan(tx, id, [
            ...(plan.minutes > 0 ? [{ kind: 'labour' as const, partId: null, description: name(plan.fault), quantity: 1, minutes: plan.minutes, unitMinor: 0 }] : []),
            ...plan.parts.flatMap((p) => { const part = known.get(p.partId); return part ? [{ kind: 'part' as const, partId: part.id, description: name(part.name), quantity: p.quantity, minutes: 0, unitMinor: 0 }] : []; }),
          ]);
        }
      }
      const diagnosis = { faultKey: finding.faultKey ?? null, fault: finding.fault, cause: finding.cause ?? '', damage, note: finding.note ?? '', photos: [...(finding.photos ?? [])], at: now.toISOString(), by: actor.name };
      const moved = await moves.move(tx, { ...row, unitId, diagnosis, owed: judged, remedy: null }, 'diagnosed', actor, finding.fault);
      await bus.publish(tx, RepairDiagnosed, { stream: `ticket:${row.ticketId}`, actor, payload: { ...moves.about(moved), faultKey: diagnosis.faultKey, fault: diagnosis.fault, cause: diagnosis.cause, damage, covered: judged.covered } });
      return moved;
    },
    /** What the decision table is asked with. */
    async question(handle: Handle, row: store.RepairRow): Promise<Record<string, unknown>> {
      const settings = await store.settings(handle);
      return { covered: row.owed?.covered ?? false, damage: row.diagnosis?.damage ?? 'none', failures: row.failures, waitDays: await waitDays(handle, row), partDays: settings.partDays, netMinor: netOf(await lines.linesOf(handle, row.id)), exchangeOwed: row.owed?.remedies['exchange']?.owed ?? false };
    },
    /** Decides by the table «replacement», or as told. A remedy of one's own needs a reason. */
    async decide(tx: Tx, id: number, told: { remedy?: Remedy | undefined; reason?: Names | undefined; byHand: boolean }, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lock(tx, id);
      if (!['diagnosed', 'approved', 'waiting-parts'].includes(row.state)) throw new Refusal('conflict', { key: 'repairs.not-now' });
      const byRule = told.remedy ? null : Decided.parse(await decide(tx, 'replacement', await this.question(tx, row)));
      const remedy = told.remedy ? { kind: told.remedy, reason: told.reason ?? { zh: '', en: '' } } : { kind: byRule?.remedy ?? 'repair', reason: { zh: byRule?.reasonZh ?? '', en: byRule?.reasonEn ?? '' } };
      if (told.byHand && told.remedy && !remedy.reason.zh) throw new Refusal('invalid-input', { fields: [{ path: 'reason', key: 'field.required' }] });
      const saved = await moves.save(tx, { ...row, remedy });
      await bus.publish(tx, RepairDecided, { stream: `ticket:${row.ticketId}`, actor, payload: { ...moves.about(saved), remedy: remedy.kind, byHand: told.byHand, netMinor: netOf(await lines.linesOf(tx, id)) } });
      return saved;
    },
  };
}
