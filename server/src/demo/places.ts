import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ALWAYS_OPEN } from '../platform/time/index.ts';
import { company } from './company.ts';
import { homeForVans, worksAt } from './store-parts.ts';

/** Where the demo's company has a door: key, kind, names, address, region, degrees, phone, what supplies it. */
const places = [
  ['CN-JX', 'warehouse', '嘉兴中央配件仓', 'Jiaxing parts warehouse', '浙江省嘉兴市南湖区亚太路 778 号', '浙江', 30.7391, 120.7907, '0573-8260-0188', null],
  ['EU-RT', 'warehouse', '鹿特丹配件仓', 'Rotterdam parts warehouse', 'Waalhaven Zuidzijde 21, 3089 JH Rotterdam', 'NL', 51.8825, 4.4417, '+31 10 700 0188', null],
  ['SH-SVC', 'centre', '上海维修中心', 'Shanghai service centre', '上海市闵行区莘庄工业区春东路 508 号', '上海', 31.0651, 121.3887, '021-5442-0100', 'CN-JX'],
  ['BJ-SVC', 'centre', '北京维修中心', 'Beijing service centre', '北京市大兴区亦庄荣华南路 15 号', '北京', 39.7942, 116.5067, '010-6788-0100', 'CN-JX'],
  ['GZ-SVC', 'centre', '广州维修中心', 'Guangzhou service centre', '广州市番禺区东环街番禺大道北 555 号', '广东', 22.9937, 113.3612, '020-8477-0100', 'CN-JX'],
  ['CD-SVC', 'centre', '成都维修中心', 'Chengdu service centre', '成都市高新区天府五街 200 号', '四川', 30.5414, 104.0664, '028-8533-0100', 'CN-JX'],
  ['HH-SVC', 'centre', '汉堡维修中心', 'Hamburg service centre', 'Wendenstraße 130, 20537 Hamburg', 'DE', 53.5490, 10.0370, '+49 40 300 0100', 'EU-RT'],
  ['SH-XH', 'shop', '上海徐家汇店', 'Shanghai Xujiahui shop', '上海市徐汇区肇嘉浜路 1111 号', '上海', 31.1946, 121.4390, '021-6426-0101', 'SH-SVC'],
  ['SH-PD', 'shop', '上海陆家嘴店', 'Shanghai Lujiazui shop', '上海市浦东新区世纪大道 88 号', '上海', 31.2366, 121.5050, '021-5047-0102', 'SH-SVC'],
  ['BJ-CY', 'shop', '北京朝阳店', 'Beijing Chaoyang shop', '北京市朝阳区朝阳北路 101 号', '北京', 39.9237, 116.5180, '010-8577-0103', 'BJ-SVC'],
  ['SZ-NS', 'shop', '深圳南山店', 'Shenzhen Nanshan shop', '深圳市南山区文心五路 33 号', '广东', 22.5176, 113.9359, '0755-8635-0104', 'GZ-SVC'],
  ['HZ-XH', 'shop', '杭州西湖店', 'Hangzhou West Lake shop', '杭州市西湖区文三路 478 号', '浙江', 30.2767, 120.1226, '0571-8795-0105', 'SH-SVC'],
  ['WH-WC', 'shop', '武汉武昌店', 'Wuhan Wuchang shop', '武汉市武昌区中南路 9 号', '湖北', 30.5380, 114.3327, '027-8736-0106', 'CN-JX'],
  ['BER-MI', 'shop', '柏林米特店', 'Berlin Mitte shop', 'Torstraße 66, 10119 Berlin', 'DE', 52.5287, 13.4030, '+49 30 400 0101', 'HH-SVC'],
  ['PAR-11', 'shop', '巴黎十一区店', 'Paris 11e shop', '14 rue Oberkampf, 75011 Paris', 'FR', 48.8647, 2.3692, '+33 1 80 00 01 02', 'EU-RT'],
  ['MIL-PV', 'shop', '米兰店', 'Milan Porta Venezia shop', 'Corso Buenos Aires 12, 20124 Milano', 'IT', 45.4757, 9.2072, '+39 02 8000 0103', 'EU-RT'],
] as const;

export interface Place { readonly id: number; readonly key: string; readonly kind: string; readonly region: string }

/** Warehouses, service centres and shops with their opening hours; vans that exist already get their home. */
export async function makePlaces(app: App, tx: Tx): Promise<Place[]> {
  const { sites } = app.afterSales;
  const calendars = await app.org.calendars(tx);
  const hours = calendars.find((c) => JSON.stringify(c.hours) !== JSON.stringify(ALWAYS_OPEN.hours))?.id ?? calendars[0]?.id ?? null;
  const ids = new Map<string, number>();
  for (const [key, kind, zh, en, address, region, lat, lon, phone, home] of places) {
    const known = await sites.byKey(key, tx);
    const made = known ?? await sites.create(tx, { key, kind, name: { zh, en }, address, region, lat, lon, phone, calendarId: hours, agentId: null, homeId: home ? (ids.get(home) ?? null) : null, active: true, staff: [] }, systemActor);
    ids.set(key, made.id);
  }
  await homeForVans(tx, ids.get('SH-SVC') ?? 0);
  // Their technician drives, and mends at the centre parcels go to.
  await worksAt(tx, ids.get('SH-SVC') ?? 0, `technician@${company.domain}`);
  return sites.list({ active: true }, tx);
}
