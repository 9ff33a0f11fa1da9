/** Splits a header block into fields. Works on bytes, because raw eight-bit headers need their charset guessed. */
import { decodeCharset } from './charset.ts'
import { limits } from './limits.ts'

/** One header as written: name in lower case, value unfolded but encoded words untouched. */
export interface RawHeader {
  name: string
  value: string
}

export interface HeaderBlock {
  headers: RawHeader[]
  /** Offset of the first body byte. */
  bodyStart: number
  /** True when nothing in the block looked like a header. */
  empty: boolean
}

const fieldName = /^[!-9;-~]{1,200}[ \t]*:/

/** The line from `start`, without its end. */
function lineAt(raw: Buffer, start: number, end: number): { stop: number; next: number } {
  const lf = raw.indexOf(0x0a, start)
  const next = lf < 0 || lf >= end ? end : lf + 1
  let stop = lf < 0 || lf >= end ? end : lf
  while (stop > start && raw[stop - 1] === 0x0d) stop--
  return { stop, next }
}

/**
 * Reads the headers that begin at `start`. Lines that are no header are skipped when headers follow, and begin
 * the body when they do not (some mailers forget the blank line).
 */
export function readHeaders(raw: Buffer, start: number, end: number): HeaderBlock {
  const fields: { name: string; from: number; parts: Buffer[] }[] = []
  let at = start
  const bound = Math.min(end, start + limits.headerBytes)
  while (at < end) {
    const { stop, next } = lineAt(raw, at, end)
    if (stop === at) { at = next; break }
    const first = raw[at]!
    if ((first === 0x20 || first === 0x09) && fields.length > 0) {
      // A line of blanks ends the headers where a gateway padded the empty line, unless headers go on behind it.
      if (isBlank(raw, at, stop) && !headersFollow(raw, next, end)) { at = next; break }
      fields.at(-1)!.parts.push(raw.subarray(at, stop))
    } else if (looksLikeField(raw, at, stop)) {
      if (fields.length >= limits.headerFields) { at = bodyAfter(raw, at, end); break }
      const colon = raw.indexOf(0x3a, at)
      fields.push({ name: raw.toString('latin1', at, colon).trim().toLowerCase(), from: colon + 1, parts: [raw.subarray(colon + 1, stop)] })
    } else if (!isMboxLine(raw, at, stop) && !headersFollow(raw, next, end)) {
      break
    }
    at = next
    if (at > bound) { at = bodyAfter(raw, at, end); break }
  }
  const hint = fields.find((field) => field.name === 'content-type')
  const charset = hint && /charset\s*=\s*["']?([\w:.-]+)/i.exec(Buffer.concat(hint.parts).toString('latin1'))?.[1]
  const headers = fields.map((field) => ({ name: field.name, value: unfold(field.parts, charset) }))
  return { headers, bodyStart: at, empty: fields.length === 0 }
}

function unfold(parts: Buffer[], charset: string | undefined): string {
  const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  // oxlint-disable-next-line no-control-regex -- NUL and bare line ends are what is being removed
  return decodeCharset(bytes.subarray(0, limits.headerValue), null, charset).replace(/[\0\r\n]+/g, ' ').trim()
}

function looksLikeField(raw: Buffer, at: number, end: number): boolean {
  return fieldName.test(raw.toString('latin1', at, Math.min(end, at + 210)))
}

/** Whether a header stands within the next lines, before any empty one. */
function headersFollow(raw: Buffer, start: number, end: number): boolean {
  let at = start
  for (let i = 0; i < 4 && at < end; i++) {
    const { stop, next } = lineAt(raw, at, end)
    if (stop === at) return false
    if (looksLikeField(raw, at, stop)) return true
    at = next
  }
  return false
}

const isMboxLine = (raw: Buffer, at: number, stop: number): boolean => /^>?From /.test(raw.toString('latin1', at, Math.min(stop, at + 6)))

function isBlank(raw: Buffer, at: number, stop: number): boolean {
  for (let i = at; i < stop; i++) if (raw[i] !== 0x20 && raw[i] !== 0x09) return false
  return true
}

/** Past an oversized block: the next blank line. */
function bodyAfter(raw: Buffer, at: number, end: number): number {
  const lf = raw.indexOf('\n\n', at)
  const crlf = raw.indexOf('\r\n\r\n', at)
  const found = [lf < 0 ? end : lf + 2, crlf < 0 ? end : crlf + 4]
  return Math.min(end, ...found)
}

/** First value of a header, or null. */
export function headerValue(headers: readonly RawHeader[], name: string): string | null {
  return headers.find((header) => header.name === name)?.value ?? null
}
