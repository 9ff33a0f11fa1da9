import { type Actor, type LoggedEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { DefinitionDeployed, type Processes } from '../processes/index.ts';
import { type Sla, matchPolicy } from '../sla/index.ts';
import { TicketChanged, type TicketFacts, TicketOpened, type Tickets, isFinished } from '../tickets/index.ts';
import { createAssigning } from './assigning.ts';
import * as store from './store.ts';

interface Wanted { readonly ticketId: number; readonly process: string; readonly moment: store.Moment | null; readonly once: string; readonly actor: Actor; readonly again: boolean }

/** Which process a ticket follows from when on, and when it stops following it. */
export function createStarting({ log, clock }: Pick<Platform, 'log' | 'clock'>, org: Pick<Org, 'company'>, tickets: Tickets, sla: Pick<Sla, 'policies'>, processes: Processes) {
  const assigning = createAssigning(processes, tickets);
  // What is live stays live: only an unknown key makes us look again.
  let live = new Set<string>();
  const isLive = async (tx: Tx, key: string): Promise<boolean> => {
    if (!live.has(key)) live = new Set((await processes.live(tx)).flatMap((d) => (d.kind === 'bpmn' ? [d.key] : [])));
    return live.has(key);
  };

  /** Starts processes on tickets, with what their diagrams may speak of; those not deployed are left out. In the order given, null for those. */
  async function start(tx: Tx, wanted: readonly Wanted[]): Promise<(number | null)[]> {
    const ready: Wanted[] = [];
    for (const w of wanted) if (await isLive(tx, w.process)) ready.push(w); else log.warn({ process: w.process, ticket: w.ticketId }, 'a ticket’s process is not deployed');
    if (ready.length === 0) return wanted.map(() => null);
    const rows = new Map((await tickets.getMany(ready.map((w) => w.ticketId), tx)).map((t) => [t.id, t]));
    const { name: company } = await org.company(tx);
    // Working hours of steps are those of the ticket's promise.
    const [policies, facts] = [await sla.policies(tx), new Map((await tickets.facts(tx, [...rows.keys()])).map((f) => [f.ticketId, f]))];
    const calendarOf = (id: number) => { const known = facts.get(id); return (known ? matchPolicy(policies, known)?.calendarId : undefined) ?? null; };
    const inputs = ready.flatMap((w) => {
      const t = rows.get(w.ticketId);
      if (!t) return [];
      const variables = {
        ticketId: t.id, subject: t.subject, type: t.type, priority: t.priority, channel: t.channel, language: t.language, customerId: t.customerId, customerName: t.customerName, tier: t.tier,
        product: t.product, serial: t.serial, owner: t.ownerName, team: t.teamName, fields: t.fields, url: tickets.customerUrl(t.id), company, again: w.again, reopened: t.reopened, calendarId: calendarOf(t.id),
      };
      return [{ key: w.process, stream: `ticket:${t.id}`, variables, actor: w.actor, once: w.once }];
    });
    const ids = await processes.startMany(tx, inputs);
    const now = clock.now().toISOString();
    await store.insertCases(tx, ids.map((instanceId, i) => ({ instanceId, ticketId: ready[i]?.ticketId ?? 0, process: ready[i]?.process ?? '', moment: ready[i]?.moment ?? null, at: now })));
    return wanted.map((w) => ids[ready.indexOf(w)] ?? null);
  }

  /** Ends a process that goes on; one that has come to its end meanwhile, told but not yet read, needs none. */
  const cancel = async (tx: Tx, { instanceId, ticketId }: store.CaseRow, reason: string) => {
    const row = (await processes.instancesOf(tx, `ticket:${ticketId}`)).find((i) => i.id === instanceId);
    if (row?.state === 'running' || row?.state === 'stuck') await processes.cancel(tx, instanceId, reason);
  };

  /** What each change of a ticket means for its processes. One look at the bindings and at running cases for all. */
  async function follow(tx: Tx, events: readonly LoggedEvent[]): Promise<void> {
    const bound = new Map((await store.bindings(tx)).flatMap((b) => (b.enabled ? [[`${b.ticketType} ${b.moment}`, b.process] as const] : [])));
    const touching = events.filter((e) => isEvent(e, TicketOpened) ? !e.payload.automatic && bound.has(`${e.payload.type} opened`) : isEvent(e, TicketChanged) && ['status', 'type', 'ownerId'].some((f) => e.payload.fields.includes(f)));
    if (touching.length === 0) return;
    const changed = touching.flatMap((e) => (isEvent(e, TicketChanged) ? [e.payload.ticketId] : []));
    const running = new Map<number, store.CaseRow[]>();
    for (const row of changed.length > 0 ? await store.runningCases(tx, changed) : []) running.set(row.ticketId, [...(running.get(row.ticketId) ?? []), row]);
    const wanted: Wanted[] = [];
    const begin = (facts: TicketFacts, moment: store.Moment, once: string, actor: Actor, again = false) => {
      const process = bound.get(`${facts.type} ${moment}`);
      const mine = running.get(facts.ticketId) ?? [];
      if (!process || facts.tags.includes('automatic') || mine.some((c) => c.moment === moment || c.process === process) || wanted.some((w) => w.ticketId === facts.ticketId && w.moment === moment)) return;
      wanted.push({ ticketId: facts.ticketId, process, moment, once: `${moment}:${facts.ticketId}:${once}`, actor, again });
    };
    const end = async (ticketId: number, reason: string, which: (c: store.CaseRow) => boolean) => {
      const mine = running.get(ticketId) ?? [];
      for (const c of mine.filter(which)) await cancel(tx, c, reason);
      running.set(ticketId, mine.filter((c) => !which(c)));
      const waiting = wanted.findIndex((w) => w.ticketId === ticketId && w.moment === 'opened');
      if (waiting >= 0) wanted.splice(waiting, 1);
    };
    for (const event of touching) {
      if (isEvent(event, TicketOpened)) begin(event.payload, 'opened', 'first', event.actor);
      if (!isEvent(event, TicketChanged)) continue;
      const { fields, ticketId, status, before, changeId, type } = event.payload;
      if (fields.includes('type')) {
        await end(ticketId, 'type-changed', (c) => c.moment === 'opened' && c.process !== bound.get(`${type} opened`));
        if (!isFinished(status)) begin(event.payload, 'opened', String(changeId), event.actor);
      }
      if (fields.includes('status')) {
        const was = before.status ?? status;
        // Merged away is not solved: the ticket it went into is.
        if (status === 'solved' || (status === 'closed' && !isFinished(was) && !event.payload.reason?.startsWith('merged|'))) begin(event.payload, 'solved', String(changeId), event.actor);
        // A solved ticket may come back; a closed one is over, whatever was still to be done. Calls afterwards go on.
        if (status === 'closed') await end(ticketId, 'ticket-closed', (c) => c.moment === 'opened');
        if (isFinished(was) && !isFinished(status)) begin(event.payload, 'opened', String(changeId), event.actor, true);
      }
    }
    if (wanted.length > 0) await start(tx, wanted);
    const owners = touching.flatMap((e) => (isEvent(e, TicketChanged) && e.payload.fields.includes('ownerId') && running.has(e.payload.ticketId) ? [e.payload] : []));
    if (owners.length > 0) await assigning.followOwners(tx, owners.map((o) => ({ ticketId: o.ticketId, from: o.before.ownerId ?? null, to: o.ownerId })));
  }

  const subscription: Subscription = {
    name: 'casework.on-tickets', events: [TicketOpened, TicketChanged, DefinitionDeployed], lingerMs: 0,
    // A house that has been there for years does not start processes on its old tickets.
    start: 'now',
    async handle(events, tx) {
      if (events.some((e) => isEvent(e, DefinitionDeployed))) live = new Set();
      await follow(tx, events.filter((e) => !isEvent(e, DefinitionDeployed)));
    },
  };
  return { start, subscription, assigning };
}
export type Starting = ReturnType<typeof createStarting>;
