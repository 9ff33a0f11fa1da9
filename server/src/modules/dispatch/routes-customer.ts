import { dispatch as contract } from '@aftercare/contract/dispatch';
import { implement, Refusal } from '../../platform/http/index.ts';
import type { Dispatch } from './dispatch.ts';
import type { VisitRow } from './visits.ts';

/** What customers see of their visits and decide about them. */
export function customerRoutes({ platform, visits, access, forCustomers }: Dispatch) {
  const { db } = platform;
  const { view, views } = forCustomers;
  /** Too late to change by oneself. */
  const assertMayChange = async (row: VisitRow) => {
    const shown = await view(row);
    if (!shown.can.choose) throw new Refusal('conflict', { key: row.state === 'planned' ? 'visits.too-late' : 'visits.over' });
  };

  return [
    implement(contract.customerVisit, async ({ params, query, request }) => view(await access.visit(request, params.id, query.token))),
    implement(contract.customerVisits, async ({ params, query, request }) => {
      await access.ticket(request, params.id, query.token);
      return { items: await views(await visits.ofTicket(db, params.id)) };
    }),
    implement(contract.customerSlots, async ({ params, query, request }) => {
      const row = await access.visit(request, params.id, query.token);
      return { items: await visits.slots(db, row.id) };
    }),
    implement(contract.customerBook, async ({ params, query, body, request }) => {
      const row = await access.visit(request, params.id, query.token);
      await assertMayChange(row);
      return view(await db.tx((tx) => visits.book(tx, row.id, body, access.actor(row))));
    }),
    implement(contract.customerCancel, async ({ params, query, body, request }) => {
      const row = await access.visit(request, params.id, query.token);
      await assertMayChange(row);
      return view(await db.tx((tx) => visits.cancel(tx, row.id, body.reason, access.actor(row))));
    }),
  ];
}
