import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type TableSource, writeTable } from '../platform/feel/index.ts';
import { queues } from './company.ts';

interface Placing { readonly tier?: string; readonly type?: string; readonly language?: string; readonly category?: string; readonly tags?: string; readonly queue: string; readonly skills?: string; readonly ahead?: number; readonly weight?: number; readonly why: string }
/** What queues alone cannot say: a skill by the product, a place ahead in the line, work that counts double. The first rule that fits places the ticket; where none does, the queues' own lists do. */
const rules: readonly Placing[] = [
  { tags: 'list contains(?, "safety")', queue: queues.complaints, skills: 'complaints >= 3', ahead: 240, weight: 2, why: '冒烟、漏电等安全隐患：最先处理 · A safety matter comes first of all' },
  { tier: '"vip"', type: '"complaint"', queue: queues.vip, skills: 'complaints >= 3', ahead: 120, weight: 2, why: 'VIP 投诉：由会安抚投诉的人接，工作量按两件算 · A VIP who complains: to somebody who can calm, and it counts as two' },
  { type: '"repair"', language: '"en"', queue: queues.english, skills: 'repair >= 3', ahead: 0, weight: 1.5, why: '海外维修：会英语也懂维修的人 · A repair abroad: English and an eye for faults' },
  { type: '"repair"', category: '"printer"', queue: queues.repairs, skills: 'repair >= 3, printers >= 3', ahead: 0, weight: 1, why: '打印机维修：熟悉打印机的技术人员 · A printer to mend: somebody who knows printers' },
  { type: '"repair"', category: '"robot-vacuum"', queue: queues.repairs, skills: 'repair >= 3, robots >= 3', ahead: 0, weight: 1, why: '扫地机器人维修：熟悉机器人的技术人员 · A robot to mend: somebody who knows robots' },
];
const table: TableSource = {
  id: 'ticket-routing', name: '派单规则 / Ticket routing', policy: { kind: 'FIRST', aggregation: null },
  inputs: [
    { id: 'in-tags', label: '标签 · Tags', expression: 'tags', type: null }, { id: 'in-tier', label: '客户等级 · Tier', expression: 'tier', type: 'string' }, { id: 'in-type', label: '工单类型 · Type', expression: 'type', type: 'string' },
    { id: 'in-language', label: '语言 · Language', expression: 'language', type: 'string' }, { id: 'in-category', label: '产品类别 · Product group', expression: 'category', type: 'string' },
  ],
  outputs: [
    { id: 'out-queue', label: '队列 · Queue', name: 'queue', type: 'string', listed: null, fallback: null }, { id: 'out-skills', label: '技能 · Skills', name: 'skills', type: 'string', listed: null, fallback: null },
    { id: 'out-ahead', label: '提前分钟数 · Minutes ahead', name: 'ahead', type: 'number', listed: null, fallback: null }, { id: 'out-weight', label: '工作量 · Weight', name: 'weight', type: 'number', listed: null, fallback: null },
  ],
  rules: rules.map((r, n) => ({ id: `rule-${n + 1}`, inputs: [r.tags ?? '-', r.tier ?? '-', r.type ?? '-', r.language ?? '-', r.category ?? '-'], outputs: [JSON.stringify(r.queue), JSON.stringify(r.skills ?? ''), String(r.ahead ?? 0), String(r.weight ?? 1)], annotation: r.why })),
};

/** The decision table that places the demo's tickets, live from the beginning. */
export const placeByRules = async (app: App, tx: Tx): Promise<number> => app.afterSales.processes.deploy(tx, { key: table.id, kind: 'dmn', xml: await writeTable(table), note: '示例 · An example', actor: systemActor });
