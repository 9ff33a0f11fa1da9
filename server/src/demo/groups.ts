import type { App } from '../app.ts';
import type { Principal } from '../platform/auth/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { company } from './company.ts';
import type { Random } from './random.ts';
import * as store from './store-groups.ts';

/** Sets everything up as an administrator would. */
const house: Principal = { kind: 'key', id: 0, name: 'Aftercare', rights: new Set(['*']), scope: 'all', teams: [], language: 'zh-CN' };
const day = 86_400_000;
const segments = [
  { name: { zh: '金卡与 VIP 客户', en: 'Gold and VIP' }, condition: 'kind = "person" and tier in ("gold", "vip")', tag: null },
  { name: { zh: '近期投诉，待回访', en: 'Complained lately, to be rung' }, condition: 'complaints >= 1 and lastTicketDays <= 60', tag: '回访' },
  { name: { zh: '有合同的企业', en: 'Companies with a contract' }, condition: 'contract != ""', tag: null },
] as const;
/** Which of the companies belongs to which, by their place in the list. */
const below: readonly (readonly [number, number])[] = [[5, 0], [13, 0], [10, 3], [23, 17]];
const contracts = [
  { company: 0, number: 'NV-2026-001', level: '24x7', tier: 'vip', covers: ['上门维修', '备机', '备件'], note: '7×24 小时响应，4 小时内到达现场。' },
  { company: 3, number: 'NV-2026-014', level: '8x5', tier: 'gold', covers: ['上门维修', '备件'], note: '' },
  { company: 17, number: 'NV-2026-022', level: '8x5', tier: 'gold', covers: ['Visits', 'Parts'], note: 'Billed each quarter.' },
] as const;

/** Companies above others with what was agreed, groups of customers, a message that went to one of them and one that waits to be checked. */
export async function makeGroups(app: App, tx: Tx, random: Random, firstCustomerId: number, now: Date): Promise<void> {
  const on = (days: number) => new Date(now.getTime() + days * day).toISOString().slice(0, 10);
  await store.putBelow(tx, below.map(([id, aboveId]) => ({ id: firstCustomerId + id, aboveId: firstCustomerId + aboveId })));
  for (const c of contracts) await app.customers.contracts.create(tx, house, firstCustomerId + c.company, { number: c.number, startsOn: on(-random.int(60, 200)), endsOn: on(random.int(120, 300)), tier: c.tier, serviceLevel: c.level, covers: [...c.covers], note: c.note, fileIds: [] });
  const ids: number[] = [];
  for (const s of segments) ids.push((await app.segments.create(tx, s)).id);
  const at = new Date(now.getTime() - 12 * day);
  await store.sendPast(tx, {
    segmentId: ids[0] ?? 0, name: 'R7 充电座检查 · R7 docks', at, by: company.zh, from: company.zh,
    subject: { zh: '请检查您的 R7 充电座', en: 'Please check the dock of your R7' },
    text: {
      zh: '{{customer.name}}您好，2026 年 3 月前生产的 R7 充电座，电源线可能松动。请查看底部标签，如批次以 26A 开头，回复本邮件即可免费更换，无需寄回旧件。',
      en: 'Dear {{customer.name}}, the cable of R7 docks made before March 2026 may come loose. Please look at the label below: if the batch begins with 26A, simply answer this mail and we send a new one, free of charge.',
    },
  });
  await store.writeDraft(tx, {
    segmentId: ids[2] ?? 0, name: '年检预约 · yearly service', at: now, by: company.zh,
    subject: { zh: '预约今年的设备年检', en: 'Book the yearly service of your devices' },
    text: { zh: '{{customer.name}}您好，合同内的年度检修可以预约了，请告诉我们方便的时间。', en: 'Dear {{customer.name}}, the yearly service of your contract can be booked now. Tell us when it suits you.' },
  });
}
