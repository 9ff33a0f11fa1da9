/** text/calendar (RFC 5545) reduced to what an agent must know about an invitation. */
import type { CalendarInvite } from './mail.ts'

interface Line { name: string; parameters: string; value: string }

const unescape = (value: string): string => value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1').trim()

function lines(source: string): Line[] {
  return source.slice(0, 512 * 1024).replace(/\r?\n[ \t]/g, '').split(/\r?\n/).slice(0, 5_000).flatMap((line) => {
    const match = /^([A-Za-z-]{1,60})((?:;(?:[^":;]|"[^"]*")*)*):(.*)$/.exec(line.slice(0, 4_000))
    return match ? [{ name: match[1]!.toUpperCase(), parameters: match[2]!, value: match[3]! }] : []
  })
}

/** `20260301T100000Z` → `2026-03-01T10:00:00Z`. */
function moment(value: string | undefined): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value?.trim() ?? '')
  if (!match) return null
  const day = `${match[1]}-${match[2]}-${match[3]}`
  return match[4] === undefined ? day : `${day}T${match[4]}:${match[5]}:${match[6]}${match[7] ?? ''}`
}

/** The first event of a calendar part, or null when there is none. Never throws. */
export function readCalendar(source: string): CalendarInvite | null {
  const all = lines(source)
  const start = all.findIndex((line) => line.name === 'BEGIN' && /^V(?:EVENT|TODO)$/i.test(line.value.trim()))
  if (start < 0) return null
  const end = all.findIndex((line, i) => i > start && line.name === 'END' && /^V(?:EVENT|TODO)$/i.test(line.value.trim()))
  // Alarms inside an event have a description of their own.
  const event: Line[] = []
  let depth = 0
  for (const line of all.slice(start + 1, end < 0 ? undefined : end)) {
    if (line.name === 'BEGIN') depth++
    else if (line.name === 'END') depth--
    else if (depth === 0) event.push(line)
  }
  const get = (name: string): Line | undefined => event.find((line) => line.name === name)
  const mail = (line: Line | undefined): string | null => line ? line.value.replace(/^mailto:/i, '').trim() || null : null
  const begins = get('DTSTART')
  return {
    method: (all.find((line) => line.name === 'METHOD')?.value ?? 'PUBLISH').trim().toUpperCase().slice(0, 40),
    uid: get('UID')?.value.trim() || null,
    summary: unescape(get('SUMMARY')?.value ?? ''),
    location: unescape(get('LOCATION')?.value ?? ''),
    start: moment(begins?.value),
    end: moment(get('DTEND')?.value ?? get('DUE')?.value),
    timeZone: /TZID="?([^";:]+)/i.exec(begins?.parameters ?? '')?.[1] ?? null,
    organizer: mail(get('ORGANIZER')),
    attendees: event.filter((line) => line.name === 'ATTENDEE').flatMap((line) => mail(line) ?? []).slice(0, 200),
  }
}
