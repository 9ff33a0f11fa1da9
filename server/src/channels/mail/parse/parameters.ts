/** Structured headers (`type; name=value`) with RFC 2231 continuations, charsets and the usual mistakes. */
import { decodeCharset } from './charset.ts'
import { decodeWords } from './encoded-words.ts'

export interface Structured {
  /** Lower case, without parameters. */
  value: string
  /** Decoded; names in lower case. */
  parameters: Map<string, string>
}

interface Segment { index: number; encoded: boolean; value: string }

/** Splits at semicolons outside quotes, drops comments. Linear. */
function pieces(header: string): string[] {
  const out: string[] = []
  let current = ''
  let quoted = false
  let depth = 0
  for (let i = 0; i < header.length; i++) {
    const char = header[i]!
    if (quoted) {
      if (char === '\\' && i + 1 < header.length) { current += char + header[++i]!; continue }
      if (char === '"') quoted = false
      current += char
    } else if (depth > 0) {
      if (char === '(') depth++
      else if (char === ')') depth--
    } else if (char === '(' && (current.trim() === '' || /\s$/.test(current.slice(-1))) && header.indexOf(')', i) > 0) depth = 1
    else if (char === ';') { out.push(current); current = '' }
    else {
      if (char === '"') quoted = true
      current += char
    }
  }
  out.push(current)
  return out
}

function unquote(raw: string): string {
  const value = raw.trim()
  if (!value.startsWith('"')) return value
  const close = /^"((?:[^"\\]|\\.)*)"?/.exec(value)?.[1] ?? value.slice(1)
  // Windows paths are sent unescaped: only quotes and backslashes count as escaped.
  return close.replace(/\\(["\\])/g, '$1')
}

function percentBytes(value: string): Buffer {
  const source = Buffer.from(value, 'utf8')
  const out: number[] = []
  for (let i = 0; i < source.length; i++) {
    const hex = source[i] === 0x25 ? source.toString('latin1', i + 1, i + 3) : ''
    if (/^[0-9a-f]{2}$/i.test(hex)) { out.push(Number.parseInt(hex, 16)); i += 2 } else out.push(source[i]!)
  }
  return Buffer.from(out)
}

/** Joins the segments of one RFC 2231 parameter; bytes are joined before decoding, as characters may be split. */
function joinSegments(segments: Segment[]): string {
  segments.sort((a, b) => a.index - b.index)
  if (!segments.some((segment) => segment.encoded)) return decodeWords(segments.map((segment) => segment.value).join(''))
  let charset = ''
  const bytes = segments.map((segment, i) => {
    let value = segment.value
    const head = i === 0 && segment.encoded ? /^([^']*)'[^']*'/.exec(value) : null
    if (head) { charset = head[1]!; value = value.slice(head[0].length) }
    return segment.encoded ? percentBytes(value) : Buffer.from(value, 'utf8')
  })
  return decodeCharset(Buffer.concat(bytes), charset)
}

/** Reads a Content-Type or Content-Disposition value. Of a repeated parameter the first counts. */
export function parseStructured(header: string | null): Structured {
  const [head = '', ...rest] = pieces(header ?? '')
  const parameters = new Map<string, string>()
  const continued = new Map<string, Segment[]>()
  for (const piece of rest.slice(0, 200)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const key = piece.slice(0, equals).trim().toLowerCase()
    const value = unquote(piece.slice(equals + 1))
    const extended = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(key)
    if (extended && (extended[2] !== undefined || extended[3] !== undefined)) {
      const list = continued.get(extended[1]!) ?? []
      list.push({ index: Number(extended[2] ?? 0), encoded: extended[3] !== undefined, value })
      continued.set(extended[1]!, list)
    } else if (key !== '' && !parameters.has(key)) parameters.set(key, decodeWords(value))
  }
  // The extended form is the precise one where a mailer sends both.
  for (const [key, segments] of continued) parameters.set(key, joinSegments(segments))
  return { value: unquote(head).trim().toLowerCase(), parameters }
}
