import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { company } from './company.ts';
import type { Random } from './random.ts';
import * as tables from './store-vendors.ts';
import { insertRows, reserveIds } from './store.ts';

const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
/** Key, name, whom to ask, regions, price of a visit and of a depot repair in minor units, currency, how good they are (0 to 1). */
const partners = [
  ['SH-HX', '上海好修家电服务有限公司', '顾建民', '021-5580-3366', ['上海', '浙江', '江苏'], 12_000, 16_800, 'CNY', 0.93],
  ['GD-JD', '广东捷达售后服务中心', '梁志强', '020-3877-9120', ['广东', '福建'], 11_500, 15_900, 'CNY', 0.82],
  ['BJ-XC', '北京信诚电器维修', '高健', '010-6492-5518', ['北京', '天津', '河北'], 13_800, 17_500, 'CNY', 0.88],
  ['CD-RX', '成都蓉修科技', '罗欣', '028-8611-7042', ['四川', '重庆'], 10_800, 14_600, 'CNY', 0.7],
  ['EU-FW', 'Fixwell Service GmbH', 'Jonas Weber', '+49 30 5557 0188', ['DE', 'FR', 'NL'], 5900, 8200, 'EUR', 0.9],
] as const;
const noes = ['本周排期已满', '该型号没有配件', '地址超出服务半径', '师傅休假'];
const works = ['上门检查不通电，必要时更换电源板', '异响，检查电机与轴承', '漏水，更换密封圈并试机', '不制热，检查加热组件', '屏幕不亮，检查排线与主板', '按协议做一次深度清洁保养'];
const said = { contacted: ['已联系客户，约明天上午', '客户要求周末上门'], started: ['到达现场，开始拆机', '已收到机器，开始检测'], 'waiting-for-part': ['电源板缺货，预计两天到'], note: ['客户不在家，改约'] } as const;

