import type { Actor } from '../platform/bus/index.ts';
import type { TicketFacts } from '../modules/tickets/index.ts';
import type { Deed } from './plan.ts';

export interface Line { readonly direction: 'in' | 'out'; readonly authorKind: 'customer' | 'agent'; readonly authorId: number; readonly authorName: string; readonly body: string; readonly at: number; readonly picture: boolean }
export interface Change { readonly at: number; readonly actor: Actor; readonly fields: { field: string; from: unknown; to: unknown }[]; readonly reason: string | null }
export interface Marks { readonly askedAt: number; readonly change: Change; readonly ownerId: number | null; readonly teamId: number | null; answeredAt: number | null; overall: number | null; answer: unknown }
/** What moves clocks, told as the facts of that moment. */
export interface Moment { readonly kind: 'opened' | 'changed' | 'answered'; readonly at: number; readonly facts: TicketFacts; readonly reason: string | null; readonly fields: readonly string[] }

/** A ticket as the product would have it after everything that happened up to now. */
export interface Course {
  readonly facts: TicketFacts;
  readonly product: string;
  readonly serial: string;
  readonly messages: readonly Line[];
  readonly notes: readonly { at: number; body: string; authorId: number; mentions: readonly number[] }[];
  readonly changes: readonly Change[];
  readonly surveys: readonly Marks[];
  readonly moments: readonly Moment[];
  /** Stretches in which the ticket was in its owner's hands. */
  readonly inHand: readonly { agentId: number; from: number; to: number }[];
  readonly updatedAt: number; readonly firstAnsweredAt: number | null; readonly solvedAt: number | null; readonly closedAt: number | null; readonly reopened: number; readonly version: number; readonly unread: boolean;
}

export interface Beginning {
  readonly facts: TicketFacts; readonly product: string; readonly serial: string; readonly customer: { id: number; name: string }; readonly agentNames: ReadonlyMap<number, string>; readonly systemName: string;
  readonly opening: readonly { at: number; text: string; picture: boolean }[];
  /** Assignments in the order of their moments; the first one ends the wait. */
  readonly assignments: readonly { at: number; ownerId: number | null; teamId: number | null; reason: string; actor: Actor }[];
  /** Owner and team a `move` goes to. */
  readonly move: { teamId: number; ownerId: number; reason: string; actor: Actor } | null;
  readonly mention: number;
  readonly until: number;
}

