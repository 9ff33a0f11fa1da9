import { customers as contract } from '@aftercare/contract/customers';
import { ifMatch, implement, readCursor, toPage } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../customers.ts';

/** Companies: who is above and below, and what was agreed with them. */
export function contractRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  const { contracts, load } = customers;
  return [
    implement(contract.contracts, async ({ params, principal }) => { await load(db, principal, params.id); return { items: await contracts.of(db, params.id) }; }),
    implement(contract.addContract, ({ params, body, principal, transact }) => transact(async (tx) => { await load(tx, principal, params.id); return contracts.create(tx, principal, params.id, body); })),
    implement(contract.updateContract, ({ params, body, principal, request }) => db.tx(async (tx) => { await load(tx, principal, (await contracts.found(tx, params.id)).customerId); return contracts.update(tx, principal, params.id, body, ifMatch(request)); })),
    implement(contract.endContract, ({ params, principal }) => db.tx(async (tx) => { await load(tx, principal, (await contracts.found(tx, params.id)).customerId); return contracts.end(tx, principal, params.id); })),
    implement(contract.members, async ({ params, query, principal }) => {
      await load(db, principal, params.id);
      const [after] = readCursor(query.after, 1);
      const above = query.after ? [] : await Promise.all((await contracts.above(db, params.id)).map((c) => load(db, principal, c.id).then(() => c, () => null)));
      return { above: above.filter((c) => c !== null), ...toPage(await contracts.members(db, params.id, query.kind, customers.visible(principal), Number(after ?? 0) || 0, query.limit + 1), query.limit, (m) => [m.id]) };
    }),
  ];
}
