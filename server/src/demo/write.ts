import { randomUUID } from 'node:crypto';
import type { StoredFile } from '../platform/files/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type TeamKey, company, teams } from './company.ts';
import type { PastClock } from '../modules/sla/index.ts';
import type { PastTicket } from './history.ts';
import { pictureFor } from './pictures.ts';
import type { Random } from './random.ts';
import { insertRows, reserveIds, tellEscalated } from './store.ts';
import * as tables from './tables.ts';
import type { World } from './world.ts';

const takenOnAfter = 6 * 3_600_000;
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const firstWords = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);

interface Numbered { readonly past: PastTicket; readonly id: number; readonly conversationId: number }

/** What hangs on the tickets, each list in the order of time. */
function partsOf(tickets: readonly Numbered[], world: World, now: number) {
  const by = world.agents.find((a) => a.roles.includes('supervisor'))?.name ?? '';
  const clocks = tickets.flatMap(({ past, id }) => past.clocks.map((c) => ({ ...takenOn(c, by, now), id })));
  return {
    messages: tickets.flatMap((t) => t.past.course.messages.map((line, n) => ({ t, line, n }))).sort((a, b) => a.line.at - b.line.at),
    notes: tickets.flatMap(({ past, id }) => past.course.notes.map((n) => ({ n, id }))).sort((a, b) => a.n.at - b.n.at),
    changes: tickets.flatMap(({ past, id }) => past.course.changes.map((c) => ({ c, id }))).sort((a, b) => a.c.at - b.c.at),
    surveys: tickets.flatMap(({ past, id }) => past.course.surveys.map((s) => ({ s, id, past }))).sort((a, b) => a.s.askedAt - b.s.askedAt),
    clocks,
    ledger: clocks.flatMap((c, clock) => c.lines.map((line) => ({ line, clock }))).sort((a, b) => a.line.at.getTime() - b.line.at.getTime()),
    choices: tickets.flatMap(({ past, id }) => past.choices.map((g) => ({ g, id }))).sort((a, b) => a.g.at - b.g.at),
  };
}
type Parts = ReturnType<typeof partsOf>;

/** Writes tickets with all that belongs to them. Ids follow the order of time, as if each row had been written when it happened. */
export async function writeHistory(tx: Tx, world: World, random: Random, history: readonly PastTicket[], pictures: readonly StoredFile[], now: number): Promise<void> {
  const [firstTicket, firstConversation] = await Promise.all([reserveIds(tx, 'ticket', history.length), reserveIds(tx, 'conversation', history.length)]);
  const tickets = history.map((past, i): Numbered => ({ past, id: firstTicket + i, conversationId: firstConversation + i }));
  const parts = partsOf(tickets, world, now);
  // All numbers first: from here on nothing waits for the database, rows are made while it writes those before.
  const [message, note, change, survey, clock, ledger, choice] = await Promise.all([reserveIds(tx, 'message', parts.messages.length), reserveIds(tx, 'ticket_note', parts.notes.length), reserveIds(tx, 'ticket_change', parts.changes.length), reserveIds(tx, 'survey', parts.surveys.length),
    reserveIds(tx, 'sla_clock', parts.clocks.length), reserveIds(tx, 'sla_ledger', parts.ledger.length), reserveIds(tx, 'routing_choice', parts.choices.length)]);
  await insertRows(tx, 'ticket', tables.ticket, tickets.map(ticketRow));
  const messages = messageRows(world, random, parts.messages, message, pictures);
  await insertRows(tx, 'conversation', tables.conversation, tickets.map((t) => conversationRow(t, world, random, messages.of(t.conversationId))));
  await insertRows(tx, 'message', tables.message, messages.rows);
  await insertRows(tx, 'ticket_conversation', tables.ticketConversation, tickets.map((t) => ({ conversation_id: t.conversationId, ticket_id: t.id })));
  await insertRows(tx, 'ticket_note', tables.note, parts.notes.map(({ n, id }, i) => ({ id: note + i, ticket_id: id, author_id: n.authorId, body: n.body, mentions: n.mentions, at: iso(n.at) })));
  await writeChanges(tx, world, parts, change, survey);
  await writeClocks(tx, parts, clock, ledger);
  await writeRouting(tx, world, tickets, parts.choices, choice);
  await tellEscalated(tx);
}

