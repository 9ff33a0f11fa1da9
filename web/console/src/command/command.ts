import type { ReactNode } from 'react';

export type CommandGroup = 'ticket' | 'list' | 'compose' | 'go' | 'create' | 'me';

/** One thing that can be done. The same data makes the menu entry, the shortcut and the palette line. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  readonly icon?: ReactNode;
  /** `e`, `shift+s`, `mod+k`, or a sequence `g i`. `mod` is ⌘ on Apple, Ctrl elsewhere. */
  readonly keys?: string;
  /** Other words people look for. */
  readonly words?: string;
  readonly allowed: boolean;
  /** Stands in the key sheet though its key is a field's own business, such as `/` in a text. */
  readonly told?: boolean;
  /** Works while somebody types in a field. */
  readonly whileTyping?: boolean;
  /** In the key sheet and by key, but pointless in the palette (moving in a list). */
  readonly hidden?: boolean;
  readonly perform: () => void;
}

/** How well a text fits a query: higher is better, 0 does not. Whole beginnings first, then word beginnings, then inside, then letters in order. */
export function fit(text: string, query: string): number {
  const t = text.toLowerCase();
  const q = query.trim().toLowerCase();
  if (q === '') return 1;
  if (t.startsWith(q)) return 100;
  const inside = t.indexOf(q);
  if (inside > 0 && /[\s\p{P}\p{Script=Han}]/u.test(t[inside - 1] ?? '')) return 80;
  if (inside > 0) return 60;
  const words = q.split(/\s+/);
  if (words.length > 1 && words.every((word) => t.includes(word))) return 50;
  // Letters in order make sense for spelled words only.
  if (/\P{ASCII}/u.test(q) || q.length < 2) return 0;
  let at = -1;
  let gaps = 0;
  for (const letter of q.replace(/\s/g, '')) {
    const next = t.indexOf(letter, at + 1);
    if (next < 0) return 0;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return Math.max(1, 40 - gaps);
}

/** Commands that may be used now and fit the query, best first; the given order breaks ties. */
export function filterCommands(commands: readonly Command[], query: string): Command[] {
  return commands
    .filter((command) => command.allowed && !command.hidden)
    .map((command, at) => ({ command, at, score: Math.max(fit(command.label, query), fit(command.words ?? '', query) * (command.words ? 0.8 : 0)) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map((one) => one.command);
}
