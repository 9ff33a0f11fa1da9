import { dispatch as contract } from '@aftercare/contract/dispatch';
import { actorOf, type Principal } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Dispatch } from './dispatch.ts';
import { runView, visitView } from './views.ts';

/** What staff does with days, visits, technicians and rules. */
export function dispatchRoutes({ platform, visits, plans, board, crew, messages, tickets }: Dispatch) {
  const { db } = platform;
  /** Who sees only their teams' tickets books only for these. */
  const assertSees = async (handle: Handle, principal: Principal, id: number) => {
    if (principal.scope !== 'all') await tickets.load(handle, principal, (await visits.load(handle, id)).ticketId);
  };

  /** A day's plan is the whole house's. */
  const assertWhole = (principal: Principal) => { if (principal.scope !== 'all') throw new Refusal('not-allowed', { params: { right: 'dispatch.plan' } }); };

  return [
    implement(contract.settings, () => crew.settings()),
    implement(contract.saveSettings, ({ body, principal }) => db.tx((tx) => crew.saveSettings(tx, body, actorOf(principal)))),
    implement(contract.territories, async () => ({ items: await crew.territories() })),
    implement(contract.createTerritory, ({ body, principal }) => db.tx((tx) => crew.createTerritory(tx, body, actorOf(principal)))),
    implement(contract.updateTerritory, ({ params, body, principal }) => db.tx((tx) => crew.updateTerritory(tx, params.id, body, actorOf(principal)))),
    implement(contract.technicians, async () => ({ items: await crew.technicians() })),
    implement(contract.createTechnician, ({ body, principal }) => db.tx((tx) => crew.createTechnician(tx, body, actorOf(principal)))),
    implement(contract.updateTechnician, ({ params, body, principal }) => db.tx((tx) => crew.updateTechnician(tx, params.id, body, actorOf(principal)))),
    implement(contract.addAbsence, ({ params, body, principal }) => db.tx(async (tx) => {
      const { id, freed, run } = await plans.addAbsence(tx, { technicianId: params.id, ...body }, actorOf(principal));
      return { absence: { id, technicianId: params.id, ...body }, freed, run: run ? runView(run) : null };
    })),
    implement(contract.removeAbsence, ({ params, principal }) => db.tx(async (tx) => {
      await crew.removeAbsence(tx, params.id, params.absenceId, actorOf(principal));
      return { done: true as const };
    })),
    implement(contract.visitsOfTicket, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      return { items: (await visits.ofTicket(db, params.id)).map((row) => ({ ...visitView(row), url: messages.urlOf(row.id) })) };
    }),
    implement(contract.createVisit, ({ body: { offer, ...input }, principal, transact }) => transact(async (tx) => {
      await tickets.load(tx, principal, input.ticketId);
      const row = await visits.create(tx, input, { offer, actor: actorOf(principal) });
      return { ...visitView(row), url: messages.urlOf(row.id) };
    })),
    implement(contract.slots, async ({ params, principal }) => { await assertSees(db, principal, params.id); return { items: await visits.slots(db, params.id) }; }),
    implement(contract.book, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.book(tx, params.id, body, actorOf(principal))); })),
    implement(contract.cancel, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.cancel(tx, params.id, body.reason, actorOf(principal))); })),
    implement(contract.place, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.place(tx, params.id, body, actorOf(principal))); })),
    implement(contract.lock, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.lock(tx, params.id, body.locked, body.version, actorOf(principal))); })),
    implement(contract.board, ({ params, principal }) => board(db, params.day, (ids) => tickets.visibleAmong(principal, ids))),
    implement(contract.optimise, ({ params, body, principal }) => db.tx(async (tx) => { assertWhole(principal); return runView(await plans.ask(tx, params.day, body.reason, actorOf(principal))); })),
    implement(contract.run, async ({ params, principal }) => {
      assertWhole(principal);
      const run = await plans.find(db, params.id);
      return { ...runView(run), placements: run.after?.places ?? [] };
    }),
    implement(contract.apply, ({ params, principal }) => db.tx(async (tx) => { assertWhole(principal); const { run, skipped } = await plans.apply(tx, params.id, actorOf(principal)); return { ...runView(run), skipped }; })),
    implement(contract.undo, ({ params, principal }) => db.tx(async (tx) => { assertWhole(principal); const { run, skipped } = await plans.undo(tx, params.id, actorOf(principal)); return { ...runView(run), skipped }; })),
    implement(contract.discard, ({ params, principal }) => db.tx(async (tx) => { assertWhole(principal); return runView(await plans.discard(tx, params.id)); })),
    implement(contract.publish, ({ params, principal }) => db.tx((tx) => { assertWhole(principal); return plans.publish(tx, params.day, actorOf(principal)); })),
  ];
}
