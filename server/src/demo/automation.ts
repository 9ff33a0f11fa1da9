import type { RuleWrite } from '@aftercare/contract/automation';
import type { App } from '../app.ts';
import type { Principal } from '../platform/auth/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { settleComplaints, settleStates } from './store-automation.ts';

/** Sets everything up as an administrator would. */
const house: Principal = { kind: 'key', id: 0, name: 'Aftercare', rights: new Set(['*']), scope: 'all', teams: [], language: 'zh-CN' };

type Macro = Parameters<App['automation']['macros']['create']>[2];
const macros: readonly Omit<Macro, 'personal' | 'teamId' | 'active' | 'position'>[] = [
  { name: { zh: '索要序列号', en: 'Ask for the serial number' }, changes: { status: 'pending', addTags: ['serial'] }, text: { zh: '{{customer.name}}您好，请把产品背面的序列号拍照发给我们，我们马上查询保修。', en: 'Dear {{customer.name}}, please send us a photo of the serial number on the back, and we will look up your warranty at once.' }, send: false, after: 'keep', note: '' },
  { name: { zh: '安全隐患升级', en: 'Safety first' }, changes: { priority: 'urgent', owner: 'me', addTags: ['safety'] }, text: { zh: '{{customer.name}}您好，请立即拔掉电源并停止使用，我们会尽快与您联系。', en: 'Dear {{customer.name}}, please unplug it and stop using it. We will ring you right away.' }, send: true, after: 'keep', note: '已按安全隐患流程处理 / handled as a safety matter' },
  { name: { zh: '无回复，先结单', en: 'No word from them, solve' }, changes: { status: 'solved' }, text: { zh: '我们一直没有收到您的回复，先为您结单。如仍需帮助，直接回复即可。', en: 'We have not heard from you, so we close this for now. Simply answer if you still need us.' }, send: true, after: 'keep', note: '' },
];
const rules: readonly Omit<RuleWrite, 'active' | 'mostPerHour' | 'position'>[] = [
  { kind: 'trigger', name: { zh: '冒烟、漏电即紧急', en: 'Smoke and sparks are urgent' }, events: ['opened', 'customer-wrote'], timing: null, condition: '= matches(subject, "冒烟|漏电|起火|smoke|spark|fire", "i") and priority != "urgent"', actions: [{ name: 'tickets.change', input: { priority: 'urgent', addTags: ['safety'] } }] },
  { kind: 'trigger', name: { zh: '差评转为投诉跟进', en: 'Low ratings are looked into' }, events: ['rated'], timing: null, condition: '= rating <= 2', actions: [{ name: 'tickets.note', input: { zh: '客户评价较低，请主管回访。', en: 'The customer was not happy: please ring them.' } }] },
  { kind: 'schedule', name: { zh: '等待客户三天后提醒', en: 'Remind after three days of waiting' }, events: [], timing: { after: 72, since: 'status' }, condition: '= status = "pending"', actions: [{ name: 'customers.notify', input: { zh: '{{customer.name}}您好，工单 {{ticket.number}} 还在等您的回复。', en: 'Dear {{customer.name}}, request {{ticket.number}} still waits for your answer.' } }] },
];

/** Macros, rules and causes of complaints, so that each page has something to show. Rules begin with what happens from now on. */
export async function makeAutomation(app: App, tx: Tx): Promise<void> {
  await settleStates(tx);
  await settleComplaints(tx);
  for (const [position, macro] of macros.entries()) await app.automation.macros.create(tx, house, { ...macro, personal: false, teamId: null, active: true, position });
  for (const [position, rule] of rules.entries()) await app.automation.rules.create(tx, { ...rule, active: true, mostPerHour: 3, position });
}
