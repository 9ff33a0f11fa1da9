import { ticketIn } from '@aftercare/contract/live';
import { randomUUID } from 'node:crypto';
import { type Principal, isByTeamAlone } from '../auth/principal.ts';
import { maskJson } from '../masking/index.ts';
import type { Bus, LoggedEvent } from '../bus/index.ts';
import type { Log } from '../log/index.ts';
import type { LiveRule } from '../module/index.ts';
import type { Clock } from '../time/index.ts';
import { createFacts, type Fact } from './facts.ts';
import { type Person, Presence } from './presence.ts';
import { RecentFacts } from './recent.ts';
import type { Signals } from './signals.ts';

export interface LiveOptions {
  readonly tail: Bus['tail'];
  readonly signals: Signals;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: readonly LiveRule[];
  /** May this person follow this topic (`inbox`, `ticket:7` …)? `me` is everybody's own. */
  readonly mayFollow: (principal: Principal, topic: string) => boolean | Promise<boolean>;
  /** Topics whose facts are shown on this one's screens as well: the conversations of a ticket. */
  readonly within?: (topic: string) => Promise<readonly string[]>;
  /** A fact by which a topic comes to hold another one: a new conversation of a ticket. */
  readonly joins?: (event: LoggedEvent) => { readonly topic: string; readonly within: string } | null;
  /** The first line of this process follows a topic, or the last one has left it. */
  readonly onFollow?: (topic: string, on: boolean) => void;
}

/** Where a line's frames go: a WebSocket or a stream of server-sent events. */
export interface Sink {
  /** `cursor` for facts. Slow receivers are the sink's to drop. */
  send(text: string, cursor?: number): void;
}

/** One open screen. */
export interface Line {
  readonly id: string;
  principal: Principal;
  /** Follows topics; with `since` (a fact's cursor) everything after it comes first, or `reset` when that is too much. */
  subscribe(topics: readonly string[], since: number | null): Promise<void>;
  unsubscribe(topics: readonly string[]): void;
  presence(ticketId: number, state: 'viewing' | 'typing' | 'gone'): void;
  /** Asks again for each topic whether this person may follow it. */
  recheck(): Promise<void>;
  close(): void;
}
/** What the hub itself needs of a line. */
interface OpenLine extends Line {
  /** A topic came to hold another one while it is followed. */
  widen(shownAs: string, member: Member): void;
}

/** More than this after a break, and loading anew is cheaper. */
const resumeLimit = 1000;
const maxTopics = 200;

/** One topic on one line. `held` while what was missed is still on its way. */
interface Member { readonly line: OpenLine; readonly sink: Sink; readonly topic: string; readonly shownAs: string; held: Fact[] | null }

/** Brings facts of the log, and who is where, to open screens. One per process. */
export class LiveHub {
  readonly #o: LiveOptions;
  readonly #factOf: (event: LoggedEvent) => Fact | null;
  readonly #recent = new RecentFacts(resumeLimit);
  readonly #members = new Map<string, Set<Member>>();
  readonly #presence: Presence;
  readonly #off: () => void;
  #lines = 0;

  constructor(options: LiveOptions) {
    this.#o = options;
    this.#factOf = createFacts(options.rules);
    this.#presence = new Presence(options.signals, options.clock, (ticketId, people) => this.#tellPresence(ticketId, people));
    this.#off = options.tail.listen((event) => this.#take(event));
  }

  /** Open screens, for metrics. */
  get lines(): number {
    return this.#lines;
  }

  stop(): void {
    this.#off();
    this.#presence.stop();
  }

