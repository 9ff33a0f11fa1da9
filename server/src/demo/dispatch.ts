import type { App } from '../app.ts';
import { planAtOnce } from '../modules/dispatch/index.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { dateOf, dayNumberOf } from '../platform/time/local-date.ts';
import { company, type SkillKey } from './company.ts';
import type { Random } from './random.ts';
import * as store from './store.ts';
import * as visits from './store-dispatch.ts';

/** Districts of the demo's city as the field service cuts them. */
const territories = [
  { zh: '浦西中心', en: 'Puxi centre', regions: ['黄浦区', '静安区', '徐汇区'], polygon: [[31.262, 121.415], [31.262, 121.492], [31.205, 121.508], [31.165, 121.462], [31.165, 121.415]] },
  { zh: '浦东', en: 'Pudong', regions: ['浦东新区'], polygon: [[31.300, 121.520], [31.300, 121.640], [31.170, 121.640], [31.170, 121.500], [31.235, 121.505]] },
  { zh: '北区', en: 'North', regions: ['虹口区', '杨浦区', '宝山区'], polygon: [[31.380, 121.420], [31.380, 121.550], [31.268, 121.555], [31.265, 121.420]] },
  { zh: '西南', en: 'South-west', regions: ['闵行区', '长宁区'], polygon: [[31.225, 121.340], [31.225, 121.412], [31.090, 121.440], [31.090, 121.340]] },
] as const;
const districts = [
  { region: '黄浦区', at: [31.224, 121.478], territory: 0, streets: ['南京东路', '西藏中路', '鲁班路'] }, { region: '静安区', at: [31.236, 121.445], territory: 0, streets: ['北京西路', '江宁路', '常德路'] },
  { region: '徐汇区', at: [31.188, 121.438], territory: 0, streets: ['漕溪北路', '宜山路', '天钥桥路'] }, { region: '浦东新区', at: [31.225, 121.560], territory: 1, streets: ['张杨路', '浦建路', '锦绣路', '杨高中路'] },
  { region: '虹口区', at: [31.282, 121.482], territory: 2, streets: ['四川北路', '大连西路'] }, { region: '杨浦区', at: [31.290, 121.522], territory: 2, streets: ['国定路', '控江路'] },
  { region: '宝山区', at: [31.345, 121.470], territory: 2, streets: ['共和新路', '牡丹江路'] }, { region: '闵行区', at: [31.130, 121.395], territory: 3, streets: ['七莘路', '沪闵路', '都市路'] }, { region: '长宁区', at: [31.205, 121.380], territory: 3, streets: ['天山路', '仙霞路'] },
] as const;
const names = ['吴建国', '刘强', '陈勇', '杨帆', '黄伟', '高峰', '罗斌', '梁军', '宋凯', '韩旭', '冯涛', '邓超', '曹阳', '彭辉'];
/** What is done at the customer's, by the product it is done to. */
const works = [
  { of: '扫地机器人', zh: '更换主刷电机', minutes: 50, skill: 'robots' }, { of: '扫地机器人', zh: '基站不充电，上门检测', minutes: 45, skill: 'robots' }, { of: '打印机', zh: '检测进纸，更换搓纸轮', minutes: 60, skill: 'printers' }, { of: '一体机', zh: '清洗喷头，检测走纸', minutes: 60, skill: 'printers' },
  { of: '门锁', zh: '门锁检测与调校', minutes: 75, skill: 'smart-home' }, { of: '门锁', zh: '更换门锁电路板', minutes: 40, skill: 'smart-home' }, { of: '净化器', zh: '净化器检测，更换风机', minutes: 55, skill: 'appliances' }, { of: '咖啡机', zh: '咖啡机检测，更换水泵', minutes: 50, skill: 'appliances' },
  { of: '空气炸锅', zh: '空气炸锅检测，更换加热管', minutes: 40, skill: 'appliances' }, { of: '吸尘器', zh: '更换电池与滤芯', minutes: 40, skill: 'appliances' },
] as const;
const checklist = [
  { key: 'power', title: { zh: '断电并确认', en: 'Power off, checked' } }, { key: 'fault', title: { zh: '复现故障并拍照', en: 'Fault reproduced, photographed' } },
  { key: 'test', title: { zh: '修好后试机 10 分钟', en: 'Ran for 10 minutes after the repair' } }, { key: 'explain', title: { zh: '向客户说明并交代注意事项', en: 'Explained to the customer' } },
];
const windows = [['08:00', '10:00'], ['10:00', '12:00'], ['13:00', '15:00'], ['15:00', '17:00']] as const;
const aDay = 52;

