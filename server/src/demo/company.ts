/** The company of the demo: it makes small appliances, sells at home and abroad, and does not exist. */
export const company = { zh: '诺凡电器', en: 'Norvane', domain: 'norvane.example' } as const;

export interface Product { readonly key: string; readonly model: string; readonly zh: string; readonly en: string; readonly weight: number }

export const products: readonly Product[] = [
  { key: 'r7', model: 'R7 Pro', zh: '扫地机器人', en: 'Robot vacuum', weight: 20 },
  { key: 'r5', model: 'R5', zh: '扫地机器人', en: 'Robot vacuum', weight: 11 },
  { key: 'l220', model: 'L220', zh: '激光打印机', en: 'Laser printer', weight: 13 },
  { key: 'j80', model: 'J80', zh: '喷墨一体机', en: 'Inkjet all-in-one', weight: 9 },
  { key: 'a3', model: 'A3 Max', zh: '空气净化器', en: 'Air purifier', weight: 10 },
  { key: 'v10', model: 'V10', zh: '无线吸尘器', en: 'Cordless vacuum', weight: 10 },
  { key: 'f6', model: 'F6', zh: '空气炸锅', en: 'Air fryer', weight: 8 },
  { key: 's2', model: 'S2', zh: '智能门锁', en: 'Smart lock', weight: 8 },
  { key: 'h1', model: 'H1', zh: '降噪耳机', en: 'Noise-cancelling headphones', weight: 7 },
  { key: 'c4', model: 'C4', zh: '胶囊咖啡机', en: 'Capsule coffee machine', weight: 5 },
];

/** As it stands in lists, for readers of both languages. */
export const productName = (p: Product): string => `${p.model} ${p.zh} · ${p.en}`;
/** As somebody would say it. */
export const spokenName = (p: Product, language: 'zh-CN' | 'en'): string => (language === 'zh-CN' ? `${p.model} ${p.zh}` : `${p.model} ${p.en.toLowerCase()}`);

export type TeamKey = 'sales' | 'service' | 'repair' | 'complaints' | 'vip' | 'international';
export const teams: Readonly<Record<TeamKey, string>> = {
  sales: '售前 · Pre-sales', service: '售后 · After-sales', repair: '维修 · Repairs', complaints: '投诉 · Complaints', vip: '大客户 · VIP', international: '海外 · Overseas',
};

/** Queues that rules name. */
export const queues = { vip: 'VIP 专席 · VIP desk', english: '海外英语 · English', complaints: '投诉 · Complaints', repairs: '维修 · Repairs' } as const;

export type SkillKey = 'robots' | 'printers' | 'appliances' | 'smart-home' | 'audio' | 'repair' | 'complaints' | 'invoices';
export const skills: readonly { key: SkillKey; name: { zh: string; en: string } }[] = [
  { key: 'robots', name: { zh: '扫地机器人', en: 'Robot vacuums' } },
  { key: 'printers', name: { zh: '打印机', en: 'Printers' } },
  { key: 'appliances', name: { zh: '厨房与环境电器', en: 'Kitchen and air' } },
  { key: 'smart-home', name: { zh: '智能家居', en: 'Smart home' } },
  { key: 'audio', name: { zh: '音频', en: 'Audio' } },
  { key: 'repair', name: { zh: '维修判断', en: 'Repair assessment' } },
  { key: 'complaints', name: { zh: '投诉安抚', en: 'Complaint handling' } },
  { key: 'invoices', name: { zh: '发票与退款', en: 'Invoices and refunds' } },
];

export type ShiftKey = 'early' | 'late' | 'weekend' | 'london';
export interface Staff {
  readonly login: string; readonly name: string; readonly roles: readonly string[]; readonly teams: readonly TeamKey[]; readonly language: 'zh-CN' | 'en'; readonly languages: readonly ('zh-CN' | 'en')[];
  readonly skills: readonly (readonly [SkillKey, number])[]; readonly shift: ShiftKey | null; readonly capacity: number;
}
const both = ['zh-CN', 'en'] as const;
const zh = ['zh-CN'] as const;

