import type { Tx } from '../platform/db/index.ts';
import { backdate, insertPast, setDepot } from './store-repairs.ts';

const findings = [
  { fault: '主板供电异常', cause: '受潮氧化' }, { fault: '电机轴承磨损，运转有异响', cause: '正常使用一年半' }, { fault: '排水泵堵塞', cause: '异物进入' }, { fault: '电池续航不足', cause: '循环次数过多' }, { fault: '按键失灵', cause: '排线松动' },
];

/** Where parcels go, and repairs that went back to their customers. Those under way stand where their diagram stands. */
export async function makeRepairs(tx: Tx): Promise<void> {
  await setDepot(tx);
  await insertPast(tx, findings, 140);
}

/** After the cases were walked. */
export const ageRepairs = (tx: Tx): Promise<void> => backdate(tx);
