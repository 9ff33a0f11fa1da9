/** Which of those who wait are worth asking for, given the hands that are free; pure. */
import { type Hand, type Person, type Request, handOf, obstacles } from './person.ts';
import { handsFree } from './policy.ts';

export interface Line { readonly kind: string; readonly teamId: number; readonly request: Request }
export interface Waiting { readonly ticketId: number; readonly kind: string }
type Member = Person & { readonly teams: readonly number[] };

/** How many of each line could find somebody, were they alone: no more need be looked at. Lines nobody is free for are left out. */
export function reaches(lines: readonly Line[], people: readonly Member[]): { readonly byLine: Map<string, number>; /** Hands of all whom any line can use: more cannot be given. */ readonly hands: number } {
  const teams = Map.groupBy(people.flatMap((p) => p.teams.map((team) => ({ team, p }))), (x) => x.team);
  const byLine = new Map<string, number>();
  const most = new Map<Member, number>();
  for (const { kind, teamId, request } of lines) {
    for (const { p } of teams.get(teamId) ?? []) {
      const hands = handsFree(p, request);
      if (hands === 0) continue;
      byLine.set(kind, (byLine.get(kind) ?? 0) + hands);
      most.set(p, Math.max(most.get(p) ?? 0, hands));
    }
  }
  return { byLine, hands: [...most.values()].reduce((sum, n) => sum + n, 0) };
}

/**
 * Walks those who wait in their common order and gives each a hand in thought, until none is left that any of them could use.
 * @param spare so many more than find a hand: one of those before may not be for these very people
 */
export function lineUp(heads: readonly Waiting[], lines: readonly Line[], people: readonly Member[], spare: number): { readonly ids: number[]; /** Of them, those who find a hand in thought. */ readonly hands: number } {
  const by = new Map(lines.map((line) => [line.kind, line]));
  const held = new Map<Member, { open: number; inHand: Record<Hand, number> }>();
  const now = (p: Member): Member => { const h = held.get(p); return h ? { ...p, ...h } : p; };
  const able = new Map<string, Member[]>();
  const ids: number[] = [];
  let spares = 0;
  for (const { ticketId, kind } of heads) {
    const line = by.get(kind);
    if (!line) continue;
    let list = able.get(kind);
    if (!list) able.set(kind, list = people.filter((p) => p.teams.includes(line.teamId)));
    // From the end, so that whoever is full for this line is dropped once and never asked again.
    let taker: Member | undefined;
    while (!taker && list.length > 0) {
      const last = list.at(-1) as Member;
      if (obstacles(now(last), line.request).length === 0) taker = last; else list.pop();
    }
    if (taker) {
      const h = held.get(taker) ?? { open: taker.open, inHand: { call: 0, chat: 0, written: 0, ...taker.inHand } };
      const hand = handOf(line.request.facts.channel);
      held.set(taker, { open: h.open + 1, inHand: { ...h.inHand, [hand]: h.inHand[hand] + 1 } });
    } else if (spares++ >= spare) continue;
    ids.push(ticketId);
  }
  return { ids, hands: ids.length - Math.min(spares, spare) };
}
