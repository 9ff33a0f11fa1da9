/** Date headers: RFC 5322, its obsolete forms, and what broken clocks and scripts write. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const zones: Record<string, number> = { ut: 0, utc: 0, gmt: 0, z: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, jst: 540, cet: 60, cest: 120, bst: 60, msk: 180, hkt: 480 }

function offsetMinutes(zone: string | undefined): number {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]))
  return zones[(zone ?? '').toLowerCase()] ?? 0
}

function instant(year: number, month: number, day: number, time: readonly (string | undefined)[], zone: string | undefined): string | null {
  const [hour, minute, second] = [Number(time[0] ?? 0), Number(time[1] ?? 0), Number(time[2] ?? 0)]
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null
  const full = year < 50 ? 2000 + year : year < 1000 ? 1900 + year : year
  const millis = Date.UTC(full, month, day, hour, minute, second) - offsetMinutes(zone) * 60_000
  if (!Number.isFinite(millis) || full > 9998) return null
  return new Date(millis).toISOString()
}

/** @returns ISO 8601 in UTC, or null. */
export function parseMailDate(value: string | null): string | null {
  if (!value) return null
  const text = value.slice(0, 200).replace(/\([^)]*\)?/g, ' ').replace(/=2C/gi, ',').replace(/\s+/g, ' ').replace(/ ?: ?/g, ':').trim()
  const rfc = /(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\.?[ -](\d{2,4})(?:,? (\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?(?:\.\d+)?(?: ?([+-]\d{2}:?\d{2}|[A-Za-z]{1,5}))?/.exec(text)
  if (rfc) return instant(Number(rfc[3]), months.indexOf(rfc[2]!.toLowerCase()), Number(rfc[1]), rfc.slice(4, 7), rfc[7])
  const iso = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?(?:\.\d+)? ?(Z|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?/.exec(text)
  if (iso) return instant(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), iso.slice(4, 7), iso[7])
  // ctime: "Mon Apr  2 18:22:10 2012"
  const ctime = /([A-Za-z]{3}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (?:([A-Z]{3,4}) )?(\d{4})/.exec(text)
  if (ctime) return instant(Number(ctime[7]), months.indexOf(ctime[1]!.toLowerCase()), Number(ctime[2]), ctime.slice(3, 6), ctime[6])
  return null
}