/** Lets deeds happen in the order of time up to `until`, with the states, dates and audit lines the product would write. */
export function play(b: Beginning, deeds: readonly Deed[]): Course {
  let facts = b.facts;
  let { product, serial } = b;
  const messages: Line[] = [];
  const notes: { at: number; body: string; authorId: number; mentions: readonly number[] }[] = [];
  const changes: Change[] = [];
  const surveys: Marks[] = [];
  const moments: Moment[] = [];
  const inHand: { agentId: number; from: number; to: number }[] = [];
  const openedAt = Date.parse(facts.openedAt);
  const dates = { updatedAt: openedAt, firstAnsweredAt: null as number | null, solvedAt: null as number | null, closedAt: null as number | null, reopened: 0, unread: true };
  let held: { agentId: number; from: number } | null = null;
  const customerActor: Actor = { kind: 'customer', id: b.customer.id, name: b.customer.name };
  const system: Actor = { kind: 'system', id: null, name: b.systemName };
  const owner = (): Actor => ({ kind: 'agent', id: facts.ownerId, name: b.agentNames.get(facts.ownerId ?? 0) ?? '' });

  function change(at: number, wanted: Readonly<Record<string, unknown>>, actor: Actor, reason: string | null): void {
    const before: Record<string, unknown> = { ...facts, product, serial };
    const fields = Object.entries(wanted).filter(([f, to]) => JSON.stringify(before[f] ?? null) !== JSON.stringify(to)).map(([field, to]) => ({ field, from: before[field] ?? null, to }));
    if (fields.length === 0) return;
    const status = wanted['status'] as TicketFacts['status'] | undefined;
    if (status && status !== facts.status) {
      if (status === 'solved') dates.solvedAt = at;
      else if (status === 'closed') { dates.closedAt = at; dates.solvedAt ??= at; }
      else if (facts.status === 'solved' || facts.status === 'closed') { dates.solvedAt = null; dates.closedAt = null; dates.reopened += 1; }
    }
    const { product: newProduct, serial: newSerial, ...rest } = wanted;
    facts = { ...facts, ...(rest as Partial<TicketFacts>) };
    if (typeof newProduct === 'string') product = newProduct;
    if (typeof newSerial === 'string') serial = newSerial;
    const line: Change = { at, actor, fields, reason };
    changes.push(line);
    dates.updatedAt = at;
    moments.push({ kind: 'changed', at, facts, reason, fields: fields.map((f) => f.field) });
    if (status === 'solved') surveys.push({ askedAt: at, change: line, ownerId: facts.ownerId, teamId: facts.teamId, answeredAt: null, overall: null, answer: null });
    hold(at);
  }
  function hold(at: number): void {
    const now = facts.status === 'open' && facts.ownerId ? facts.ownerId : null;
    if (held && held.agentId !== now) { inHand.push({ ...held, to: at }); held = null; }
    if (now && !held) held = { agentId: now, from: at };
  }
  function hear(at: number, text: string, picture: boolean): void {
    messages.push({ direction: 'in', authorKind: 'customer', authorId: b.customer.id, authorName: b.customer.name, body: text, at, picture });
    Object.assign(dates, { unread: true, updatedAt: at });
    if (facts.status === 'pending' || facts.status === 'solved' || facts.status === 'closed') change(at, { status: 'open', snoozedUntil: null }, customerActor, 'customer-wrote');
  }

  moments.push({ kind: 'opened', at: openedAt, facts, reason: null, fields: [] });
  const all: { at: number; run: () => void }[] = [
    ...b.opening.map((o) => ({ at: o.at, run: () => hear(o.at, o.text, o.picture) })),
    ...b.assignments.map((a) => ({ at: a.at, run: () => change(a.at, { ...(a.ownerId && facts.status === 'new' ? { status: 'open' } : {}), ownerId: a.ownerId, teamId: a.teamId }, a.actor, a.reason) })),
    ...deeds.map((d) => ({ at: d.at, run: () => happen(d) })),
  ];

  function happen(d: Deed): void {
    if (d.kind === 'customer') return hear(d.at, d.text, d.picture ?? false);
    if (d.kind === 'close') { if (facts.status === 'solved') change(d.at, { status: 'closed' }, system, 'no-objection'); return; }
    if (d.kind === 'rate') {
      const asked = surveys.at(-1);
      if (!asked || asked.answeredAt || (facts.status !== 'solved' && facts.status !== 'closed')) return;
      Object.assign(asked, { answeredAt: d.at, overall: d.overall, answer: { speed: d.speed, result: d.result, professionalism: d.professionalism, overall: d.overall, comment: d.comment } });
      if (d.overall <= 2) change(d.at, { tags: [...facts.tags, 'unhappy'] }, system, null);
      return;
    }
    if (!facts.ownerId) return;
    if (d.kind === 'agent') {
      messages.push({ direction: 'out', authorKind: 'agent', authorId: facts.ownerId, authorName: owner().name, body: d.text, at: d.at, picture: false });
      Object.assign(dates, { unread: false, updatedAt: d.at, firstAnsweredAt: dates.firstAnsweredAt ?? d.at });
      moments.push({ kind: 'answered', at: d.at, facts, reason: null, fields: [] });
      if (d.then !== 'keep') change(d.at, { status: d.then === 'solve' ? 'solved' : 'pending' }, owner(), null);
    } else if (d.kind === 'note') {
      notes.push({ at: d.at, body: d.mention ? `@${b.agentNames.get(b.mention) ?? ''} ${d.text}` : d.text, authorId: facts.ownerId, mentions: d.mention ? [b.mention] : [] });
    } else if (d.kind === 'change') change(d.at, d.fields, d.reason === 'snooze-over' ? system : owner(), d.reason);
    else if (b.move) {
      change(d.at, { teamId: b.move.teamId }, owner(), d.reason);
      change(d.at + 2000, { ownerId: b.move.ownerId }, b.move.actor, b.move.reason);
    }
  }
  for (const step of all.sort((a, z) => a.at - z.at)) if (step.at <= b.until) step.run();
  // What is in hand now stays so.
  if (held) inHand.push({ ...(held as { agentId: number; from: number }), to: Number.POSITIVE_INFINITY });
  return { facts, product, serial, messages, notes, changes, surveys, moments, inHand, ...dates, version: 1 + changes.length };
}
