import { warranty as contract } from '@aftercare/contract/warranty';
import { actorOf } from '../../platform/auth/index.ts';
import { lintExpression } from '../../platform/feel/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { faultOf } from './policies.ts';
import type { Products } from './products.ts';

export function warrantyRoutes({ db, clock }: Platform, products: Products) {
  const { policies } = products;
  const ruleView = (expression: string, language: string) => {
    const [fault] = lintExpression(expression, ['proof', 'unit']);
    return { expression, fault: fault ? faultOf(fault, language) : null };
  };
  return [
    implement(contract.policies, async () => ({ items: await policies.policies() })),
    implement(contract.policy, ({ params, query, language }) => policies.page(db, params.id, query.version, language)),
    implement(contract.create, ({ body, principal, language }) => db.tx(async (tx) => policies.page(tx, await policies.create(tx, body, actorOf(principal)), undefined, language))),
    implement(contract.update, ({ params, body, language }) => db.tx(async (tx) => { await policies.update(tx, params.id, body); return policies.page(tx, params.id, undefined, language); })),
    implement(contract.draft, ({ params, body, principal, language }) => db.tx(async (tx) => policies.page(tx, params.id, await policies.saveDraft(tx, params.id, body, actorOf(principal)), language))),
    implement(contract.publish, ({ params, body, principal, language }) => db.tx(async (tx) => { await policies.publish(tx, params.id, body.version, actorOf(principal)); return policies.page(tx, params.id, body.version, language); })),
    implement(contract.try, ({ params, body }) => policies.try(db, params.id, { unitId: body.unitId, on: body.on ?? clock.now(), partCategory: body.partCategory, faultKey: body.faultKey }, body.rules)),
    implement(contract.acceptRule, async ({ language }) => ruleView(await products.acceptRule(), language)),
    implement(contract.saveAcceptRule, ({ body, language }) => db.tx(async (tx) => { await products.saveAcceptRule(tx, body.expression); return ruleView(await products.acceptRule(tx), language); })),
  ];
}
