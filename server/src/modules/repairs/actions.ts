import { ticketIn } from '@aftercare/contract/live';
import { Damage, Remedy, RepairHow, TestResult } from '@aftercare/contract/repairs';
import { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type Action, type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import { netOf } from './facts.ts';
import type { Repairs } from './repairs.ts';
import { paidFor } from './states.ts';
import { linesOf } from './store-lines.ts';

const Done = z.object({ state: z.string() });
const none = z.object({});
const ticketOf = (stream: string) => ticketIn(stream) ?? 0;
const optionalId = z.int().positive().nullish().transform((v) => v ?? null);

/** What a diagram may do with the repair of its ticket. Each gives back what the next gateway asks for. */
export function repairActions(repairs: Repairs): Action<never, unknown>[] {
  const running = async (c: ActionContext) => {
    const row = await repairs.runningOf(c.tx, ticketOf(c.stream));
    if (!row) throw new ProcessError('no-repair', { stream: c.stream });
    return row;
  };
  const tx = (c: ActionContext) => c.tx as Tx;
  /** The repair, and whether what the step wants was recorded already: by people on the repair's own screen. */
  const newest = async (c: ActionContext, done: readonly string[]) => {
    const [row] = await repairs.ofTicket(c.tx, ticketOf(c.stream));
    if (!row) throw new ProcessError('no-repair', { stream: c.stream });
    return { row, done: done.includes(row.state) };
  };
  return [
    defineAction({
      name: 'repairs.open', title: { zh: '建立维修单', en: 'Open a repair' }, input: z.object({ how: RepairHow.nullish(), siteId: optionalId, text: z.string().max(20_000).nullish(), faultKey: z.string().max(80).nullish() }),
      output: z.object({ repairId: z.int(), how: RepairHow, dueAt: z.string(), failures: z.int(), hasUnit: z.boolean() }),
      run: async ({ how, siteId, text, faultKey }, c) => {
        const row = await repairs.open(tx(c), { ticketId: ticketOf(c.stream), how: how ?? undefined, siteId, report: { ...(text ? { text } : {}), ...(faultKey ? { faultKey } : {}) } }, c.actor);
        return { repairId: row.id, how: row.how, dueAt: row.dueAt.toISOString(), failures: row.failures, hasUnit: row.unitId !== null };
      },
    }),
    defineAction({
      name: 'repairs.confirm', title: { zh: '确认维修方式和期限', en: 'Confirm how and by when' }, input: z.object({ how: RepairHow.nullish(), siteId: optionalId, technicianId: optionalId }), output: z.object({ state: z.string(), how: RepairHow, dueAt: z.string(), eta: z.string() }),
      run: async ({ how, siteId, technicianId }, c) => {
        const before = await running(c);
        const agreed = { how: how ?? undefined, siteId, technicianId };
        const row = before.state === 'reported' ? await repairs.confirm(tx(c), before.id, agreed, c.actor) : await repairs.confirmAnew(tx(c), before.id, agreed);
        return { state: row.state, how: row.how, dueAt: row.dueAt.toISOString(), eta: row.dueAt.toISOString().slice(0, 10) };
      },
    }),
    defineAction({
      name: 'repairs.receive', title: { zh: '登记收到机器', en: 'Receive the product' }, input: z.object({ siteId: optionalId, technicianId: optionalId, note: z.string().max(1000).nullish() }), output: Done,
      run: async ({ siteId, technicianId, note }, c) => {
        const before = await running(c);
        const row = before.state === 'confirmed' ? await repairs.receive(tx(c), before.id, { siteId, technicianId, note: note ?? '' }, c.actor) : before;
        return { state: row.state };
      },
    }),
    defineAction({
      name: 'repairs.solve-remotely', title: { zh: '远程解决', en: 'Solved remotely' }, input: z.object({ note: z.string().max(2000).nullish() }), output: Done,
      run: async ({ note }, c) => {
        const { row, done } = await newest(c, ['solved-remotely']);
        return { state: done ? row.state : (await repairs.solveRemotely(tx(c), row.id, note ?? '', c.actor)).state };
      },
    }),
    defineAction({
      name: 'repairs.diagnose-record', title: { zh: '记录检测结果', en: 'Record the diagnosis' },
      input: z.object({ faultKey: z.string().max(80).nullish(), fault: z.string().trim().min(1).max(500), cause: z.string().max(1000).nullish(), damage: Damage.nullish(), note: z.string().max(4000).nullish(), photos: z.array(z.int()).max(20).nullish() }),
      output: z.object({ state: z.string(), covered: z.boolean(), damage: Damage, failures: z.int(), netMinor: z.int(), waitDays: z.number(), partDays: z.int(), exchangeOwed: z.boolean(), clause: z.string() }),
      run: async ({ faultKey, fault, cause, damage, note, photos }, c) => {
        const before = await running(c);
        const recorded = before.state === 'diagnosed' && before.remedy === null;
        const row = recorded ? before : await repairs.diagnose(tx(c), before.id, { faultKey: faultKey || null, fault, cause: cause ?? '', damage: damage ?? 'none', note: note ?? '', photos: photos ?? [] }, c.actor);
        const q = await repairs.question(c.tx, row);
        return { state: row.state, covered: Boolean(q['covered']), damage: row.diagnosis?.damage ?? 'none', failures: row.failures, netMinor: Number(q['netMinor']), waitDays: Number(q['waitDays']), partDays: Number(q['partDays']), exchangeOwed: Boolean(q['exchangeOwed']), clause: row.owed?.clause ?? '' };
      },
    }),
    defineAction({
      name: 'repairs.decide', title: { zh: '决定修、换或报价', en: 'Decide: repair, quote or replace' }, input: z.object({ remedy: Remedy.nullish(), reasonZh: z.string().max(500).nullish(), reasonEn: z.string().max(500).nullish() }),
      output: z.object({ remedy: Remedy, free: z.boolean() }),
      run: async ({ remedy, reasonZh, reasonEn }, c) => {
        const row = await repairs.decide(tx(c), (await running(c)).id, { remedy: remedy ?? undefined, reason: { zh: reasonZh ?? '', en: reasonEn ?? '' }, byHand: false }, c.actor);
        return { remedy: row.remedy?.kind ?? 'repair', free: paidFor(await repairs.facts(c.tx, row)) };
      },
    }),
    defineAction({
      name: 'repairs.quote', title: { zh: '按方案报价', en: 'Quote the planned work' }, input: none, output: z.object({ quoteId: z.int(), grossMinor: z.int(), free: z.boolean() }),
      run: async (_, c) => {
        const row = await running(c);
        if (netOf(await linesOf(c.tx, row.id)) === 0) return { quoteId: 0, grossMinor: 0, free: true };
        const { quoteId, grossMinor } = await repairs.quote(tx(c), row.id, c.actor);
        return { quoteId, grossMinor, free: false };
      },
    }),
    defineAction({
      name: 'repairs.quote-answered', title: { zh: '登记客户对报价的答复', en: 'Record the answer to the quote' }, input: z.object({ approved: z.boolean(), reason: z.string().max(500).nullish() }), output: Done,
      run: async ({ approved, reason }, c) => ({ state: (await repairs.answered(tx(c), (await running(c)).id, approved, reason ?? '', c.actor)).state }),
    }),
    defineAction({
      name: 'repairs.reserve-parts', title: { zh: '预留配件', en: 'Reserve the parts' }, input: z.object({ siteId: optionalId }), output: z.object({ state: z.string(), allReserved: z.boolean(), missing: z.int(), waitDays: z.number() }),
      run: async ({ siteId }, c) => {
        const before = await running(c);
        const row = ['diagnosed', 'approved', 'waiting-parts'].includes(before.state) ? await repairs.reserve(tx(c), before.id, { siteId }, c.actor) : before;
        const missing = (await linesOf(c.tx, row.id)).filter((l) => l.state === 'waiting').length;
        return { state: row.state, allReserved: missing === 0, missing, waitDays: Number((await repairs.question(c.tx, row))['waitDays']) };
      },
    }),
    defineAction({
      name: 'repairs.replan', title: { zh: '缺件，重做方案', en: 'Part late: plan anew' }, input: none, output: Done,
      run: async (_, c) => ({ state: (await repairs.replan(tx(c), (await running(c)).id, c.actor)).state }),
    }),
    defineAction({
      name: 'repairs.give-up', title: { zh: '缺件，原样取回', en: 'Part late: taken back' }, input: z.object({ reason: z.string().max(500).nullish() }), output: Done,
      run: async ({ reason }, c) => ({ state: (await repairs.giveUp(tx(c), (await running(c)).id, reason ?? '', c.actor)).state }),
    }),
    defineAction({
      name: 'repairs.record-work', title: { zh: '记录维修', en: 'Record the work' }, input: z.object({ minutes: z.number().int().min(0).nullish(), note: z.string().max(4000).nullish(), serials: z.record(z.string(), z.string()).nullish(), unused: z.array(z.int()).nullish(), oldBack: z.boolean().nullish() }), output: Done,
      run: async (w, c) => {
        const { row, done } = await newest(c, ['testing']);
        return { state: done ? row.state : (await repairs.work(tx(c), row.id, { minutes: w.minutes ?? 0, note: w.note ?? '', serials: w.serials ?? {}, unused: w.unused ?? [], oldBack: w.oldBack ?? true }, c.actor)).state };
      },
    }),
    defineAction({
      name: 'repairs.test', title: { zh: '记录测试', en: 'Record the test' }, input: z.object({ passed: z.boolean().nullish(), note: z.string().max(1000).nullish(), results: z.array(TestResult).nullish() }), output: z.object({ state: z.string(), passed: z.boolean() }),
      run: async ({ passed, note, results }, c) => {
        const tests = results && results.length > 0 ? results : [{ key: 'all', title: '整机测试 Full test', ok: passed ?? false, note: note ?? '' }];
        const before = await running(c);
        const row = before.state === 'testing' ? await repairs.test(tx(c), before.id, tests, c.actor) : before;
        return { state: row.state, passed: row.state === 'ready' };
      },
    }),
    defineAction({
      name: 'repairs.hand-back', title: { zh: '交还客户', en: 'Hand back' }, input: z.object({ how: z.enum(['in-person', 'shipped', 'on-site']).nullish().transform((v) => v ?? ('in-person' as const)), to: z.string().max(200).nullish() }), output: z.object({ state: z.string(), quoteId: z.int().nullable() }),
      run: async ({ how, to }, c) => {
        const { row: before, done } = await newest(c, ['handed-back']);
        const row = done ? before : await repairs.handBack(tx(c), before.id, { how, to: to ?? '' }, c.actor);
        return { state: row.state, quoteId: row.quoteId };
      },
    }),
    defineAction({
      name: 'repairs.replace', title: { zh: '换一台', en: 'Replace the unit' }, input: z.object({ serial: z.string().trim().min(1).max(100) }), output: z.object({ state: z.string(), newSerial: z.string() }),
      run: async ({ serial }, c) => {
        const { row, done } = await newest(c, ['replaced']);
        if (done) return { state: row.state, newSerial: serial };
        try {
          return { state: (await repairs.replace(tx(c), row.id, serial, c.actor)).state, newSerial: serial };
        } catch (error) {
          if (error instanceof Refusal) throw new ProcessError('refused', { refusal: error.detail.key ?? error.code });
          throw error;
        }
      },
    }),
    defineAction({
      name: 'repairs.cancel', title: { zh: '取消维修', en: 'Cancel the repair' }, input: z.object({ reason: z.string().max(500).default('') }), output: Done,
      run: async ({ reason }, c) => ({ state: (await repairs.cancel(tx(c), (await running(c)).id, reason || '—', c.actor)).state }),
    }),
  ];
}
