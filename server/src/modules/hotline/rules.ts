import { HotlineRules } from '@aftercare/contract/hotline';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import * as store from './store-parties.ts';

/** Until somebody says otherwise. */
const usual: HotlineRules = {
  wrapUpSeconds: 60, showSupervision: true,
  dispositions: [
    { key: 'solved', zh: '已解决', en: 'Solved' }, { key: 'follow-up', zh: '还需跟进', en: 'More to do' }, { key: 'call-back', zh: '需要回电', en: 'Call back' }, { key: 'wrong-number', zh: '打错了', en: 'Wrong number' }, { key: 'no-answer', zh: '无人应答', en: 'Nobody there' },
  ],
};

/** What holds for all numbers: time after a call, what may come of one, whether listening is shown. */
export function createRules(db: Handle) {
  return {
    async get(handle: Handle = db): Promise<HotlineRules> {
      const row = await store.rulesRow(handle);
      return row ? HotlineRules.parse(row.rules) : usual;
    },
    async save(tx: Tx, rules: HotlineRules): Promise<HotlineRules> {
      rules.dispositions.forEach(({ key }, i) => { if (rules.dispositions.findIndex((d) => d.key === key) !== i) throw new Refusal('invalid-input', { fields: [{ path: `dispositions.${i}.key`, key: 'hotline.menu.twice', params: { value: key } }] }); });
      await store.saveRules(tx, rules);
      return rules;
    },
  };
}
export type Rules = ReturnType<typeof createRules>;
