import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { company } from './company.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import * as tables from './store-vendors.ts';
import { insertRows, reserveIds } from './store.ts';

const minute = 60_000;
const hour = 3_600_000;
const services = [
  { letter: 'A', name: { zh: '送修与检测', en: 'Repairs' }, active: true }, { letter: 'B', name: { zh: '取件', en: 'Collect' }, active: true },
  { letter: 'C', name: { zh: '退换货', en: 'Returns and exchanges' }, active: true }, { letter: 'D', name: { zh: '咨询与配件', en: 'Questions and parts' }, active: true },
];
const faults = ['不通电，按电源键无反应', '工作时异响，震动明显', '充不满电，用十分钟就没电', '漏水', '屏幕花屏', '连不上 Wi-Fi'];
const areas = ['机身', '屏幕 / 面板', '按键', '接口'];

/** People who wait, products on the shelf, on the way and back with their owners, at the counters of the demo's company. */
export async function makeCounter(app: App, tx: Tx, random: Random, places: readonly Place[], pictures: readonly { id: number }[]): Promise<void> {
  const now = app.platform.clock.now().getTime();
  const counters = places.filter((p) => p.kind === 'shop' || p.kind === 'centre');
  for (const site of counters) await app.afterSales.counter.queue.saveServices(tx, site.id, services);
  const at = (key: string) => counters.find((p) => p.key === key) ?? counters[0];
  const [shop, other, centre] = [at('SH-XH'), at('SH-PD'), at('SH-SVC')];
  if (!shop || !other || !centre) return;
  const clerk = await tables.agentByMail(tx, `counter@${company.domain}`);
  if (clerk) await tables.workAt(tx, clerk.id, [shop.id]);
  await waitingLine(tx, random, shop.id, clerk?.id ?? null, now);

  const names = new Map((await app.afterSales.sites.list({}, tx)).map((s) => [s.id, s.name.zh]));
  const tickets = (await tables.repairTickets(tx, 400)).filter((one) => random.chance(one.solvedAt ? 0.1 : 0.6)).slice(0, 70);
  const first = await reserveIds(tx, 'counter_item', tickets.length);
  const items: Record<string, unknown>[] = [];
  const links: Record<string, unknown>[] = [];
  for (const [i, ticket] of tickets.entries()) {
    const id = first + i;
    const site = random.pick([shop, shop, other, centre]);
    const done = ticket.status === 'solved' || ticket.status === 'closed';
    const received = new Date(Math.min(ticket.openedAt.getTime() + random.int(1, 30) * minute, now - random.int(2, 60) * hour));
    const course = done ? random.pick(['given', 'given', 'given-far'] as const) : random.pick(['here', 'here', 'sent', 'there'] as const);
    const photos = pictures.length > 0 ? [random.pick(pictures).id, random.pick(pictures).id] : [];
    const seal = `NF${random.digits(6)}`;
    const home = { kind: 'site', siteId: site.id, name: names.get(site.id) ?? '' };
    const bench = { kind: 'site', siteId: centre.id, name: names.get(centre.id) ?? '' };
    const van = { kind: 'carrier', siteId: null, name: random.pick(['顺丰 SF10', '店间班车 沪A·6K', '京东物流 JD00']) + random.digits(6) };
    const owner = { kind: 'customer', siteId: null, name: ticket.customerName };
    const far = site.id !== centre.id;
    const steps: [string, object, object][] = [['received', owner, home]];
    if (far && course !== 'here' && course !== 'given') steps.push(['sent', home, van]);
    if (far && (course === 'there' || course === 'given-far')) steps.push(['arrived', van, bench]);
    if (done) steps.push(['handed-back', far && course === 'given-far' ? bench : home, owner]);
    const last = steps.at(-1)?.[2] as { kind: string; siteId: number | null; name: string };
    const ended = new Date(Math.min((ticket.solvedAt ?? received).getTime() + 5 * hour, now));
    for (const [n, [act, from, to]] of steps.entries()) {
      const [f, t] = [from, to] as { kind: string; siteId: number | null; name: string }[];
      links.push({ item_id: id, link: n + 1, act, from_kind: f?.kind, from_site_id: f?.siteId, from_name: f?.name, to_kind: t?.kind, to_site_id: t?.siteId, to_name: t?.name, seal: act === 'handed-back' ? '' : seal, seal_held: act === 'arrived' ? true : null, note: '', files: act === 'received' ? photos : [], at: act === 'handed-back' ? ended : new Date(Math.min(received.getTime() + n * 5 * hour, now)), actor: clerk ? { kind: 'agent', id: clerk.id, name: clerk.name } : systemActor });
    }
    items.push({
      id, code: `${site.key}-${String(id).padStart(6, '0')}`, site_id: site.id, ticket_id: ticket.id, customer_id: ticket.customerId, product: ticket.product, serial: ticket.serial, fault: random.pick(faults),
      condition: areas.map((area) => ({ area, state: random.chance(0.75) ? 'fine' : random.pick(['scratched', 'dented', 'dirty']), note: '' })), accessories: ['电源 / 充电器', '说明书', '包装盒'].map((name) => ({ name, there: random.chance(0.6) })), photos,
      received_at: received, received_by: clerk?.id ?? null, promised_at: new Date(received.getTime() + 5 * 86_400_000), holder: last.kind, holder_site_id: last.siteId, holder_name: last.name, bound_for_id: last.kind === 'carrier' ? centre.id : null, seal: last.kind === 'customer' ? '' : seal, links: steps.length, returned_at: done ? ended : null,
    });
  }
  await insertRows(tx, 'counter_item', tables.item, items);
  await insertRows(tx, 'counter_custody', tables.custody, links);
}

/** The morning so far: served, called, waiting. */
async function waitingLine(tx: Tx, random: Random, siteId: number, clerkId: number | null, now: number): Promise<void> {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
  const letters = await tables.servicesOf(tx, siteId);
  const count = new Map<string, number>();
  const rows = Array.from({ length: 31 }, (_, i) => {
    const service = random.weighted(letters, (s) => ({ A: 5, B: 3, C: 1, D: 2 })[s.letter] ?? 1);
    const number = (count.get(service.letter) ?? 0) + 1;
    count.set(service.letter, number);
    const taken = now - (31 - i) * 4 * minute - random.int(0, 60) * 1000;
    const state = i < 21 ? (random.chance(0.9) ? 'done' : 'no-show') : i < 24 ? 'serving' : 'waiting';
    const called = state === 'waiting' ? null : taken + random.int(4, 15) * minute;
    return { site_id: siteId, service_id: service.id, day, letter: service.letter, number, state, taken_at: new Date(taken), called_at: called ? new Date(Math.min(called, now)) : null, calls: called ? 1 : 0, desk: called ? String((i % 3) + 1) : '', agent_id: i === 23 ? clerkId : null, ended_at: i < 21 && called ? new Date(called + random.int(5, 18) * minute) : null };
  });
  await insertRows(tx, 'counter_number', tables.queueNumber, rows);
}