/** Technicians, territories and a week of visits around today; a technician who can sign in to the field app. */
export async function makeFieldService(app: App, tx: Tx, random: Random): Promise<void> {
  const { dispatch } = app.afterSales;
  const now = app.platform.clock.now();
  const territoryIds: number[] = [];
  for (const t of territories) territoryIds.push(await visits.insertTerritory(tx, { name: { zh: t.zh, en: t.en }, regions: [...t.regions], polygon: t.polygon }));
  const skills = new Map((await app.org.skills(tx)).map((s) => [s.key as SkillKey, s.id]));
  const levels: readonly SkillKey[] = ['robots', 'printers', 'smart-home', 'appliances'];
  const known = (await app.org.agents(tx)).find((a) => a.email === `technician@${company.domain}`);
  for (const [i, name] of names.entries()) {
    const district = districts[i % districts.length]!;
    const able = levels.filter((_, k) => (k + i) % 4 !== 3);
    const id = i === 0 && known ? known.id : (await app.org.addAgent(tx, { email: `field${i + 1}@${company.domain}`, name, roles: ['technician'], passwordHash: 'not yet', language: 'zh-CN', languages: ['zh-CN'], skills: able.map((key) => ({ skillId: skills.get(key) ?? 0, level: random.int(2, 4) })), capacity: 0 }, systemActor)).id;
    if (i === 0 && known) await app.org.updateAgent(tx, id, { skills: levels.map((key) => ({ skillId: skills.get(key) ?? 0, level: 2 })) }, systemActor);
    const at = near(random, district.at);
    const key = `VAN-${String(i + 1).padStart(2, '0')}`;
    const van = (await app.afterSales.sites.vanOf(id, tx)) ?? (await app.afterSales.sites.byKey(key, tx)) ?? (await app.afterSales.sites.create(tx, { key, kind: 'van', name: { zh: `服务车 ${i + 1}`, en: `Van ${i + 1}` }, address: '', region: district.region, lat: at.lat, lon: at.lon, phone: '', calendarId: null, agentId: id, homeId: null, active: true, staff: [id] }, systemActor));
    await visits.insertTechnician(tx, { agentId: id, homeName: `${district.region}站`, ...at, vanSiteId: van.id, territoryIds: [territoryIds[district.territory]!], early: i % 3 !== 2, phone: `138${random.digits(8)}` });
  }

  const tickets = await visits.ticketsToVisit(tx, aDay * 7);
  const house = await dispatch.days.house(tx);
  const today = dayNumberOf(new Intl.DateTimeFormat('sv-SE', { timeZone: house.timeZone }).format(now));
  const firstId = await store.reserveIds(tx, 'visit', tickets.length);
  for (let k = -2; k <= 4; k++) {
    const mine = tickets.slice((k + 2) * aDay, (k + 3) * aDay);
    const day = dateOf(today + k);
    const rows = mine.map((ticket, j) => draft(random, firstId + (k + 2) * aDay + j, ticket, day, skills, now));
    const loaded = await dispatch.days.build(house, day, rows);
    const found = new Map(planAtOnce({ ...loaded.facts, now: null }, loaded.travel, k < 0 ? 400 : 24, 7 + k).map((f) => [f.visitId, f]));
    const planned = rows.map((row) => {
      const place = found.get(row.id);
      // Some customers have not chosen yet, and one visit of tomorrow lost its technician.
      const open = k > 0 && random.chance(0.05);
      if (k === 1 && row === rows[3]) return { ...row, technicianId: null, startsAt: null };
      const free = open || place?.technicianId == null || place.starts === null;
      return course(random, { ...row, technicianId: free ? null : place.technicianId, startsAt: free ? null : loaded.clock.instantOf(place.starts!) }, now);
    });
    await visits.insertVisits(tx, planned);
    if (k <= 0) await visits.publishDay(tx, day, now, '林婉清');
  }
}

