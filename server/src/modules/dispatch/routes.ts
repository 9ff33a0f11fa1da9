import { DispatchSettings, dispatch as contract } from '@aftercare/contract/dispatch';
import { actorOf, type Principal } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { implement, Refusal } from '../../platform/http/index.ts';
import type { Dispatch } from './dispatch.ts';
import { DayPlanChanged } from './events.ts';
import * as store from './store.ts';
import { visitsOfTicket } from './store-visits.ts';
import { runView, visitView } from './views.ts';

/** What staff does with days, visits, technicians and rules. */
export function dispatchRoutes({ platform, visits, plans, board, messages, tickets }: Dispatch) {
  const { db, bus } = platform;
  /** Who sees only their teams' tickets books only for these. */
  const assertSees = async (handle: Handle, principal: Principal, id: number) => {
    if (principal.scope !== 'all') await tickets.load(handle, principal, (await visits.load(handle, id)).ticketId);
  };
  const technician = async (handle: Handle, id: number) => {
    const row = (await store.technicians(handle)).find((t) => t.id === id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const badReference = (error: { code?: string; constraint?: string }): never => {
    if (error.code === '23503') throw new Refusal('invalid-input', { fields: [{ path: error.constraint?.includes('van') ? 'vanSiteId' : 'agentId', key: 'field.choice' }] });
    if (error.code === '23505') throw new Refusal('conflict', { key: 'visits.technician-exists' });
    throw error;
  };
  const settingsChanged = (tx: Tx, principal: Principal) => bus.publish(tx, DayPlanChanged, { stream: 'day:all', payload: { day: 'all', what: 'settings' }, actor: actorOf(principal) });

  return [
    implement(contract.settings, async () => DispatchSettings.parse(await store.settings(db))),
    implement(contract.saveSettings, ({ body, principal }) => db.tx(async (tx) => { await store.saveSettings(tx, body); await settingsChanged(tx, principal); return body; })),
    implement(contract.territories, async () => ({ items: await store.territories(db) })),
    implement(contract.createTerritory, ({ body, principal }) => db.tx(async (tx) => { await settingsChanged(tx, principal); return (await store.insertTerritory(tx, body))!; })),
    implement(contract.updateTerritory, ({ params, body, principal }) => db.tx(async (tx) => {
      const row = await store.saveTerritory(tx, params.id, body);
      if (!row) throw new Refusal('not-found');
      await settingsChanged(tx, principal);
      return row;
    })),
    implement(contract.technicians, async () => ({ items: await store.technicians(db) })),
    implement(contract.createTechnician, ({ body, principal }) => db.tx(async (tx) => {
      const row = await store.insertTechnician(tx, body).catch(badReference);
      if (!row) throw new Refusal('conflict', { key: 'visits.technician-exists' });
      await settingsChanged(tx, principal);
      return technician(tx, row.id);
    })),
    implement(contract.updateTechnician, ({ params, body, principal }) => db.tx(async (tx) => {
      await technician(tx, params.id);
      await store.saveTechnician(tx, params.id, body).catch(badReference);
      await settingsChanged(tx, principal);
      return technician(tx, params.id);
    })),
    implement(contract.addAbsence, ({ params, body, principal }) => db.tx(async (tx) => {
      const { id, freed, run } = await plans.addAbsence(tx, { technicianId: params.id, ...body }, actorOf(principal));
      return { absence: { id, technicianId: params.id, ...body }, freed, run: run ? runView(run) : null };
    })),
    implement(contract.removeAbsence, ({ params, principal }) => db.tx(async (tx) => {
      if ((await store.deleteAbsence(tx, params.id, params.absenceId)) === 0) throw new Refusal('not-found');
      await settingsChanged(tx, principal);
      return { done: true as const };
    })),
    implement(contract.visitsOfTicket, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      return { items: (await visitsOfTicket(db, params.id)).map((row) => ({ ...visitView(row), url: messages.urlOf(row.id) })) };
    }),
    implement(contract.createVisit, ({ body: { offer, ...input }, principal, transact }) => transact(async (tx) => {
      await tickets.load(tx, principal, input.ticketId);
      const row = await visits.create(tx, input, { offer, actor: actorOf(principal) });
      return { ...visitView(row), url: messages.urlOf(row.id) };
    })),
    implement(contract.slots, async ({ params, principal }) => { await assertSees(db, principal, params.id); return { items: await visits.slots(db, params.id) }; }),
    implement(contract.book, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.book(tx, params.id, body, actorOf(principal))); })),
    implement(contract.cancel, ({ params, body, principal }) => db.tx(async (tx) => { await assertSees(tx, principal, params.id); return visitView(await visits.cancel(tx, params.id, body.reason, actorOf(principal))); })),
    implement(contract.place, ({ params, body, principal }) => db.tx(async (tx) => visitView(await visits.place(tx, params.id, body, actorOf(principal))))),
    implement(contract.lock, ({ params, body, principal }) => db.tx(async (tx) => visitView(await visits.lock(tx, params.id, body.locked, body.version, actorOf(principal))))),
    implement(contract.board, ({ params }) => board(db, params.day)),
    implement(contract.optimise, ({ params, body, principal }) => db.tx(async (tx) => runView(await plans.ask(tx, params.day, body.reason, actorOf(principal))))),
    implement(contract.run, async ({ params }) => {
      const run = await plans.find(db, params.id);
      return { ...runView(run), placements: run.after?.places ?? [] };
    }),
    implement(contract.apply, ({ params, principal }) => db.tx(async (tx) => { const { run, skipped } = await plans.apply(tx, params.id, actorOf(principal)); return { ...runView(run), skipped }; })),
    implement(contract.undo, ({ params, principal }) => db.tx(async (tx) => { const { run, skipped } = await plans.undo(tx, params.id, actorOf(principal)); return { ...runView(run), skipped }; })),
    implement(contract.discard, ({ params }) => db.tx(async (tx) => runView(await plans.discard(tx, params.id)))),
    implement(contract.publish, ({ params, principal }) => db.tx((tx) => plans.publish(tx, params.day, actorOf(principal)))),
  ];
}
