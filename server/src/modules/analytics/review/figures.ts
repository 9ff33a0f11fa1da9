import type { ChannelUse } from './store.ts';

export interface Cost { readonly channel: string; readonly messageMinor: number; readonly monthMinor: number }
export interface Figures extends ChannelUse { readonly share: number; readonly sent: number; readonly failed: number; readonly costMinor: number; readonly costPerTicketMinor: number | null }
export interface Finding { readonly code: 'slow' | 'unhappy' | 'dear' | 'growing' | 'fading' | 'loses' | 'hands-over-badly' | 'hands-over-well' | 'failing' | 'same-people' | 'quiet'; readonly channel: string; readonly other: string | null; readonly value: number; readonly than: number | null }
const month = 30 * 86_400_000;
/** Fewer tickets than this prove nothing. */
const enough = 10;

/** A period's figures by channel, with what it cost. */
export function figuresOf(use: readonly ChannelUse[], messages: readonly { channel: string; sent: number; failed: number }[], costs: readonly Cost[], lengthMs: number): Figures[] {
  const all = use.reduce((n, u) => n + u.tickets, 0);
  const blank = (channel: string): ChannelUse => ({ channel, tickets: 0, customers: 0, answered: 0, solved: 0, firstResponse: null, solution: null, rated: 0, rating: null, reopened: 0, left: 0, leftSolved: 0, stayed: 0, stayedSolved: 0 });
  const channels = [...new Set([...use.map((u) => u.channel), ...messages.map((m) => m.channel), ...costs.filter((c) => c.monthMinor > 0).map((c) => c.channel)])];
  return channels.map((channel) => {
    const u = use.find((one) => one.channel === channel) ?? blank(channel);
    const said = messages.find((m) => m.channel === channel);
    const cost = costs.find((c) => c.channel === channel);
    const costMinor = Math.round((said?.sent ?? 0) * (cost?.messageMinor ?? 0) + ((cost?.monthMinor ?? 0) * lengthMs) / month);
    return { ...u, share: all > 0 ? u.tickets / all : 0, sent: said?.sent ?? 0, failed: said?.failed ?? 0, costMinor, costPerTicketMinor: u.tickets > 0 ? Math.round(costMinor / u.tickets) : null };
  }).toSorted((a, b) => b.tickets - a.tickets || b.sent - a.sent);
}

const middle = (values: readonly number[]) => { const sorted = values.toSorted((a, b) => a - b); return sorted.length === 0 ? null : (sorted[Math.floor((sorted.length - 1) / 2)] ?? null); };

/** What the figures suggest: the strongest first, at most eight, nothing from a handful of tickets. */
export function findingsOf(now: readonly Figures[], before: readonly Figures[], overlap: readonly { a: string; b: string; customers: number }[]): Finding[] {
  const found: (Finding & { weight: number })[] = [];
  const say = (code: Finding['code'], channel: string, value: number, than: number | null, weight: number, other: string | null = null) => found.push({ code, channel, other, value, than, weight });
  const solid = now.filter((f) => f.tickets >= enough);
  const usualFirst = middle(solid.flatMap((f) => (f.firstResponse === null ? [] : [f.firstResponse])));
  const usualCost = middle(solid.flatMap((f) => (f.costPerTicketMinor ? [f.costPerTicketMinor] : [])));
  for (const f of solid) {
    const old = before.find((b) => b.channel === f.channel);
    if (usualFirst && f.firstResponse !== null && f.firstResponse > 2 * usualFirst) say('slow', f.channel, f.firstResponse, usualFirst, f.firstResponse / usualFirst);
    if (f.rated >= 5 && f.rating !== null && f.rating < 3.5) say('unhappy', f.channel, f.rating, null, 5 - f.rating + 2);
    if (usualCost && f.costPerTicketMinor && f.costPerTicketMinor > 2 * usualCost) say('dear', f.channel, f.costPerTicketMinor, usualCost, f.costPerTicketMinor / usualCost);
    if (old && old.tickets >= enough && f.tickets >= 1.3 * old.tickets) say('growing', f.channel, f.tickets, old.tickets, f.tickets / old.tickets);
    if (old && old.tickets >= enough && f.tickets <= 0.7 * old.tickets) say('fading', f.channel, f.tickets, old.tickets, old.tickets / Math.max(1, f.tickets));
    if (f.left / f.tickets > 0.3) say('loses', f.channel, f.left / f.tickets, null, 4 * (f.left / f.tickets));
    if (f.left >= enough && f.stayed >= enough) {
      const [moved, stayed] = [f.leftSolved / f.left, f.stayedSolved / f.stayed];
      if (moved < stayed - 0.1) say('hands-over-badly', f.channel, moved, stayed, 10 * (stayed - moved));
      else say('hands-over-well', f.channel, moved, stayed, 0.5);
    }
    if (f.sent >= 20 && f.failed / f.sent > 0.05) say('failing', f.channel, f.failed / f.sent, null, 20 * (f.failed / f.sent));
  }
  for (const f of now) if (f.tickets === 0 && f.costMinor > 0) say('quiet', f.channel, f.costMinor, null, 3);
  for (const o of overlap) {
    const least = Math.min(...[o.a, o.b].map((c) => now.find((f) => f.channel === c)?.customers ?? 0));
    if (least >= enough && o.customers / least > 0.4) say('same-people', o.a, o.customers / least, null, 2 * (o.customers / least), o.b);
  }
  return found.toSorted((a, b) => b.weight - a.weight).slice(0, 8).map(({ weight: _, ...f }) => f);
}