function ticketRow({ past, id }: Numbered): Record<string, unknown> {
  const { course } = past;
  const { facts } = course;
  const running = past.clocks.map((c) => c.write).filter((c) => c.dueAt && (c.state === 'running' || c.state === 'breached'));
  const next = running.toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt))[0];
  const lastWord = course.messages.findLast((m) => m.direction === 'in');
  return {
    id, subject: past.subject, type: facts.type, status: facts.status, priority: facts.priority, channel: past.channel, language: facts.language, customer_id: past.customer, owner_id: facts.ownerId, team_id: facts.teamId,
    product: course.product, serial: course.serial, tags: facts.tags, fields: past.purchasedOn ? { purchasedOn: past.purchasedOn } : {}, opened_at: facts.openedAt, updated_at: iso(course.updatedAt), first_answered_at: iso(course.firstAnsweredAt),
    solved_at: iso(course.solvedAt), closed_at: iso(course.closedAt), snoozed_until: facts.snoozedUntil ?? null, waits_for: facts.waitsFor ?? '', reopened: course.reopened, due_at: next?.dueAt ?? null, due_target: next?.target ?? null, breached: running.some((c) => c.state === 'breached'),
    preview: firstWords(lastWord?.body ?? past.subject), unread: course.unread, version: course.version,
  };
}

function conversationRow({ past, conversationId }: Numbered, world: World, random: Random, mine: readonly Record<string, unknown>[]): Record<string, unknown> {
  const last = mine.at(-1);
  const lastIn = mine.findLast((m) => m['direction'] === 'in');
  const lastOut = mine.findLast((m) => m['direction'] === 'out');
  return {
    id: conversationId, channel_account_id: world.accounts.get(past.channel), thread_key: past.threadKey, customer_id: past.customer, subject: past.channel === 'chat' ? '' : past.subject, created_at: past.course.facts.openedAt, last_message_at: last?.['at'],
    customer_read_id: lastOut && (past.course.facts.status !== 'pending' || random.chance(0.7)) ? lastOut['id'] : 0, agent_read_id: past.course.unread ? 0 : (lastIn?.['id'] ?? 0), closed: past.course.facts.status === 'closed',
  };
}

function messageRows(world: World, random: Random, lines: Parts['messages'], first: number, pictures: readonly StoredFile[]) {
  const rows = lines.map(({ t: { past, conversationId, id: ticketId }, line, n }, i) => {
    const out = line.direction === 'out';
    const file = line.picture ? pictureFor(random, past.topic, pictures) : null;
    const lost = out && past.channel === 'mail' && random.chance(0.003);
    return {
      id: first + i, conversation_id: conversationId, channel_account_id: world.accounts.get(past.channel), direction: line.direction, author_kind: line.authorKind, author_id: line.authorId, author_name: line.authorName,
      external_id: n === 0 && past.channel === 'mail' ? past.threadKey : past.channel === 'mail' ? `<${randomUUID()}@${out ? company.domain : 'example.com'}>` : out ? `out:${randomUUID()}` : `${past.threadKey}:${randomUUID()}`,
      subject: past.channel === 'chat' ? null : past.subject, body: line.body, attachments: file ? [{ fileId: file.id, key: file.key, name: file.name, type: file.type, size: file.size, inline: false, cid: null }] : [],
      delivery: !out ? 'received' : lost ? 'failed' : past.channel === 'mail' && random.chance(0.8) ? 'delivered' : 'sent', delivery_error: lost ? '550 5.2.2 mailbox full' : null, send_at: out ? iso(line.at) : null, at: iso(line.at), meta: out ? { ticketId } : {},
    };
  });
  const byConversation = Map.groupBy(rows, (r) => r.conversation_id);
  return { rows, of: (conversationId: number) => byConversation.get(conversationId) ?? [] };
}

