/** Text of a body part: transfer encoding, charset, line ends, `format=flowed`. */
import { decodeCharset } from './charset.ts'
import { limits } from './limits.ts'
import type { MimePart } from './structure.ts'
import { decodeTransfer } from './transfer.ts'

/** Joins soft-broken lines (RFC 3676); quote depth is kept. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = []
  let soft = false
  let depth = 0
  for (const line of text.split('\n')) {
    const quote = /^>+/.exec(line)?.[0] ?? ''
    let rest = line.slice(quote.length)
    if (rest.startsWith(' ')) rest = rest.slice(1)
    if (soft && quote.length === depth && rest !== '-- ') out[out.length - 1] += rest
    else out.push(quote === '' ? rest : `${quote} ${rest}`)
    depth = quote.length
    soft = rest.endsWith(' ') && rest !== '-- '
    if (soft && deleteSpace) out[out.length - 1] = out.at(-1)!.slice(0, -1)
  }
  return out.join('\n')
}

/** A charset named inside the HTML itself, believed only where the header names none. */
function metaCharset(bytes: Buffer): string | null {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})/i.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? null
}

/** @returns the decoded text with `\n` line ends and without NUL, bounded in length. */
export function partText(raw: Buffer, part: MimePart): string {
  const { bytes } = decodeTransfer(raw.subarray(part.start, part.end), part.encoding)
  const label = part.type.parameters.get('charset') ?? (part.type.value === 'text/html' ? metaCharset(bytes) : null)
  // oxlint-disable-next-line no-control-regex -- NUL cannot be stored in PostgreSQL text
  const text = decodeCharset(bytes.subarray(0, limits.bodyChars), label).replace(/\r\n?/g, '\n').replace(/\0/g, '').toWellFormed()
  const flowed = /^flowed$/i.test(part.type.parameters.get('format') ?? '')
  return flowed ? unflow(text, /^yes$/i.test(part.type.parameters.get('delsp') ?? '')) : text
}

/** Decoded bytes of a part that is kept as a file. */
export function partBytes(raw: Buffer, part: MimePart): Buffer {
  return decodeTransfer(raw.subarray(part.start, part.end), part.encoding).bytes
}
