import type { View, ViewFilter, ViewSort } from '@aftercare/contract/desk';
import type { TicketStatus } from '@aftercare/contract/tickets';
import { Refusal } from '../../platform/http/index.ts';

/** Statuses on which somebody still works. */
export const live: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold'];
/** A deadline is soon when it is this near, or past. */
export const soonMs = 2 * 3_600_000;

/** What a list shows, worked out from a view for one caller. Null stands for "nobody"; 0 for somebody who owns nothing. */
export interface Selection {
  readonly status: readonly TicketStatus[] | null;
  readonly ownerId?: number | null;
  readonly teamId?: number;
  readonly channel?: readonly string[];
  readonly priority?: readonly string[];
  readonly type?: readonly string[];
  readonly tag?: string;
  readonly customerId?: number;
  /** Values of designed fields, any of each. */
  readonly fields?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** FEEL that a row must meet as well. */
  readonly condition?: string;
  /** Leaves out what sleeps until later. */
  readonly awake: boolean;
  /** Only what is due before this moment. */
  readonly dueBefore?: Date;
}

type Shipped = Pick<View, 'key' | 'name' | 'filter' | 'sort'> & { readonly awake: boolean };
const liveFilter: ViewFilter = { status: [...live] };

/** Views every installation has, in the order they are shown. */
export const shippedViews: readonly Shipped[] = [
  { key: 'mine', name: { zh: '我的工单', en: 'Mine' }, filter: { ...liveFilter, ownerId: 'me' }, sort: 'updated', awake: true },
  { key: 'unassigned', name: { zh: '未分配', en: 'Unassigned' }, filter: { ...liveFilter, ownerId: 'none' }, sort: 'updated', awake: true },
  { key: 'open', name: { zh: '未完成', en: 'Unfinished' }, filter: liveFilter, sort: 'updated', awake: true },
  { key: 'due-soon', name: { zh: '即将到期', en: 'Due soon' }, filter: liveFilter, sort: 'due', awake: false },
  { key: 'waiting', name: { zh: '等待客户', en: 'With the customer' }, filter: { status: ['pending'] }, sort: 'updated', awake: false },
  { key: 'solved', name: { zh: '已解决', en: 'Solved' }, filter: { status: ['solved'] }, sort: 'updated', awake: false },
  { key: 'all', name: { zh: '全部', en: 'All' }, filter: {}, sort: 'updated', awake: false },
];

export const teamView = (team: { id: number; name: string }): Shipped => ({ key: `team:${team.id}`, name: { zh: team.name, en: team.name }, filter: { ...liveFilter, teamId: team.id }, sort: 'updated', awake: true });

/** The rows a filter names for one caller. */
export function selectionOf(filter: ViewFilter, options: { me: number; awake: boolean; dueBefore?: Date }): Selection {
  const { status, ownerId, ...rest } = filter;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))),
    status: status && status.length > 0 ? [...new Set(status)] : null,
    ...(ownerId === undefined ? {} : { ownerId: ownerId === 'me' ? options.me : ownerId === 'none' ? null : ownerId }),
    awake: options.awake,
    ...(options.dueBefore ? { dueBefore: options.dueBefore } : {}),
  };
}

export interface FoundView { readonly filter: ViewFilter; readonly sort: ViewSort; readonly awake: boolean; readonly dueSoon: boolean; readonly shipped: boolean }
export type KeyedView = { readonly kind: 'known'; readonly view: FoundView } | { readonly kind: 'team' | 'saved'; readonly id: number };

/** What a key stands for. Throws `not-found` for a key that no view can have. */
export function readKey(key: string): KeyedView {
  const shipped = shippedViews.find((v) => v.key === key);
  if (shipped) return { kind: 'known', view: { ...shipped, dueSoon: key === 'due-soon', shipped: true } };
  const [, kind, id] = /^(team|saved):(\d{1,15})$/.exec(key) ?? [];
  if (kind !== 'team' && kind !== 'saved') throw new Refusal('not-found');
  return { kind, id: Number(id) };
}
