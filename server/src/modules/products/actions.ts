import { Entitlement, Remedy } from '@aftercare/contract/entitlement';
import { z } from 'zod';
import { defineAction } from '../../platform/module/index.ts';
import type { Products } from './products.ts';

const Input = z.object({ unitId: z.number().int().nullish(), partId: z.number().int().nullish(), partCategory: z.string().nullish(), faultKey: z.string().nullish() });
/** What a diagram's gateways ask: `covered`, `remedies.exchange.owed` … */
const Output = Entitlement.pick({ unitId: true, covered: true, until: true }).extend({
  owed: z.array(Remedy), remedies: z.record(Remedy, z.object({ owed: z.boolean(), until: z.string().nullable() })), clause: z.string(), clauseZh: z.string(), reason: z.string(), reasonZh: z.string(), code: z.string(),
});

/** What drawn processes may ask of warranty. */
export function warrantyActions(products: Products) {
  return [defineAction({
    name: 'warranty.decide', title: { zh: '判定保修权益', en: 'Decide what warranty owes' }, input: Input, output: Output,
    async run(input, context) {
      const unitId = input.unitId ?? (await products.later.unitOf(context.tx, context.stream));
      const nothing = { owed: false, until: null };
      if (!unitId) return { unitId: null, covered: false, until: null, owed: [], remedies: { return: nothing, exchange: nothing, repair: nothing, replace: nothing }, clause: '', clauseZh: '', reason: 'No unit is known.', reasonZh: '还不知道是哪台设备。', code: 'unit-unknown' };
      const e = await products.entitlement(context.tx, { unitId, on: context.now, partId: input.partId, partCategory: input.partCategory, faultKey: input.faultKey });
      const [main] = e.reasons;
      return {
        unitId, covered: e.covered, until: e.until, owed: (['return', 'exchange', 'repair', 'replace'] as const).filter((r) => e.remedies[r].owed),
        remedies: Object.fromEntries(Object.entries(e.remedies).map(([k, a]) => [k, { owed: a.owed, until: a.until }])) as Record<Remedy, { owed: boolean; until: string | null }>,
        clause: e.clause?.text.en ?? '', clauseZh: e.clause?.text.zh ?? '', reason: main?.text.en ?? '', reasonZh: main?.text.zh ?? '', code: main?.code ?? '',
      };
    },
  })];
}
