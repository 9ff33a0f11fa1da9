export type Unit = 'minute' | 'hour';

/** Minutes as an amount people would say: 1440 → 24 hours, 90 → 90 minutes. */
export function spoken(minutes: number): { readonly amount: number; readonly unit: Unit } {
  return minutes >= 60 && minutes % 60 === 0 ? { amount: minutes / 60, unit: 'hour' } : { amount: minutes, unit: 'minute' };
}

/** "10 minutes", "24 working hours", 「10 分钟」「24 个工作小时」. Working hours are named only where nights and holidays do not count. */
export function durationWords(minutes: number, language: string, working: boolean, t: (key: string, values: Record<string, unknown>) => string): string {
  const { amount, unit } = spoken(minutes);
  if (working && unit === 'hour') return t('sla.workingHours', { count: amount });
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
