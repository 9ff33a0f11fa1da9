import { company } from './company.ts';
import type { Random } from './random.ts';

export interface DemoCustomer {
  readonly kind: 'person' | 'company'; readonly name: string; readonly company: number | null; readonly tier: 'standard' | 'silver' | 'gold' | 'vip'; readonly language: 'zh-CN' | 'en';
  readonly preferredChannel: 'mail' | 'chat' | 'portal' | null; readonly tags: readonly string[]; readonly note: string; readonly city: string;
  readonly identities: readonly { kind: 'email' | 'phone' | 'chat'; value: string; verified: boolean }[];
  /** How often they turn up, beside others. */
  readonly weight: number;
}

const surnames = '王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 林lin 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 邓deng 冯feng 韩han 曹cao 曾zeng 彭peng 萧xiao 蔡cai 潘pan 田tian 董dong 袁yuan 于yu 余yu 叶ye 蒋jiang 杜du 苏su 魏wei 程cheng 吕lv 丁ding 沈shen 欧阳ouyang'.split(' ');
const given = '伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 明ming 超chao 霞xia 平ping 刚gang 桂gui 英ying 华hua 玉yu 兰lan 红hong 梅mei 鑫xin 宇yu 浩hao 轩xuan 欣xin 怡yi 梓zi 涵han 雨yu 晨chen 佳jia 思si 远yuan 文wen 博bo 嘉jia 懿yi 睿rui 婷ting 雪xue 琳lin 晓xiao 东dong 建jian 国guo 志zhi 成cheng 春chun 秋qiu 海hai 峰feng 凯kai 俊jun'.split(' ');
const first = 'Olivia Noah Amelia Liam Isla Oliver Ava James Grace Henry Sophie Jack Chloe Ethan Lucy Samuel Ella Daniel Freya Thomas Hannah Joseph Ruby Alexander Alice Max Clara Lukas Emma Felix Marta Javier Elena Marco Giulia Pierre Camille Anders Ingrid Piotr Zofia Aoife Sean Priya Arjun Fatima Omar Naledi Thabo Mei Kenji'.split(' ');
const last = "Smith Jones Taylor Brown Williams Wilson Evans Thomas Roberts Walker Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Clarke Jackson Turner Cooper Hill Ward Morris Moore Müller Schmidt Weber Rossi Bianchi García López Martin Bernard Petit Hansen Larsen Nowak Kowalska O'Brien Murphy Patel Singh Khan Dlamini Botha Tan Sato".split(' ');
const zhCities = '上海 北京 广州 深圳 杭州 成都 武汉 南京 苏州 西安 重庆 长沙 青岛 厦门 宁波 郑州 合肥 济南 福州 昆明 沈阳 大连 哈尔滨 南昌 佛山 无锡 贵阳 太原'.split(' ');
const abroad: Readonly<Record<string, string>> = {
  London: 'GB', Manchester: 'GB', Dublin: 'IE', Edinburgh: 'GB', Berlin: 'DE', Munich: 'DE', Hamburg: 'DE', Vienna: 'AT', Zürich: 'CH', Amsterdam: 'NL', Rotterdam: 'NL', Copenhagen: 'DK', Oslo: 'NO',
  Stockholm: 'SE', Madrid: 'ES', Barcelona: 'ES', Milan: 'IT', Lyon: 'FR', Warsaw: 'PL', Prague: 'CZ', Singapore: 'SG', Toronto: 'CA', Boston: 'US', Seattle: 'US', Sydney: 'AU', Auckland: 'NZ',
};
const enCities = Object.keys(abroad);
/** The country a customer of the demo lives in. */
export const countryOf = (city: string): string => abroad[city] ?? 'CN';
const zhTrades = ['云帆教育科技', '恒信会计师事务所', '千屿设计', '合一物业管理', '朗润律师事务所', '青藤幼儿园', '茂源贸易', '知行图书', '禾木民宿', '康宁口腔', '万象文化传媒', '宏图建筑设计', '安禾餐饮管理', '启明外语培训', '汇川人力资源', '佳途旅行社'];
const enTrades = ['Harbour Lane Studio', 'Brightwell Dental', 'Kestrel & Co Accounting', 'Northgate Primary School', 'Alder Street Architects', 'Finch Logistics', 'Bluebell Nursery', 'Quayside Hotel', 'Marlow Legal', 'Oakfield Property', 'Ravenna Design', 'Tern Publishing'];

