import type { TimelineItem } from '../../data/types.ts';

/** One thing to draw. Times are ISO; `dayKey` decides where a new day's line stands. */
export type Drawn =
  | { readonly as: 'day'; readonly key: string; readonly at: string }
  | { readonly as: 'speech'; readonly key: string; readonly item: Extract<TimelineItem, { kind: 'message' | 'note' | 'call' | 'survey' }>; readonly follows: boolean }
  | { readonly as: 'quiet'; readonly key: string; readonly item: Extract<TimelineItem, { kind: 'change' | 'clock' | 'step' }> }
  | { readonly as: 'fold'; readonly key: string; readonly count: number; readonly items: readonly Extract<Drawn, { as: 'quiet' }>[] };

const together = 5 * 60_000;
/** A run of small lines longer than this is folded, but for its last ones. */
const longRun = 5;
const keptOfRun = 2;

/** A name that stays the same when the page is loaded again. */
export function keyOf(item: TimelineItem): string {
  if (item.kind === 'message') return `m${item.message.id}`;
  if (item.kind === 'note') return `n${item.note.id}`;
  if (item.kind === 'change') return `c${item.id}`;
  if (item.kind === 'survey') return `s${item.survey.id}`;
  if (item.kind === 'step') return `p${item.id}`;
  if (item.kind === 'call') return `h${item.id}`;
  return `${item.kind}${item.at}${item.kind === 'clock' ? item.target + item.event : ''}`;
}

function sameSpeaker(a: TimelineItem, b: TimelineItem): boolean {
  if (Date.parse(b.at) - Date.parse(a.at) > together) return false;
  if (a.kind === 'note' && b.kind === 'note') return a.note.author.id === b.note.author.id;
  if (a.kind !== 'message' || b.kind !== 'message') return false;
  return a.message.direction === b.message.direction && a.message.channel === b.message.channel && a.message.author.id === b.message.author.id && a.message.author.name === b.message.author.name;
}

/**
 * Lays out a timeline (oldest first): a line where a day begins, messages of one speaker within five minutes drawn together,
 * long runs of small changes folded into one.
 * @param dayKey the day of an instant on the reader's wall
 */
export function arrange(items: readonly TimelineItem[], dayKey: (at: string) => string): Drawn[] {
  const drawn: Drawn[] = [];
  let run: Extract<Drawn, { as: 'quiet' }>[] = [];
  let day = '';
  let before: TimelineItem | null = null;
  const endRun = () => {
    if (run.length > longRun) {
      const folded = run.slice(0, -keptOfRun);
      drawn.push({ as: 'fold', key: `f${folded[0]?.key}`, count: folded.length, items: folded }, ...run.slice(-keptOfRun));
    } else drawn.push(...run);
    run = [];
  };
  for (const item of items) {
    const today = dayKey(item.at);
    if (today !== day) {
      endRun();
      drawn.push({ as: 'day', key: `d${today}`, at: item.at });
      day = today;
      before = null;
    }
    if (item.kind === 'change' || item.kind === 'clock' || item.kind === 'step') run.push({ as: 'quiet', key: keyOf(item), item });
    else {
      endRun();
      drawn.push({ as: 'speech', key: keyOf(item), item, follows: before !== null && sameSpeaker(before, item) });
    }
    before = item;
  }
  endRun();
  return drawn;
}
