import { ticketIn } from '@aftercare/contract/live';
import type { Customers } from './modules/customers/index.ts';
import type { Tickets } from './modules/tickets/index.ts';
import { AgentAnswered, CustomerWrote } from './modules/tickets/index.ts';
import { type Principal, may } from './platform/auth/index.ts';
import { type LoggedEvent, isEvent } from './platform/bus/index.ts';
import type { Database } from './platform/db/index.ts';
import type { LiveOptions } from './platform/live/index.ts';
import type { Module } from './platform/module/index.ts';

/** Right by which a topic may be followed. */
const rights: Readonly<Record<string, string>> = { inbox: 'tickets.read', counts: 'tickets.read', wallboard: 'tickets.read', org: 'org.read', customer: 'customers.read', ticket: 'tickets.read' };

/** Who may follow which topic, and what a ticket's screen shows beside its own facts: those of its conversations. Modules say it of topics of their own. */
export function liveTopics(db: Database, tickets: Tickets, modules: readonly Module[], customers: Pick<Customers, 'load'>): Pick<LiveOptions, 'mayFollow' | 'within' | 'joins'> {
  const own = new Map(modules.flatMap((m) => Object.entries(m.topics ?? {})));
  return {
    async mayFollow(principal: Principal, topic: string) {
      const word = topic.split(':')[0] ?? '';
      const rule = own.get(word);
      if (rule) return rule(principal, topic);
      const right = rights[word];
      if (!right || !may(principal, right)) return false;
      if (word === 'customer') return customers.load(db, principal, Number(topic.split(':')[1])).then(() => true, () => false);
      if (!topic.startsWith('ticket:')) return true;
      return tickets.load(db, principal, ticketIn(topic) ?? 0).then(() => true, () => false);
    },
    async within(topic) {
      const ticketId = ticketIn(topic);
      return ticketId ? (await tickets.conversationIds(ticketId)).map((id) => `conversation:${id}`) : [];
    },
    joins(event: LoggedEvent) {
      if (!isEvent(event, CustomerWrote) && !isEvent(event, AgentAnswered)) return null;
      const { ticketId, conversationId } = event.payload as { ticketId: number; conversationId: number };
      return { topic: `ticket:${ticketId}`, within: `conversation:${conversationId}` };
    },
  };
}
