import type { RuleEvent } from '@aftercare/contract/automation';
import type { EventType } from '../../platform/bus/index.ts';
import { SlaBreached, SlaEscalated, SlaWarned } from '../sla/index.ts';
import { SurveyAnswered } from '../surveys/index.ts';
import { AgentAnswered, CustomerWrote, NoteAdded, TicketChanged, TicketOpened, TicketsMerged } from '../tickets/index.ts';

/** What triggers may wait for, and the fact behind it. */
export const happenings: Readonly<Record<RuleEvent, EventType>> = {
  opened: TicketOpened, changed: TicketChanged, 'customer-wrote': CustomerWrote, answered: AgentAnswered, 'note-added': NoteAdded, 'sla-warned': SlaWarned, 'sla-breached': SlaBreached, 'sla-escalated': SlaEscalated, rated: SurveyAnswered, merged: TicketsMerged,
};
const byName = new Map(Object.entries(happenings).map(([word, type]) => [type.name, word as RuleEvent]));
export const wordOf = (type: string): RuleEvent | undefined => byName.get(type);
/** The ticket a fact is about. */
export const ticketOf = (payload: Readonly<Record<string, unknown>>): number => Number(payload['ticketId'] ?? payload['intoId'] ?? 0);

/** Names a condition may use beside the facts of a ticket. */
export const moreNames = ['subject', 'product', 'serial', 'unitId', 'fields', 'reopened', 'unread', 'breached', 'answered', 'hours', 'event', 'changed', 'before', 'by', 'target', 'policy', 'percent', 'again', 'rating', 'first', 'segments'] as const;

interface Ticket {
  id: number; subject: string; type: string; status: string; priority: string; channel: string; language: string; customerId: number; tier: string; ownerId: number | null; teamId: number | null; tags: readonly string[]; openedAt: Date;
  product: string; serial: string; unitId: number | null; fields: Readonly<Record<string, unknown>>; reopened: number; unread: boolean; breached: boolean; firstAnsweredAt: Date | null; contract: string; region: string; /** Names, in both languages, of the segments its customer is in. */ segments?: readonly string[];
}
export interface Happening { readonly event: string; readonly payload: Readonly<Record<string, unknown>>; readonly by: string }

/** What a condition sees: the ticket as it is, and what happened. With `then`, the facts are those of that moment. */
export function contextOf(t: Ticket, happening: Happening | null, now: Date, then = false): Record<string, unknown> {
  const p = happening?.payload ?? {};
  return {
    ticketId: t.id, type: t.type, status: t.status, priority: t.priority, channel: t.channel, language: t.language, customerId: t.customerId, tier: t.tier, contract: t.contract, region: t.region, segments: t.segments ?? [], ownerId: t.ownerId, teamId: t.teamId, tags: t.tags, openedAt: t.openedAt.toISOString(),
    subject: t.subject, product: t.product, serial: t.serial, unitId: t.unitId, fields: t.fields, reopened: t.reopened, unread: t.unread, breached: t.breached, answered: t.firstAnsweredAt !== null, hours: (now.getTime() - t.openedAt.getTime()) / 3_600_000,
    ...(then ? Object.fromEntries(['type', 'status', 'priority', 'channel', 'language', 'tier', 'contract', 'region', 'ownerId', 'teamId', 'tags'].flatMap((k) => (p[k] !== undefined ? [[k, p[k]]] : []))) : {}),
    event: happening?.event ?? null, changed: Array.isArray(p['fields']) ? p['fields'] : [], before: p['before'] ?? {}, by: happening?.by ?? null, target: p['target'] ?? null, policy: p['policy'] ?? null, percent: p['percent'] ?? null, again: p['again'] ?? null, rating: p['overall'] ?? null, first: p['first'] ?? null,
  };
}

/** Does a rule look at segments? Then they are read, otherwise not. */
export const asksSegments = (rule: { readonly condition: string; readonly actions: readonly { readonly input: unknown }[] }): boolean => rule.condition.includes('segments') || JSON.stringify(rule.actions).includes('segments');
