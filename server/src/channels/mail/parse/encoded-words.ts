/** RFC 2047 encoded words, including characters split across words and the spellings real mailers get wrong. */
import { canonicalCharset, decodeCharset } from './charset.ts'

/** Lenient: spaces inside a Q word and an empty text happen in the wild. Bounded so that `=?` without an end costs little. */
const wordPattern = /=\?([^?\s]{1,60})\?([QqBb])\?([^?]{0,4000}|[^\r\n]{0,400}?)\?=/g

function bytesOf(encoding: string, text: string): Buffer {
  if (encoding === 'B' || encoding === 'b') return Buffer.from(text.replace(/[^A-Za-z0-9+/=_-]/g, ''), 'base64')
  // Unencoded eight-bit characters inside a Q word can only be kept as UTF-8.
  const source = Buffer.from(text.replace(/_/g, ' '), 'utf8')
  const out = Buffer.allocUnsafe(source.length)
  let length = 0
  for (let i = 0; i < source.length; i++) {
    const value = source[i] === 0x3d ? Number.parseInt(source.toString('latin1', i + 1, i + 3), 16) : Number.NaN
    if (Number.isNaN(value)) { out[length++] = source[i]!; continue }
    out[length++] = value
    i += 2
  }
  return out.subarray(0, length)
}

interface Word { charset: string; chunks: Buffer[] }

/**
 * Decodes every encoded word of a header value. Neighbouring words of one charset are joined as bytes first,
 * because many Chinese and Japanese mailers cut in the middle of a character.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  let out = ''
  let last = 0
  let open: Word | null = null
  const flush = (): void => {
    if (open) out += decodeCharset(Buffer.concat(open.chunks), open.charset)
    open = null
  }
  for (const match of value.matchAll(wordPattern)) {
    const between = value.slice(last, match.index)
    const charset = canonicalCharset(match[1]!.split('*')[0])
    const bytes = bytesOf(match[2]!, match[3]!)
    const adjacent = last > 0 && /^[ \t\r\n]*$/.test(between)
    const current = open as Word | null
    if (adjacent && current && current.charset === charset) current.chunks.push(bytes)
    else {
      flush()
      if (!adjacent) out += between
      open = { charset, chunks: [bytes] }
    }
    last = match.index + match[0].length
  }
  flush()
  return out + value.slice(last)
}
