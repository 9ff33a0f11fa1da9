import { type LoggedEvent, isEvent } from '../../platform/bus/index.ts';
import { cut, type Tx } from '../../platform/db/index.ts';
import { DeliveryChanged } from '../conversations/index.ts';
import { TaskChanged, TaskOpened } from '../processes/index.ts';
import { CertificateEnding, OfferMissed } from '../routing/index.ts';
import { type Escalated, SlaBreached, SlaEscalated, SlaWarned } from '../sla/index.ts';
import { CustomerWrote, NoteAdded, TaskAssigned, TicketChanged, TicketOpened, WatchersTold } from '../tickets/index.ts';
import * as store from './store.ts';

export const heardOf = [TicketOpened, TicketChanged, NoteAdded, CustomerWrote, SlaWarned, SlaBreached, SlaEscalated, TaskOpened, TaskChanged, TaskAssigned, WatchersTold, CertificateEnding, OfferMissed, DeliveryChanged] as const;
const shown = 160;
/** Roles whose steps are decisions: approvals of quotes, returns, compensation. */
const deciding = new Set(['supervisor', 'service-manager', 'administrator']);
const short = (text: string) => cut(text.replaceAll(/\s+/g, ' ').trim(), shown);

/** Whom a batch of facts concerns, and in which words. Nobody is told of what they did themselves. */
export async function noticesOf(tx: Tx, events: readonly LoggedEvent[]): Promise<store.NewNotice[]> {
  const found: store.NewNotice[] = [];
  const own = (event: LoggedEvent, agentId: number | null | undefined) => agentId === null || agentId === undefined || (event.actor.kind === 'agent' && event.actor.id === agentId);
  const add = (event: LoggedEvent, agentId: number | null | undefined, notice: Omit<store.NewNotice, 'agentId' | 'key' | 'at'> & { at?: string }) => {
    if (own(event, agentId)) return;
    found.push({ ...notice, agentId: agentId as number, at: notice.at ? new Date(notice.at) : event.at, key: `${event.id}:${notice.kind}` });
  };
  const notes = new Map((await store.noteWords(tx, events.flatMap((e) => (isEvent(e, NoteAdded) && e.payload.mentions.length > 0 ? [e.payload.noteId] : [])))).map((n) => [n.id, n]));
  const messages = new Map((await store.messageWords(tx, events.flatMap((e) => (isEvent(e, CustomerWrote) && !e.payload.first && e.payload.ownerId ? [e.payload.messageId] : [])))).map((m) => [m.id, m]));
  const teamOf = (e: LoggedEvent) => (isEvent(e, TicketOpened) && !e.payload.ownerId ? e.payload.teamId : isEvent(e, TicketChanged) && e.payload.fields.includes('teamId') && !e.payload.ownerId ? e.payload.teamId : null);
  const teams = Map.groupBy(await store.membersOf(tx, [...new Set(events.flatMap((e) => teamOf(e) ?? []))]), (m) => m.teamId);

  const astray = Map.groupBy(await store.undelivered(tx, events.flatMap((e) => (isEvent(e, DeliveryChanged) && (e.payload.state === 'failed' || e.payload.state === 'unsure') ? [e.payload.messageId] : []))), (m) => m.messageId);

  // What waits for somebody's decision rings at all who may take it; ordinary steps wait in their list.
  const waiting = events.flatMap((e) => (isEvent(e, TaskOpened) && !e.payload.assigneeId && e.payload.role && deciding.has(e.payload.role) ? [{ taskId: e.payload.taskId, role: e.payload.role, teamId: e.payload.teamId }] : []));
  const deciders = Map.groupBy(waiting.length > 0 ? await store.deciders(tx, waiting) : [], (d) => d.taskId);

  for (const event of events) {
    for (const { agentId } of teams.get(teamOf(event) ?? 0) ?? []) add(event, agentId, { kind: 'team', ticketId: (event.payload as { ticketId: number }).ticketId, who: event.actor.kind === 'agent' ? event.actor.name : '', words: '' });
    if (isEvent(event, TicketChanged) && event.payload.fields.includes('ownerId')) add(event, event.payload.ownerId, { kind: 'assigned', ticketId: event.payload.ticketId, who: event.actor.kind === 'agent' ? event.actor.name : '', words: '', at: event.payload.at });
    if (isEvent(event, TicketOpened) && event.payload.ownerId) add(event, event.payload.ownerId, { kind: 'assigned', ticketId: event.payload.ticketId, who: event.actor.kind === 'agent' ? event.actor.name : '', words: '' });
    if (isEvent(event, NoteAdded)) {
      const note = notes.get(event.payload.noteId);
      for (const agentId of new Set(event.payload.mentions)) if (agentId !== event.payload.authorId) add(event, agentId, { kind: 'mentioned', ticketId: event.payload.ticketId, who: note?.author ?? '', words: short(note?.body ?? '') });
    }
    if (isEvent(event, CustomerWrote) && !event.payload.first) {
      const message = messages.get(event.payload.messageId);
      add(event, event.payload.ownerId, { kind: 'answered', ticketId: event.payload.ticketId, who: message?.author ?? '', words: short(message?.body ?? ''), at: event.payload.at });
    }
    // Who only watches a ticket hears of its customer's words.
    if (isEvent(event, WatchersTold) && event.payload.what === 'customer-wrote') for (const agentId of event.payload.agentIds) add(event, agentId, { kind: 'answered', ticketId: event.payload.ticketId, who: '', words: '', at: event.payload.at });
    if (isEvent(event, TaskAssigned)) add(event, event.payload.assigneeId, { kind: 'step', ticketId: event.payload.ticketId, who: event.actor.kind === 'agent' ? event.actor.name : '', words: `${event.payload.title} / ${event.payload.title}` });
    if (isEvent(event, SlaWarned)) add(event, event.payload.ownerId, { kind: 'warning', ticketId: event.payload.ticketId, who: '', words: event.payload.target, at: event.payload.at });
    if (isEvent(event, SlaBreached)) add(event, event.payload.ownerId, { kind: 'breached', ticketId: event.payload.ticketId, who: '', words: event.payload.target, at: event.payload.at });
    if (isEvent(event, DeliveryChanged) && event.payload.state !== 'sent') for (const m of astray.get(event.payload.messageId) ?? []) add(event, m.agentId, { kind: 'undelivered', ticketId: m.ticketId, who: '', words: short(m.body) });
    if (isEvent(event, SlaEscalated)) found.push(...await escalated(tx, event));
    if (isEvent(event, OfferMissed) && event.payload.away) add(event, event.payload.agentId, { kind: 'missed', ticketId: event.payload.ticketId, who: '', words: String(event.payload.misses) });
    if (isEvent(event, CertificateEnding)) {
      const { agentId, agent, zh, en, expiresOn, leadIds } = event.payload;
      for (const id of [agentId, ...leadIds]) add(event, id, { kind: 'certificate', ticketId: null, who: id === agentId ? '' : agent, words: `${zh} · ${expiresOn} / ${en} · ${expiresOn}` });
    }
    if (isEvent(event, TaskOpened)) {
      const { ticketId, taskId, title, at } = event.payload;
      for (const { agentId } of deciders.get(taskId) ?? []) if (!own(event, agentId)) found.push({ kind: 'step', agentId, ticketId, who: '', words: `${title.zh} / ${title.en}`, at: new Date(at), key: `task:${taskId}:${agentId}` });
    }
    if ((isEvent(event, TaskOpened) || isEvent(event, TaskChanged)) && event.payload.assigneeId) {
      const { assigneeId, ticketId, taskId, title, at } = event.payload;
      if (!own(event, assigneeId)) found.push({ kind: 'step', agentId: assigneeId, ticketId, who: event.actor.kind === 'agent' ? event.actor.name : '', words: `${title.zh} / ${title.en}`, at: new Date(at), key: `task:${taskId}:${assigneeId}` });
    }
  }
  return found;
}

/** A rung of a chain tells each of its people once, in the ways of the rung; who stands in two rungs gets the ways of both. */
async function escalated(tx: Tx, event: LoggedEvent<Escalated>): Promise<store.NewNotice[]> {
  const { ticketId, ownerId, teamId, rungs, percent, target, at } = event.payload;
  const ways = new Map<number, { app: boolean; mail: boolean; push: boolean }>();
  for (const { who, how } of rungs) {
    for (const agentId of await store.partiesOf(tx, { who, ownerId, teamId })) {
      const so = ways.get(agentId);
      ways.set(agentId, { app: how.app || (so?.app ?? false), mail: how.mail || (so?.mail ?? false), push: how.push || (so?.push ?? false) });
    }
  }
  return [...ways].map(([agentId, how]) => ({ agentId, kind: 'escalated', ticketId, who: '', words: `${target}|${percent}`, at: new Date(at), key: `${event.id}:escalated`, ways: how }));
}
