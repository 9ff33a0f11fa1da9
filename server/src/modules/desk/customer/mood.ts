import type { MoodPoint } from '@aftercare/contract/customer-page';
import { sentimentOf } from '../../../platform/i18n/index.ts';

const months = 12;
/** Moments come as PostgreSQL writes them into JSON, in UTC. */
const monthOf = (at: string) => at.slice(0, 7);

/** How a customer felt month by month, −1 … 1: their marks, and the sound of their own words. A month without either is left out; words that sound neither way say nothing. */
export function moodOf(marks: readonly { readonly at: string; readonly overall: number }[], words: readonly { readonly at: string; readonly text: string }[], now: Date): MoodPoint[] {
  const first = monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1)).toISOString());
  const points = new Map<string, { sum: number; surveys: number; messages: number }>();
  const add = (at: string, score: number, kind: 'surveys' | 'messages') => {
    const month = monthOf(at);
    if (month < first) return;
    const point = points.get(month) ?? { sum: 0, surveys: 0, messages: 0 };
    points.set(month, { ...point, sum: point.sum + score, [kind]: point[kind] + 1 });
  };
  for (const mark of marks) add(mark.at, (mark.overall - 3) / 2, 'surveys');
  for (const { at, text } of words) { const sentiment = sentimentOf(text); if (sentiment !== 'mixed') add(at, sentiment === 'good' ? 1 : -1, 'messages'); }
  return [...points].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([month, { sum, surveys, messages }]) => ({ month, score: Math.round((sum / (surveys + messages)) * 100) / 100, surveys, messages }));
}