/** Audit lines, and the surveys that hang on a solving line. */
async function writeChanges(tx: Tx, world: World, { changes, surveys }: Parts, firstChange: number, firstSurvey: number): Promise<void> {
  const numberOf = new Map(changes.map(({ c }, i) => [c, firstChange + i]));
  const named = withNames(world);
  await insertRows(tx, 'ticket_change', tables.change, changes.map(({ c, id }, i) => ({ id: firstChange + i, ticket_id: id, at: iso(c.at), actor: c.actor, fields: c.fields.map(named), reason: c.reason })));
  await insertRows(tx, 'survey', tables.survey, surveys.map(({ s, id, past }, i) => ({
    id: firstSurvey + i, ticket_id: id, change_id: numberOf.get(s.change), owner_id: s.ownerId, team_id: s.teamId, asked_at: iso(s.askedAt), answered_at: iso(s.answeredAt),
    channel: s.answeredAt === null ? null : past.channel === 'chat' ? 'chat' : 'portal', overall: s.overall, answer: s.answer,
  })));
}

/** What was escalated more than a few hours ago somebody has taken on. */
function takenOn({ write, lines }: PastClock, by: string, now: number): PastClock {
  const at = write.toldAt ? new Date(write.toldAt.getTime() + 25 * 60_000) : null;
  if (!at || at.getTime() > now - takenOnAfter) return { write, lines };
  return { write: { ...write, acknowledgedAt: at, acknowledgedBy: by, escalateAt: null }, lines: [...lines.filter((l) => l.kind !== 'escalated' || l.at <= at), { kind: 'acknowledged', at, reason: `acknowledged|${by}` }] };
}

async function writeClocks(tx: Tx, { clocks, ledger }: Parts, first: number, firstLine: number): Promise<void> {
  await insertRows(tx, 'sla_clock', tables.clock, clocks.map(({ write: w, id }, i) => ({
    id: first + i, ticket_id: id, target: w.target, policy_id: w.policyId, policy_name: w.policyName, calendar_id: w.calendarId, target_seconds: w.targetSeconds, warn_share: w.warnShare, state: w.state, started_at: w.startedAt, due_at: w.dueAt,
    warn_at: w.warnAt, warned_at: w.warnedAt, met_at: w.metAt, breached_at: w.breachedAt, used_seconds: w.usedSeconds, counted_at: w.countedAt, climbed: w.climbed, told_at: w.toldAt, escalate_at: w.escalateAt, acknowledged_at: w.acknowledgedAt, acknowledged_by: w.acknowledgedBy,
  })));
  await insertRows(tx, 'sla_ledger', tables.ledger, ledger.map(({ line, clock }, i) => ({ id: firstLine + i, clock_id: first + clock, at: line.at, kind: line.kind, reason: line.reason, target_seconds: line.targetSeconds ?? null, calendar_id: line.calendarId ?? null })));
}

async function writeRouting(tx: Tx, world: World, tickets: readonly Numbered[], choices: Parts['choices'], first: number): Promise<void> {
  await insertRows(tx, 'routing_choice', tables.choice, choices.map(({ g, id }, i) => ({ id: first + i, ticket_id: id, at: iso(g.at), outcome: 'assigned', queue_id: world.queues.find((q) => q.name === g.queueName)?.id ?? null, queue_name: g.queueName, agent_id: g.ownerId, candidates: g.verdicts })));
  await insertRows(tx, 'routing_wait', tables.wait, tickets.flatMap(({ past, id }) => (past.waitsIn ? [{ ticket_id: id, queue_id: past.waitsIn.queueId, team_id: past.waitsIn.teamId, language: past.course.facts.language, priority: past.waitsIn.priority, credit_minutes: past.waitsIn.priority, pressure_minutes: 240,
    kind: JSON.stringify([past.waitsIn.teamId, past.waitsIn.queueId, past.course.facts.language]), rank_at: iso(Date.parse(past.course.facts.openedAt) - past.waitsIn.priority * 60_000), since: past.course.facts.openedAt }] : [])));
}

/** Owners and teams are told by name, as they were called at that time. */
function withNames(world: World) {
  const teamNames = new Map(Object.entries(teams).map(([key, name]) => [world.teamOf(key as TeamKey), name]));
  const names: Readonly<Record<string, ReadonlyMap<number | null, string>>> = { ownerId: world.agentNames, teamId: teamNames };
  const nameOf = (field: string, value: unknown) => (typeof value === 'number' ? (names[field]?.get(value) ?? null) : null);
  return <F extends { field: string; from: unknown; to: unknown }>(f: F) => (f.field in names ? { ...f, fromName: nameOf(f.field, f.from), toName: nameOf(f.field, f.to) } : f);
}
