import type { Handbook } from '../steps/data.ts';

type Chapter = Handbook['chapters'][number];
type Words = { readonly zh: string; readonly en: string } | null;
const has = (q: string, ...words: readonly Words[]) => words.some((one) => one !== null && `${one.zh}\n${one.en}`.toLowerCase().includes(q));

/** What of the handbook speaks of these words: whole chapters by their name, else the steps that have them. */
export function matching(chapters: readonly Chapter[], words: string): Chapter[] {
  const q = words.trim().toLowerCase();
  if (q === '') return [...chapters];
  return chapters.flatMap((chapter) => {
    if (has(q, chapter.title, ...chapter.types)) return [chapter];
    const steps = chapter.steps.filter((step) => has(q, step.title, step.standard, step.script, step.customer, ...step.checklist));
    return steps.length > 0 ? [{ ...chapter, steps }] : [];
  });
}

const form = /^P(?:(\d+)(WD|W|D))?(?:T(?:(\d+)(WH|H))?(?:(\d+)M)?)?$/;
const units = { D: 'days', W: 'weeks', WD: 'workingDays', H: 'hours', WH: 'workingHours' } as const;
/** A deadline of a diagram in its parts: `PT4WH` is four working hours. Empty for what is computed. */
export function spans(deadline: string): { unit: string; count: number }[] {
  const [, days, dayUnit, hours, hourUnit, minutes] = form.exec(deadline) ?? [];
  return [[days, dayUnit && units[dayUnit as keyof typeof units]], [hours, hourUnit && units[hourUnit as keyof typeof units]], [minutes, minutes && 'minutes']].flatMap(([count, unit]) => (count && unit ? [{ unit, count: Number(count) }] : []));
}
