/** Compressed RTF (MS-OXRTFCP) and the words inside RTF. Enough to read a body that came only as RTF. */
import { decodeCharset } from './charset.ts'

const dictionary = Buffer.from('{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx', 'latin1')
const maxOutput = 8 * 1024 * 1024

/** @returns the RTF, or null when the bytes are not compressed RTF. */
export function compressedRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null
  const size = Math.min(bytes.readUInt32LE(4), maxOutput)
  const kind = bytes.readUInt32LE(8)
  if (kind === 0x414c454d) return bytes.subarray(16, 16 + size)
  if (kind !== 0x75465a4c) return null
  const window = Buffer.alloc(4096)
  dictionary.copy(window)
  let write = dictionary.length
  const out = Buffer.alloc(size)
  let length = 0
  let at = 16
  const emit = (byte: number): void => {
    if (length < size) out[length++] = byte
    window[write] = byte
    write = (write + 1) & 4095
  }
  while (at < bytes.length && length < size) {
    const control = bytes[at++]!
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit++) {
      if ((control & (1 << bit)) === 0) { emit(bytes[at++]!); continue }
      if (at + 1 >= bytes.length) return out.subarray(0, length)
      const pair = (bytes[at]! << 8) | bytes[at + 1]!
      at += 2
      const offset = pair >> 4
      if (offset === write) return out.subarray(0, length)
      for (let i = 0; i < (pair & 15) + 2; i++) emit(window[(offset + i) & 4095]!)
    }
  }
  return out.subarray(0, length)
}

const ignored = /^(?:fonttbl|colortbl|stylesheet|info|pict|object|generator|themedata|datastore|listtable|xmlnstbl|rsidtbl|mhtmltag|header|footer)$/

/** The text of an RTF document: paragraphs, tabs, Unicode and code page escapes; everything else is dropped. */
export function rtfToText(rtf: Buffer): string {
  const source = rtf.toString('latin1')
  const out: string[] = []
  const stack: { skip: boolean; unicodeSkip: number }[] = []
  let state = { skip: false, unicodeSkip: 1 }
  let pending: number[] = []
  let charset = 'windows-1252'
  let toSkip = 0
  const flush = (): void => {
    if (pending.length > 0) out.push(decodeCharset(Uint8Array.from(pending), charset))
    pending = []
  }
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+/gi
  for (const match of source.matchAll(token)) {
    const [, word, number, hex, symbol, brace, plain] = match
    if (hex !== undefined) {
      if (toSkip > 0) toSkip--
      else if (!state.skip) pending.push(Number.parseInt(hex, 16))
      continue
    }
    flush()
    if (brace === '{') { if (stack.length < 500) stack.push({ ...state }) }
    else if (brace === '}') state = stack.pop() ?? state
    else if (symbol === '*') state.skip = true
    else if (symbol !== undefined) { if (!state.skip) out.push(symbol === '~' ? ' ' : /[\\{}]/.test(symbol) ? symbol : '') }
    else if (plain !== undefined) {
      const kept = plain.slice(Math.min(toSkip, plain.length))
      toSkip = Math.max(0, toSkip - plain.length)
      if (!state.skip) out.push(kept)
    } else if (word !== undefined) {
      if (ignored.test(word)) state.skip = true
      else if (word === 'ansicpg') charset = number === '936' ? 'gb18030' : number === '65001' ? 'utf-8' : number === '950' ? 'big5' : number === '932' ? 'shift_jis' : `windows-${number}`
      else if (word === 'uc') state.unicodeSkip = Math.min(4, Number(number ?? 1))
      else if (state.skip) continue
      else if (word === 'par' || word === 'line') out.push('\n')
      else if (word === 'tab') out.push('\t')
      else if (word === 'u') { out.push(String.fromCharCode(Number(number) & 0xffff)); toSkip = state.unicodeSkip }
    }
  }
  flush()
  return out.join('').toWellFormed().replace(/\n{3,}/g, '\n\n').trim()
}
