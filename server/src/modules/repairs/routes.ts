import { repairs as contract } from '@aftercare/contract/repairs';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { benchLines } from './bench-lines.ts';
import type { Bridge } from './bridge.ts';
import type { Units } from './ports.ts';
import type { RepairRow, Repairs } from './repairs.ts';
import { type Act, mayAct } from './states.ts';

interface Ask { readonly params: { readonly id: number }; readonly principal: Principal; readonly language: 'zh-CN' | 'en'; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> }

export function repairRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, repairs: Repairs, tickets: Tickets, units: Units, bridge: Bridge) {
  /** Loads with the caller's rights, lets `work` happen, shows what became of it. */
  const act = ({ params, principal, language, transact }: Ask, which: Act | null, work: (tx: Tx, row: RepairRow, actor: Actor) => Promise<unknown>) => transact(async (tx) => {
    const row = await repairs.load(tx, principal, params.id);
    // Asked before a diagram is: its step must not be done when its record would be refused.
    if (which && !mayAct(await repairs.facts(tx, row), which)) throw new Refusal('conflict', { key: 'repairs.not-now' });
    await work(tx, row, actorOf(principal));
    const after = await repairs.get(row.id, tx);
    if (!after) throw new Refusal('not-found');
    return repairs.page(tx, after, language);
  });

  return [
    implement(contract.list, async ({ query, principal, language }) => {
      const [dueAt, id] = readCursor(query.after, 2);
      const me = principal.kind === 'agent' ? principal.id : 0;
      const rows = await repairs.bench(db, [
        await repairs.visible(db, principal), repairs.where.open(query.open === 'true'), ...(query.state ? [repairs.where.state(query.state)] : []), ...(query.siteId ? [repairs.where.site(query.siteId)] : []),
        ...(query.technicianId ? [repairs.where.technician(query.technicianId === 'me' ? me : query.technicianId)] : []), ...(query.q ? [repairs.where.words(query.q)] : []), ...(dueAt ? [repairs.where.after(String(dueAt), Number(id))] : []),
      ], query.limit + 1);
      const { items, next } = toPage(rows, query.limit, (r) => [r.dueAt, r.id]);
      return { items: await benchLines(db, units, items, { language, now: clock.now() }), next };
    }),
    implement(contract.counts, async ({ principal }) => ({ items: await repairs.countStates(db, [await repairs.visible(db, principal)], clock.now()) })),
    implement(contract.ofTicket, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      const items = [];
      for (const row of await repairs.ofTicket(db, params.id)) items.push(await repairs.page(db, row, language));
      return { items };
    }),
    implement(contract.get, async ({ params, principal, language }) => repairs.page(db, await repairs.load(db, principal, params.id), language)),
    implement(contract.open, ({ params, body, principal, language, transact }) => transact(async (tx) => {
      await tickets.load(tx, principal, params.id);
      return repairs.page(tx, await repairs.open(tx, { ticketId: params.id, how: body.how, siteId: body.siteId ?? null, report: body.report }, actorOf(principal)), language);
    })),
    implement(contract.confirm, (ask) => act(ask, 'confirm', (tx, row, actor) => bridge(tx, row.ticketId, ['confirm'], { ...ask.body }, actor, () => repairs.confirm(tx, row.id, ask.body, actor)))),
    implement(contract.receive, (ask) => act(ask, 'receive', (tx, row, actor) => bridge(tx, row.ticketId, ['receive'], { ...ask.body }, actor, () => repairs.receive(tx, row.id, ask.body, actor)))),
    implement(contract.diagnose, (ask) => act(ask, 'diagnose', (tx, row, actor) => bridge(tx, row.ticketId, ['diagnose'], { ...ask.body }, actor, () => repairs.diagnose(tx, row.id, ask.body, actor)))),
    implement(contract.plan, (ask) => act(ask, null, (tx, row) => repairs.setPlan(tx, row.id, ask.body.lines))),
    implement(contract.decide, (ask) => act(ask, 'decide', (tx, row, actor) => repairs.decide(tx, row.id, { remedy: ask.body.remedy, reason: { zh: ask.body.reason, en: ask.body.reason }, byHand: true }, actor))),
    implement(contract.quote, (ask) => act(ask, 'quote', (tx, row, actor) => repairs.quote(tx, row.id, actor))),
    implement(contract.reserve, (ask) => act(ask, 'reserve', (tx, row, actor) => repairs.reserve(tx, row.id, ask.body, actor))),
    implement(contract.work, (ask) => act(ask, 'work', (tx, row, actor) => bridge(tx, row.ticketId, ['mend'], { ...ask.body }, actor, () => repairs.work(tx, row.id, ask.body, actor)))),
    implement(contract.test, (ask) => act(ask, 'test', (tx, row, actor) => bridge(tx, row.ticketId, ['test'], { results: ask.body.results, passed: ask.body.results.every((r) => r.ok) }, actor, () => repairs.test(tx, row.id, ask.body.results, actor)))),
    implement(contract.handBack, (ask) => act(ask, 'hand-back', (tx, row, actor) => bridge(tx, row.ticketId, ['give-back', 'on-site'], { handBackHow: ask.body.how, handBackTo: ask.body.to }, actor, () => repairs.handBack(tx, row.id, ask.body, actor)))),
    implement(contract.replace, (ask) => act(ask, 'replace', (tx, row, actor) => bridge(tx, row.ticketId, ['choose-replacement'], { newSerial: ask.body.serial }, actor, () => repairs.replace(tx, row.id, ask.body.serial, actor)))),
    implement(contract.solveRemotely, (ask) => act(ask, 'solve', (tx, row, actor) => bridge(tx, row.ticketId, ['remote'], { fixed: true, note: ask.body.note }, actor, () => repairs.solveRemotely(tx, row.id, ask.body.note, actor)))),
    implement(contract.cancel, (ask) => act(ask, 'cancel', (tx, row, actor) => repairs.cancel(tx, row.id, ask.body.reason, actor))),
    implement(contract.settings, () => repairs.settings()),
    implement(contract.saveSettings, async ({ body, transact }) => transact(async (tx) => { await repairs.saveSettings(tx, body); return repairs.settings(tx); })),
  ];
}