/** Companies that repair for the demo's company, what they did in four months, and what they were paid. */
export async function makeVendors(app: App, tx: Tx, random: Random, pictures: readonly { id: number }[]): Promise<void> {
  const now = app.platform.clock.now().getTime();
  const { vendors } = app.afterSales;
  const made: { id: number; contractId: number; name: string; person: string; regions: readonly string[]; visit: number; depot: number; currency: string; good: number; open: number }[] = [];
  for (const [key, name, person, phone, regions, visit, depot, currency, good] of partners) {
    const vendor = await vendors.create(tx, { key, name, state: 'active', language: currency === 'EUR' ? 'en' : 'zh-CN', contactName: person, phone, email: `service@${key.toLowerCase()}.example`, note: '', webhookUrl: '' });
    const contract = await vendors.addContract(tx, vendor.id, {
      name: currency === 'EUR' ? 'Framework agreement' : '年度维修服务协议', startsOn: new Date(now - 300 * day).toISOString().slice(0, 10), endsOn: new Date(now + 200 * day).toISOString().slice(0, 10), regions: [...regions], products: [], currency,
      rates: { 'on-site': { amountMinor: visit }, 'depot-repair': { amountMinor: depot }, inspection: { amountMinor: Math.round(visit / 2) }, maintenance: { amountMinor: visit - 2000 } }, acceptMinutes: 240, doneMinutes: 4320, rank: 100 - Math.round(good * 50), active: true,
    });
    made.push({ id: vendor.id, contractId: contract.id, name, person, regions, visit, depot, currency, good, open: 0 });
  }
  const user = await tables.agentByMail(tx, `vendor@${company.domain}`);
  if (user && made[0]) await vendors.linkUser(tx, made[0].id, user.id);

  const tickets = (await tables.repairTickets(tx, 700)).filter(() => random.chance(0.3)).toReversed();
  const first = await reserveIds(tx, 'vendor_job', tickets.length);
  const jobs: Record<string, unknown>[] = [];
  const offers: Record<string, unknown>[] = [];
  const progress: Record<string, unknown>[] = [];
  const claims: Record<string, unknown>[] = [];
  for (const [i, ticket] of tickets.entries()) {
    const id = first + i;
    // The vendor who may sign in finds something to answer.
    const asked = i >= tickets.length - 3;
    const v = asked && made[0] ? made[0] : random.weighted(made, (m) => (m.currency === 'EUR' ? 0.5 : 1) + (m === made[0] ? 1 : 0));
    const kind = random.pick(['on-site', 'on-site', 'depot-repair', 'inspection'] as const);
    const amount = kind === 'depot-repair' ? v.depot : kind === 'inspection' ? Math.round(v.visit / 2) : v.visit;
    const offered = Math.min(ticket.openedAt.getTime() + random.int(1, 20) * hour, now - random.int(5, 200) * minute);
    const actor = { kind: 'agent', id: null, name: v.person };
    const over = ticket.solvedAt !== null || now - offered > 6 * day;
    const answered = Math.min(offered + Math.round(random.around(45, 0.9)) * minute, now - minute);
    const fate = asked ? 'offered' : over ? random.weighted(['checked', 'cancelled', 'nobody'] as const, (f) => ({ checked: 20, cancelled: 1, nobody: 1 - v.good })[f]) : random.pick(['offered', 'accepted', 'working', 'working', 'done'] as const);
    if (random.chance((1 - v.good) * 0.9) && fate !== 'offered') {
      const other = made.find((m) => m !== v && m.currency === v.currency) ?? v;
      if (other !== v) offers.push({ job_id: id, vendor_id: other.id, contract_id: other.contractId, amount_minor: amount, state: random.chance(0.7) ? 'declined' : 'expired', offered_at: new Date(offered - 5 * hour), answer_by: new Date(offered - hour), answered_at: new Date(offered - 2 * hour), reason: random.pick(noes) });
    }
    const taken = fate !== 'offered' && fate !== 'nobody';
    offers.push({ job_id: id, vendor_id: v.id, contract_id: v.contractId, amount_minor: amount, state: fate === 'offered' ? 'open' : fate === 'nobody' ? 'declined' : 'accepted', offered_at: new Date(offered), answer_by: new Date(Math.max(offered + 4 * hour, fate === 'offered' ? now + random.int(20, 230) * minute : 0)), answered_at: fate === 'offered' ? null : new Date(answered), reason: fate === 'nobody' ? random.pick(noes) : '' });
    const due = answered + 3 * day;
    const finished = fate === 'done' || fate === 'checked' ? Math.min(answered + Math.round((random.chance(v.good) ? random.int(10, 66) : random.int(74, 130)) * hour), now - 30 * minute) : null;
    const photos = pictures.length > 0 ? [random.pick(pictures).id, random.pick(pictures).id] : [];
    const checked = fate === 'checked' && finished ? Math.min(finished + random.int(2, 30) * hour, now - minute) : null;
    const say = (kindOf: string, body: string, at: number, who: object = actor) => { if (at <= now) progress.push({ job_id: id, kind: kindOf, body, files: kindOf === 'done' ? photos : [], at: new Date(at), actor: who }); };
    if (taken) say('accepted', '', answered);
    if (taken && fate !== 'accepted') for (const [n, step] of (['contacted', 'started', ...(random.chance(0.2) ? (['waiting-for-part'] as const) : [])] as const).entries()) say(step, random.pick(said[step]), answered + (n + 1) * random.int(1, 5) * hour);
    if (finished) say('done', '已更换配件并试机，客户确认正常', finished);
    if (checked) say('checked', '', checked, { kind: 'agent', id: null, name: '邵建平' });
    const wish = !over && (fate === 'working' || fate === 'done') && random.chance(0.25);
    if (wish) {
      claims.push({ job_id: id, kind: 'price', raised_by: 'vendor', amount_minor: amount + 6000, reason: '拆机发现电机也需更换，申请增加材料费', files: photos.slice(0, 1), state: 'open', raised_at: new Date(now - random.int(1, 9) * hour), actor, decided_at: null, answer: '' });
    }
    const extra = fate === 'checked' && random.chance(0.08);
    if (extra && checked) claims.push({ job_id: id, kind: 'price', raised_by: 'vendor', amount_minor: amount + 4000, reason: '楼层无电梯，两人搬运', files: [], state: 'granted', raised_at: new Date(checked - 4 * hour), actor, decided_at: new Date(checked - hour), answer: '情况属实' });
    jobs.push({
      id, ticket_id: ticket.id, key: `demo:${id}`, kind, region: random.pick(v.regions), product: ticket.product, serial: ticket.serial, summary: random.pick(works), customer: { name: ticket.customerName, phone: ticket.phone, address: '' }, queue: [v.id], state: fate, vendor_id: taken ? v.id : null, contract_id: taken ? v.contractId : null,
      amount_minor: taken ? amount + (extra ? 4000 : 0) : null, currency: v.currency, offered_at: new Date(offered), accepted_at: taken ? new Date(answered) : null, due_at: taken ? new Date(due) : null, done_at: finished ? new Date(finished) : null, checked_at: checked ? new Date(checked) : null, redone: random.chance(0.06) ? 1 : 0,
      reopened: fate === 'checked' && random.chance((1 - v.good) / 2), rating: fate === 'checked' && random.chance(0.5) ? (random.chance(v.good) ? random.int(4, 5) : random.int(1, 3)) : null,
      proof: finished ? { photos, serial: ticket.serial, serialFits: ticket.serial ? true : null, signature: null, signedBy: ticket.customerName, note: '已更换配件并试机，客户确认正常', at: new Date(finished).toISOString() } : null, created_by: systemActor, files: photos.slice(0, 1), way: 'in-turn', version: 1,
    });
  }
  await insertRows(tx, 'vendor_job', tables.job, jobs);
  await insertRows(tx, 'vendor_offer', tables.offer, offers);
  await insertRows(tx, 'vendor_progress', tables.progress, progress);
  await insertRows(tx, 'vendor_claim', tables.claim, claims);
  await settle(app, tx, now);
}

/** Months that are over: the older ones paid, the last one approved; this month lies as a draft. */
async function settle(app: App, tx: Tx, now: number): Promise<void> {
  const { settlements } = app.afterSales.vendors;
  const begin = new Date(now);
  for (let back = 3; back >= 0; back--) {
    const period = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() - back, 15)).toISOString().slice(0, 7);
    await settlements.run(tx, period, null, systemActor);
    if (back === 0) continue;
    for (const s of await settlements.list({ period }, tx)) {
      await settlements.approve(tx, s.id, systemActor);
      if (back > 1) await settlements.pay(tx, s.id, `FK${period.replace('-', '')}${String(s.id).padStart(4, '0')}`, systemActor);
    }
  }
}
