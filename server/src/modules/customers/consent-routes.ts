import { customers as contract } from '@aftercare/contract/customers';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';

/** What customers agreed to, as colleagues see and record it. */
export function consentRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  const wishes = async (id: number) => {
    if (!(await customers.get(id))) throw new Refusal('not-found');
    const { consents, hours } = await customers.consent.of(db, id);
    return { hours, consents: consents.map(({ actor, ...c }) => ({ ...c, by: actor.name })) };
  };
  return [
    implement(contract.wishes, ({ params }) => wishes(params.id)),
    implement(contract.recordConsent, async ({ params, body, principal }) => {
      await wishes(params.id);
      await db.tx((tx) => customers.consent.record(tx, params.id, { ...body, source: 'console' }, actorOf(principal)));
      return wishes(params.id);
    }),
  ];
}
