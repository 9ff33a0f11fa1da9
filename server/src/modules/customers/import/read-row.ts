import type { Tier } from '@aftercare/contract/basics';
import type { Fault, Row } from '../../imports/index.ts';
import { normalNumber, normalizeIdentity } from '../normalize.ts';

export interface Incoming {
  readonly row: Row; name: string; kind: 'person' | 'company'; number: string; readonly company: string; readonly role: string; tier: Tier | null; readonly language: 'zh-CN' | 'en' | null; region: string; tags: string[]; note: string;
  identities: { kind: 'email' | 'phone'; value: string }[];
}
const tiers: Readonly<Record<string, Tier>> = { '': 'standard', standard: 'standard', normal: 'standard', 普通: 'standard', 标准: 'standard', 一般: 'standard', silver: 'silver', 银卡: 'silver', 银牌: 'silver', 白银: 'silver', 银: 'silver', gold: 'gold', 金卡: 'gold', 金牌: 'gold', 黄金: 'gold', 金: 'gold', vip: 'vip', 贵宾: 'vip', 重要: 'vip', 钻石: 'vip', 是: 'vip', yes: 'vip', 否: 'standard', no: 'standard' };
const companies = new Set(['company', 'organization', 'organisation', 'business', 'b2b', '企业', '公司', '单位', '机构', '组织']);
const persons = new Set(['', 'person', 'individual', 'private', 'b2c', '个人', '个人客户', '自然人']);
const several = (text: string) => text.split(/[;；/、,，|\n]+/).map((one) => one.trim()).filter(Boolean);

/** A line as a customer, or what is wrong with it and what to do. */
export function readRow(row: Row): { readonly one: Incoming | null; readonly faults: Fault[] } {
  const v = row.values;
  const faults: Fault[] = [];
  const fault = (field: string, key: string, params?: Record<string, unknown>) => void faults.push({ n: row.n, line: row.line, field, value: v[field] ?? '', key, ...(params ? { params } : {}) });
  const name = (v['name'] ?? '').slice(0, 200);
  if (name === '') fault('name', 'imports.required');
  const identities: Incoming['identities'] = [];
  for (const kind of ['email', 'phone'] as const) for (const text of several(v[kind] ?? '')) {
    const value = /[a-z]/i.test(text) && kind === 'phone' ? null : normalizeIdentity(kind, text);
    if (value === null) fault(kind, kind === 'email' ? 'imports.email' : 'imports.phone');
    else if (!identities.some((i) => i.value === value)) identities.push({ kind, value });
  }
  const plain = (field: string) => (v[field] ?? '').normalize('NFKC').trim().toLowerCase();
  const tier = tiers[plain('tier').replace(/(会员|客户|member)$/u, '')];
  if (tier === undefined) fault('tier', 'imports.tier');
  const kind = companies.has(plain('kind')) ? 'company' : 'person';
  if (kind === 'person' && !persons.has(plain('kind'))) fault('kind', 'imports.kind');
  const language = plain('language');
  const spoken = language === '' ? null : /^(zh|cn|中|汉|简体|chinese)/.test(language) ? 'zh-CN' : /^(en|英|english)/.test(language) ? 'en' : undefined;
  if (spoken === undefined) fault('language', 'imports.language');
  const tags = [...new Set(several(v['tags'] ?? '').map((tag) => tag.slice(0, 40)))];
  if (tags.length > 30) fault('tags', 'imports.too-many-tags');
  if ((v['number'] ?? '').length > 60) fault('number', 'field.tooLong', { limit: 60 });
  if (faults.length > 0) return { one: null, faults };
  return {
    faults,
    one: { row, name, kind, number: normalNumber(v['number'] ?? ''), company: kind === 'company' ? '' : (v['company'] ?? '').slice(0, 200), role: (v['role'] ?? '').slice(0, 120), tier: v['tier'] ? (tier ?? null) : null, language: spoken ?? null, region: (v['region'] ?? '').slice(0, 120), tags, note: (v['note'] ?? '').slice(0, 10_000), identities },
  };
}