  /** Begins a line; the first frame says where the log stands. */
  open(principal: Principal, sink: Sink): Line {
    const followed = new Map<string, Member[]>();
    const here = new Set<number>();
    const name = (topic: string) => (topic === 'me' ? `agent:${line.principal.kind === 'agent' ? line.principal.id : 0}` : topic);
    const drop = (shownAs: string) => {
      for (const member of followed.get(shownAs) ?? []) this.#leave(member);
      followed.delete(shownAs);
    };
    const line: OpenLine = {
      widen: (shownAs, member) => void followed.get(shownAs)?.push(member),
      id: randomUUID(), principal,
      subscribe: async (topics, since) => {
        const fresh: Member[] = [];
        for (const shownAs of new Set(topics)) {
          if (followed.size >= maxTopics) break;
          if (!(await this.#mayFollow(line.principal, shownAs))) continue;
          const within = (await this.#o.within?.(shownAs)) ?? [];
          if (!open) return;
          drop(shownAs);
          const members = [name(shownAs), ...within].map((topic) => this.#join({ line, sink, topic, shownAs, held: [] }));
          followed.set(shownAs, members);
          fresh.push(...members);
        }
        if (since !== null) await this.#resume(line.principal, sink, fresh, since);
        for (const member of fresh) {
          const held = member.held ?? [];
          member.held = null;
          for (const fact of held) sink.send(textFor(line.principal, fact, member.topic, member.shownAs), fact.id);
          this.#showPresence(member.topic, sink);
        }
      },
      unsubscribe: (topics) => { for (const topic of topics) drop(topic); },
      presence: (ticketId, state) => {
        // Only where they may look: the name would show up on other people's screens.
        if (state !== 'gone' && !followed.has(`ticket:${ticketId}`)) return;
        if (state === 'gone' ? !here.delete(ticketId) : here.size >= maxTopics) return;
        if (state !== 'gone') here.add(ticketId);
        this.#presence.say({ ticketId, who: 'agent', id: line.principal.id, name: line.principal.name, state, screen: line.id });
      },
      recheck: async () => {
        for (const topic of followed.keys()) if (!(await this.#mayFollow(line.principal, topic))) drop(topic);
      },
      close: () => {
        if (!open) return;
        open = false;
        this.#lines -= 1;
        for (const ticketId of here) line.presence(ticketId, 'gone');
        for (const topic of followed.keys()) drop(topic);
      },
    };
    let open = true;
    this.#lines += 1;
    sink.send(JSON.stringify({ kind: 'ready', cursor: this.#o.tail.position }));
    return line;
  }

  async #mayFollow(principal: Principal, topic: string): Promise<boolean> {
    if (topic === 'me') return principal.kind === 'agent';
    return !topic.startsWith('agent:') && (await this.#o.mayFollow(principal, topic));
  }

  #join(member: Member): Member {
    const members = this.#members.get(member.topic) ?? new Set<Member>();
    if (members.size === 0) this.#o.onFollow?.(member.topic, true);
    this.#members.set(member.topic, members.add(member));
    return member;
  }

  #leave(member: Member): void {
    const members = this.#members.get(member.topic);
    if (!members?.delete(member) || members.size > 0) return;
    this.#members.delete(member.topic);
    this.#o.onFollow?.(member.topic, false);
  }

  /** What comes in meanwhile is held back by the members until this is through, so that order stays and nothing is missed. */
  async #resume(principal: Principal, sink: Sink, members: readonly Member[], since: number): Promise<void> {
    const { tail } = this.#o;
    const upTo = tail.position;
    let facts = this.#recent.since(since);
    if (!facts && since < upTo) {
      const events = await tail.since(since, resumeLimit);
      if (!events) return sink.send('{"kind":"reset"}');
      facts = events.flatMap((event) => this.#factOf(event) ?? []);
    }
    // What arrived before we looked is among them.
    for (const member of members) member.held = member.held?.filter((fact) => fact.id > upTo) ?? null;
    for (const fact of facts ?? []) {
      if (!mayHear(principal, fact)) continue;
      for (const { topic, shownAs } of members) if (fact.topics.includes(topic)) sink.send(textFor(principal, fact, topic, shownAs), fact.id);
    }
  }

  #take(event: LoggedEvent): void {
    const join = this.#o.joins?.(event);
    if (join) this.#widen(join.topic, join.within);
    const fact = this.#factOf(event);
    if (!fact) return;
    this.#recent.add(fact, this.#o.tail.position);
    for (const topic of fact.topics) {
      for (const member of this.#members.get(topic) ?? []) {
        if (!mayHear(member.line.principal, fact)) continue;
        if (member.held) member.held.push(fact);
        else member.sink.send(textFor(member.line.principal, fact, topic, member.shownAs), fact.id);
      }
    }
  }

  #widen(topic: string, within: string): void {
    const known = new Set([...(this.#members.get(within) ?? [])].map((m) => `${m.line.id} ${m.shownAs}`));
    for (const member of this.#members.get(topic) ?? []) {
      if (known.has(`${member.line.id} ${member.shownAs}`)) continue;
      member.line.widen(member.shownAs, this.#join({ ...member, topic: within, held: null }));
    }
  }

  #tellPresence(ticketId: number, people: readonly Person[]): void {
    const members = this.#members.get(`ticket:${ticketId}`);
    if (!members) return;
    const text = JSON.stringify({ kind: 'presence', ticketId, people });
    for (const { sink } of members) sink.send(text);
  }

  #showPresence(topic: string, sink: Sink): void {
    const ticketId = ticketIn(topic) ?? 0;
    const people = this.#presence.people(ticketId);
    if (people.length > 0) sink.send(JSON.stringify({ kind: 'presence', ticketId, people }));
  }
}

/**
 * People limited to their teams hear of those teams' tickets and their own, and of what concerns no ticket. Where more than teams decides, all
 * hear that something moved, and `textFor` says no more than that.
 */
function mayHear(principal: Principal, { audience }: Fact): boolean {
  if (!audience || principal.scope === 'all' || !isByTeamAlone(principal)) return true;
  return principal.teams.some((team) => audience.teams.has(team)) || (principal.kind === 'agent' && audience.people.has(principal.id));
}

/** A fact as this person may read it: without its content on lists of which they may not see every row, with stars where numbers are masked. */
function textFor(principal: Principal, fact: Fact, topic: string, shownAs: string): string {
  const isList = fact.audience !== null && !/^(ticket|conversation|agent):/.test(topic);
  const bare = isList && principal.scope !== 'all' && !isByTeamAlone(principal);
  const text = fact.text(topic, shownAs);
  if (bare) return JSON.stringify({ ...(JSON.parse(text) as object), data: {} });
  return principal.masked?.size ? maskJson(text, principal.masked) : text;
}
