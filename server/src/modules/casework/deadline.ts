import { say } from '../../platform/i18n/index.ts';

const form = /^P(?:(\d+)(WD|W|D))?(?:T(?:(\d+)(WH|H))?(?:(\d+)M)?)?$/;
const units = { D: 'days', W: 'weeks', WD: 'workingDays', H: 'hours', WH: 'workingHours' } as const;

/** A deadline of a diagram as one says it: `PT4WH` is 4 个工作小时. What is computed is given as it stands. */
export function deadlineWords(deadline: string, language: string): string {
  const [, days, dayUnit, hours, hourUnit, minutes] = form.exec(deadline) ?? [];
  const parts = [[days, dayUnit], [hours, hourUnit]].flatMap(([n, unit]) => (n && unit ? [say(language, `casework.span.${units[unit as keyof typeof units]}${n === '1' && language === 'en' ? 'One' : ''}`, { n })] : []));
  if (minutes) parts.push(say(language, 'casework.span.minutes', { n: minutes }));
  return parts.length > 0 ? parts.join(' ') : deadline;
}