export const staff: readonly Staff[] = [
  { login: 'admin', name: '陈思远', roles: ['administrator'], teams: [], language: 'zh-CN', languages: both, skills: [], shift: null, capacity: 10 },
  { login: 'supervisor', name: '林婉清', roles: ['supervisor'], teams: ['service', 'complaints', 'vip'], language: 'zh-CN', languages: both, skills: [['complaints', 5], ['invoices', 4]], shift: 'early', capacity: 8 },
  { login: 'zhouyu', name: '周雨', roles: ['agent'], teams: ['service', 'vip', 'international'], language: 'zh-CN', languages: both, skills: [['robots', 5], ['smart-home', 4], ['repair', 3]], shift: 'early', capacity: 20 },
  { login: 'wanglei', name: '王磊', roles: ['agent'], teams: ['service', 'repair'], language: 'zh-CN', languages: zh, skills: [['printers', 5], ['repair', 4]], shift: 'early', capacity: 20 },
  { login: 'zhaomin', name: '赵敏', roles: ['agent'], teams: ['service'], language: 'zh-CN', languages: zh, skills: [['appliances', 4], ['invoices', 5]], shift: 'late', capacity: 20 },
  { login: 'sunhao', name: '孙浩', roles: ['agent'], teams: ['service', 'sales'], language: 'zh-CN', languages: zh, skills: [['robots', 3], ['audio', 4], ['appliances', 3]], shift: 'late', capacity: 20 },
  { login: 'heqing', name: '何晴', roles: ['team-agent'], teams: ['sales', 'service', 'international'], language: 'zh-CN', languages: both, skills: [['smart-home', 3], ['appliances', 4]], shift: 'weekend', capacity: 18 },
  { login: 'xutao', name: '徐涛', roles: ['team-agent'], teams: ['repair'], language: 'zh-CN', languages: zh, skills: [['repair', 5], ['robots', 4], ['appliances', 4]], shift: 'early', capacity: 22 },
  { login: 'magang', name: '马刚', roles: ['team-agent'], teams: ['repair', 'service'], language: 'zh-CN', languages: zh, skills: [['repair', 4], ['printers', 4], ['smart-home', 3]], shift: 'weekend', capacity: 22 },
  { login: 'tangwei', name: '唐薇', roles: ['agent'], teams: ['complaints', 'service'], language: 'zh-CN', languages: zh, skills: [['complaints', 4], ['invoices', 3]], shift: 'late', capacity: 14 },
  { login: 'guojing', name: '郭静', roles: ['agent'], teams: ['vip', 'complaints'], language: 'zh-CN', languages: both, skills: [['complaints', 3], ['printers', 3], ['robots', 3]], shift: 'weekend', capacity: 14 },
  { login: 'emma', name: 'Emma Clarke', roles: ['agent'], teams: ['international', 'vip'], language: 'en', languages: ['en'], skills: [['robots', 4], ['printers', 3], ['audio', 4]], shift: 'london', capacity: 18 },
  { login: 'daniel', name: 'Daniel Okafor', roles: ['agent'], teams: ['international'], language: 'en', languages: ['en'], skills: [['smart-home', 4], ['appliances', 4], ['repair', 3]], shift: 'london', capacity: 18 },
  { login: 'technician', name: '吴建国', roles: ['technician'], teams: [], language: 'zh-CN', languages: zh, skills: [], shift: null, capacity: 0 },
  { login: 'manager', name: '邵建平', roles: ['service-manager'], teams: ['service'], language: 'zh-CN', languages: both, skills: [['repair', 4]], shift: null, capacity: 6 },
  { login: 'counter', name: '何晓雯', roles: ['clerk'], teams: [], language: 'zh-CN', languages: zh, skills: [], shift: null, capacity: 0 },
  { login: 'vendor', name: '顾建民', roles: ['vendor'], teams: [], language: 'zh-CN', languages: zh, skills: [], shift: null, capacity: 0 },
  { login: 'liuyang', name: '刘洋', roles: ['agent'], teams: ['international', 'service'], language: 'zh-CN', languages: both, skills: [['robots', 3], ['printers', 4], ['invoices', 3]], shift: 'late', capacity: 20 },
];
