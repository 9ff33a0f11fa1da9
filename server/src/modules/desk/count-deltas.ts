import { type LoggedEvent, isEvent } from '../../platform/bus/index.ts';
import { BroughtIn, TakenBack, type TicketFacts, TicketChanged, TicketOpened } from '../tickets/index.ts';

/** One cell of the kept counts: how many tickets of this kind there are more (or fewer). 0 stands for nobody and for no team. */
export interface CountDelta { readonly ownerId: number; readonly teamId: number; readonly status: string; readonly channel: string; readonly snoozed: boolean; readonly n: number }

type Counted = Pick<TicketFacts, 'ownerId' | 'teamId' | 'status' | 'channel' | 'snoozedUntil'>;
const cellOf = (f: Counted): Omit<CountDelta, 'n'> => ({ ownerId: f.ownerId ?? 0, teamId: f.teamId ?? 0, status: f.status, channel: f.channel, snoozed: (f.snoozedUntil ?? null) !== null });

/** What a batch of facts does to the counts, each cell once; cells that come out even are left out. */
export function countDeltas(events: readonly LoggedEvent[]): CountDelta[] {
  const cells = new Map<string, CountDelta>();
  const add = (facts: Counted, n: number) => addCell(cellOf(facts), n);
  const addCell = ({ ownerId, teamId, status, channel, snoozed }: Omit<CountDelta, 'n'>, n: number) => {
    const cell = { ownerId, teamId, status, channel, snoozed };
    const key = JSON.stringify(cell);
    cells.set(key, { ...cell, n: (cells.get(key)?.n ?? 0) + n });
  };
  for (const event of events) {
    if (isEvent(event, TicketOpened)) add(event.payload, 1);
    else if (isEvent(event, TicketChanged)) {
      add({ ...event.payload, ...event.payload.before }, -1);
      add(event.payload, 1);
    } else if (isEvent(event, BroughtIn)) for (const c of event.payload.cells) addCell(c, c.n);
    else if (isEvent(event, TakenBack)) for (const c of event.payload.cells) addCell(c, -c.n);
  }
  return [...cells.values()].filter((c) => c.n !== 0);
}
