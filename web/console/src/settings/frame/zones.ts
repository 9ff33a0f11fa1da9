/** Minutes east of Greenwich in a zone at an instant. */
export function offsetMinutes(zone: string, at: number): number {
  const text = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(text);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
}

/** "UTC+08:00" */
export function offsetWords(minutes: number): string {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

export interface ZoneChoice { readonly zone: string; readonly offset: number; readonly name: string; readonly city: string }

/** All zones of the browser with today's offset and name ("China Standard Time"), west to east. Takes tens of milliseconds: ask when a list opens. */
export function zoneChoices(language: string, at: number): ZoneChoice[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
    .map((zone) => ({
      zone, offset: offsetMinutes(zone, at), city: (zone.split('/').at(-1) ?? zone).replace(/_/g, ' '),
      name: new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? zone,
    }))
    .sort((a, b) => a.offset - b.offset || a.zone.localeCompare(b.zone));
}
