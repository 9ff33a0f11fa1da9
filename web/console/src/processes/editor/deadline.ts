export const units = ['workingHours', 'workingDays', 'hours', 'days', 'minutes'] as const;
export type Unit = (typeof units)[number];
export interface Span { readonly amount: number; readonly unit: Unit }

const forms: Record<Unit, readonly [before: string, after: string]> = { workingHours: ['PT', 'WH'], workingDays: ['P', 'WD'], hours: ['PT', 'H'], days: ['P', 'D'], minutes: ['PT', 'M'] };

/** Reads a duration of one unit, such as `PT4WH`; null for everything else (expressions, `P1DT2H`, dates). */
export function readSpan(text: string): Span | null {
  for (const unit of units) {
    const [before, after] = forms[unit];
    const amount = new RegExp(`^${before}(\\d+)${after}$`).exec(text.trim())?.[1];
    if (amount) return { amount: Number(amount), unit };
  }
  return null;
}

/** Writes it: 4 working hours as `PT4WH`. */
export function writeSpan({ amount, unit }: Span): string {
  const [before, after] = forms[unit];
  return `${before}${Math.max(0, Math.round(amount))}${after}`;
}
