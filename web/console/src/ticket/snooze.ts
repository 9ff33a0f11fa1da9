export interface SnoozeChoice { readonly key: 'hour' | 'afternoon' | 'tomorrow' | 'monday'; readonly at: Date }

const at = (day: Date, plusDays: number, hour: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + plusDays, hour);

/** Sensible times to come back to a ticket, on the wall of this machine: in an hour, 14:00 today while that is ahead, tomorrow at 9, Monday at 9. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const hour = new Date(now.getTime() + 3_600_000);
  hour.setMinutes(Math.ceil(hour.getMinutes() / 5) * 5, 0, 0);
  const toMonday = ((8 - now.getDay()) % 7) || 7;
  const choices: SnoozeChoice[] = [{ key: 'hour', at: hour }];
  if (now.getHours() < 12) choices.push({ key: 'afternoon', at: at(now, 0, 14) });
  choices.push({ key: 'tomorrow', at: at(now, 1, 9) });
  if (toMonday > 1) choices.push({ key: 'monday', at: at(now, toMonday, 9) });
  return choices;
}
