import { customers as contract } from '@aftercare/contract/customers';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';

/** What customers agreed to, as colleagues see and record it. */
export function consentRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  const wishes = async (principal: Principal, id: number) => {
    await customers.load(db, principal, id);
    const { consents, hours, usual } = await customers.consent.of(db, id);
    return { hours, usual: { ...usual, marketing: [...usual.marketing] }, consents: consents.map(({ actor, ...c }) => ({ ...c, by: actor.name })) };
  };
  return [
    implement(contract.wishes, ({ params, principal }) => wishes(principal, params.id)),
    implement(contract.recordConsent, async ({ params, body, principal }) => {
      await wishes(principal, params.id);
      await db.tx((tx) => customers.consent.record(tx, params.id, { ...body, source: 'console' }, actorOf(principal)));
      return wishes(principal, params.id);
    }),
  ];
}