const tiers = [['standard', 78], ['silver', 12], ['gold', 7], ['vip', 3]] as const;
const mailHosts = ['example.com', 'example.net', 'example.org'];
const split = (entry: string): [string, string] => { const at = entry.search(/[a-z]/); return [entry.slice(0, at), entry.slice(at)]; };
const plain = (text: string): string => text.normalize('NFKD').replace(/[^A-Za-z]/g, '').toLowerCase();

/** Companies first, then people; `company` of a person is an index into the same list. */
export function makeCustomers(random: Random, count: number): DemoCustomer[] {
  const made: DemoCustomer[] = [];
  const firms = [...zhTrades.map((name) => ({ name, zh: true })), ...enTrades.map((name) => ({ name, zh: false }))];
  for (const [i, firm] of firms.entries()) {
    const city = random.pick(firm.zh ? zhCities : enCities);
    made.push({
      kind: 'company', name: firm.zh ? `${city}${firm.name}有限公司` : `${firm.name} Ltd`, company: null, tier: random.chance(0.3) ? 'vip' : 'gold', language: firm.zh ? 'zh-CN' : 'en', preferredChannel: 'mail', tags: [firm.zh ? '企业客户' : 'business'], note: '', city,
      identities: [{ kind: 'email', value: `office@firm${i + 1}.example`, verified: true }], weight: 1.5,
    });
  }
  for (let n = made.length; n < count; n++) made.push(random.chance(0.64) ? chinesePerson(random, n, zhTrades.length) : person(random, n, zhTrades.length, firms.length));
  return made;
}

function chinesePerson(random: Random, n: number, firms: number): DemoCustomer {
  const [surname, latin] = split(random.pick(surnames));
  const names = Array.from({ length: random.chance(0.7) ? 2 : 1 }, () => split(random.pick(given)));
  const login = `${latin}${names.map((p) => p[1]).join('')}${n}`;
  return rest(random, n, { name: surname + names.map((p) => p[0]).join(''), login, language: 'zh-CN', city: random.pick(zhCities), firm: random.chance(0.08) ? random.int(0, firms - 1) : null, phone: `+86199${String(n).padStart(8, '0')}` });
}

function person(random: Random, n: number, firstFirm: number, firms: number): DemoCustomer {
  const [a, b] = [random.pick(first), random.pick(last)];
  const city = random.pick(enCities);
  // Only Britain keeps numbers for stories that look like anybody's.
  return rest(random, n, { name: `${a} ${b}`, login: `${plain(a)}.${plain(b)}${n}`, language: 'en', city, firm: random.chance(0.08) ? random.int(firstFirm, firms - 1) : null, phone: n < 1000 && countryOf(city) === 'GB' ? `+447700900${String(n).padStart(3, '0')}` : null });
}

interface Draft { readonly name: string; readonly login: string; readonly language: 'zh-CN' | 'en'; readonly city: string; readonly firm: number | null; readonly phone: string | null }

function rest(random: Random, n: number, d: Draft): DemoCustomer {
  const zh = d.language === 'zh-CN';
  const [tier] = random.weighted(tiers, (t) => t[1]);
  const host = d.firm === null ? random.pick(mailHosts) : `firm${d.firm + 1}.example`;
  const mail = random.chance(0.92) || d.phone === null;
  const tags = [...(d.firm === null ? [] : [zh ? '企业客户' : 'business']), ...(random.chance(0.06) ? [zh ? '老客户' : 'regular'] : []), ...(random.chance(0.02) ? [zh ? '测评达人' : 'reviewer'] : [])];
  return {
    kind: 'person', name: d.name, company: d.firm, tier: d.firm !== null && tier === 'standard' ? 'silver' : tier, language: d.language, preferredChannel: random.chance(0.1) ? random.pick(['mail', 'chat', 'portal'] as const) : null, tags, city: d.city,
    note: random.chance(0.05) ? random.pick(zh ? ['希望晚上联系。', '说话较快，请耐心。', '家里有老人，上门请提前电话。', '曾因物流问题投诉，注意跟进。'] : ['Please call after six.', 'Prefers mail over calls.', 'Speaks some Chinese.', 'Had a delivery complaint, follow up.']) : '',
    identities: [
      ...(mail ? [{ kind: 'email' as const, value: `${d.login}@${host}`, verified: random.chance(0.8) }] : []),
      ...(d.phone && (!mail || random.chance(zh ? 0.75 : 0.35)) ? [{ kind: 'phone' as const, value: d.phone, verified: random.chance(0.5) }] : []),
      { kind: 'chat' as const, value: `${company.en.toLowerCase()}-${random.digits(4)}-${n}`, verified: true },
    ],
    weight: random.around(1, 0.8),
  };
}