const near = (random: Random, [lat, lon]: readonly [number, number]) => ({ lat: Math.round((lat + (random.next() - 0.5) * 0.05) * 1e5) / 1e5, lon: Math.round((lon + (random.next() - 0.5) * 0.06) * 1e5) / 1e5 });

function draft(random: Random, id: number, ticket: visits.TicketToVisit, day: string, skills: ReadonlyMap<SkillKey, number>, now: Date): visits.DemoVisit {
  const district = random.pick(districts);
  const work = random.pick(works.filter((one) => ticket.product.includes(one.of)));
  const [from, to] = random.pick(windows);
  const at = (clock: string) => new Date(`${day}T${clock}:00+08:00`);
  return {
    id, ticketId: ticket.id, unitId: null, title: work.zh, fault: ticket.subject, contactName: ticket.customerName, phone: ticket.phone ?? `139${random.digits(8)}`, address: `上海市${district.region}${random.pick(district.streets)} ${random.int(8, 1900)} 弄 ${random.int(1, 60)} 号 ${random.int(1, 18)}0${random.int(1, 4)} 室`, region: district.region,
    ...near(random, district.at), minutes: work.minutes, skills: [{ skillId: skills.get(work.skill) ?? 0, level: 2 }], parts: [], checklist, priority: random.chance(0.06) ? 'urgent' : random.chance(0.15) ? 'high' : 'normal',
    customerId: ticket.customerId, customerName: ticket.customerName, state: 'planned', windowFrom: at(from), windowTo: at(to), technicianId: null, technicianName: null, startsAt: null, locked: false, publishedAt: null,
    onTheWayAt: null, etaAt: null, arrivedAt: null, finishedAt: null, checked: [], note: '', reason: '', signedBy: '', signatureFileId: null, createdAt: new Date(Math.min(now.getTime(), at(from).getTime()) - random.int(1, 4) * 86_400_000), version: 1,
  };
}

/** What has happened to a visit by now. */
function course(random: Random, row: visits.DemoVisit, now: Date): visits.DemoVisit {
  if (row.technicianId === null || row.startsAt === null) return { ...row, state: 'waiting', windowFrom: null, windowTo: null };
  const begins = new Date(row.startsAt.getTime() + random.int(-4, 9) * 60_000);
  const ends = new Date(begins.getTime() + row.minutes * random.int(80, 115) * 600);
  const left = new Date(begins.getTime() - random.int(12, 30) * 60_000);
  const published = { publishedAt: now };
  if (ends <= now) {
    const failed = random.chance(0.05);
    return { ...row, ...published, state: failed ? 'failed' : 'done', onTheWayAt: left, etaAt: begins, arrivedAt: begins, finishedAt: ends, checked: failed ? [] : checklist.map((c) => c.key), reason: failed ? '客户不在家' : '', note: failed ? '' : '已修复，试机正常', signedBy: failed ? '' : row.contactName };
  }
  if (begins <= now) return { ...row, ...published, state: 'arrived', onTheWayAt: left, etaAt: begins, arrivedAt: begins, checked: ['power'] };
  if (left <= now) return { ...row, ...published, state: 'on-the-way', onTheWayAt: left, etaAt: begins };
  return { ...row, locked: random.chance(0.04) };
}
