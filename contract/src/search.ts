import { z } from 'zod';
import { Instant, PageQuery, page } from './basics.ts';
import { route } from './route.ts';
import { TicketStatus } from './tickets.ts';

/** Kinds of what one box finds, in the order of their groups. */
export const searchKinds = ['ticket', 'customer', 'unit', 'order', 'article', 'colleague'] as const;
export type SearchKind = (typeof searchKinds)[number];

/**
 * `snippet` is plain text; what was found stands between U+E000 and U+E001, for the screen to mark. Texts themselves never have these.
 * `path` says what of an article: `handbook:KEY`, `fault:MODEL`, `template:ID`.
 */
export const SearchHit = z.object({
  kind: z.enum(searchKinds), id: z.int(), title: z.string(), snippet: z.string(), at: Instant, status: TicketStatus.nullable(), customerName: z.string().nullable(), path: z.string().nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Words that limit a search: `status:open`, `负责人:我`. Each with the names it is typed by. */
export const filterKeys = {
  kind: ['kind', 'in', '范围'], status: ['status', '状态'], owner: ['owner', '负责人'], team: ['team', '团队', '小组'], type: ['type', '类型'], priority: ['priority', '优先级'], channel: ['channel', '渠道'],
  tag: ['tag', '标签'], product: ['product', '产品', '型号'], customer: ['customer', '客户'], after: ['after', '之后'], before: ['before', '之前'],
} as const;
export type FilterKey = keyof typeof filterKeys;
/** Values with fixed names. The first is the value itself. */
export const filterValues: Partial<Record<FilterKey, readonly (readonly string[])[]>> = {
  kind: [['ticket', 'tickets', '工单'], ['customer', 'customers', '客户'], ['unit', 'units', '产品', '设备'], ['order', 'orders', '订单'], ['article', 'articles', '知识', '文章'], ['colleague', 'colleagues', '同事']],
  /* `todo`: new or open. */
  status: [['todo', '待处理'], ['new', '新建'], ['open', '处理中'], ['pending', 'waiting', '等待客户'], ['hold', '挂起', '搁置'], ['solved', '已解决'], ['closed', '已关闭']],
  priority: [['low', '低'], ['normal', '普通', '中'], ['high', '高'], ['urgent', '紧急']],
  channel: [['mail', 'email', '邮件'], ['chat', '在线聊天', '聊天'], ['portal', '门户'], ['webhook'], ['phone', 'call', '电话'], ['counter', '门店'], ['sms', '短信'], ['wechat', '微信'], ['wecom', '企业微信'], ['weibo', '微博'], ['whatsapp'], ['messenger'], ['instagram'], ['telegram'], ['line'], ['review', '评价'], ['zendesk'], ['chatwoot']],
  owner: [['me', '我'], ['none', 'nobody', '无', '未分配']],
};
export interface TypedFilter { readonly key: FilterKey; readonly values: readonly string[]; readonly typed: string }

const names = new Map(Object.entries(filterKeys).flatMap(([key, list]) => (list as readonly string[]).map((name): [string, FilterKey] => [name, key as FilterKey])));
const pattern = new RegExp(String.raw`(?<=^|\s)(${[...names.keys()].join('|')})[:：]("[^"]*"|“[^”]*”|[^\s"“]+)`, 'giu');

/** Takes filters out of what somebody typed; the rest are words. `status:` without a value is not one yet. */
export function takeFilters(typed: string): { readonly filters: readonly TypedFilter[]; readonly words: string } {
  const filters: TypedFilter[] = [];
  const words = typed.replace(pattern, (whole: string, name: string, value: string) => {
    const key = names.get(name.toLowerCase());
    const plain = value.replaceAll(/["“”]/g, '');
    const values = (value === plain ? plain.split(/[,，]/) : [plain]).map((v) => v.trim()).filter(Boolean);
    if (!key || values.length === 0) return whole;
    filters.push({ key, values: values.map((v) => filterValues[key]?.find((known) => known.some((n) => n === v.toLowerCase()))?.[0] ?? v), typed: whole });
    return '';
  });
  return { filters, words: words.replace(/\s+/g, ' ').trim() };
}

/** A filter as it was understood; `known` false: there is no such person, team, tag …, so nothing can be found. */
const Understood = z.object({ key: z.enum(Object.keys(filterKeys) as [FilterKey, ...FilterKey[]]), typed: z.string(), values: z.array(z.string()), label: z.string(), known: z.boolean() });

export const search = route({
  method: 'GET', path: '/search', summary: 'Full-text search in tickets, messages, customers, units, orders and articles, Chinese and English, with filters', right: 'tickets.read',
  query: PageQuery.extend({ q: z.string().min(1).max(300) }),
  response: page(SearchHit).extend({
    /** Tickets in all; null where that would mean counting. */
    total: z.int().nullable(),
    filters: z.array(Understood),
    /** Kinds of which there is more than shown: ask for them alone with `kind:`. */
    more: z.array(z.enum(searchKinds)),
    /** What was looked for as well, because what was typed was hardly found. */
    similar: z.array(z.string()),
    /** How far the index is written anew in the background, in tickets; null: it is not. Until then not everything may be found. */
    rebuilding: z.object({ done: z.int(), of: z.int() }).nullable(),
  }),
});

export const searchTags = route({
  method: 'GET', path: '/search/tags', summary: 'Tags that tickets have and that hold what is begun, the most used first', right: 'tickets.read',
  query: z.object({ q: z.string().max(60).default('') }), response: z.object({ items: z.array(z.object({ name: z.string() })) }),
});
