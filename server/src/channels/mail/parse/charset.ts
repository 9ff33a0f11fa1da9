/** Bytes to text for every charset mail is written in, and a guess where the label is missing or wrong. */
import iconv from 'iconv-lite'
import { guessCharset } from './charset-guess.ts'

/** Labels found in real mail that neither TextDecoder nor iconv-lite knows under that name. */
const aliases: Record<string, string> = {
  utf8: 'utf-8', 'utf-8mb4': 'utf-8', unicode: 'utf-8',
  // Sent as gb2312 but holding GBK or four-byte characters: GB18030 contains both.
  gb2312: 'gb18030', gbk: 'gb18030', gb_2312: 'gb18030', 'gb_2312-80': 'gb18030', cp936: 'gb18030', ms936: 'gb18030', 'windows-936': 'gb18030',
  'x-gbk': 'gb18030', 'euc-cn': 'gb18030', 'gb18030-2005': 'gb18030', 'gb18030-2022': 'gb18030', chinesesimp: 'gb18030', chinese: 'gb18030', '936': 'gb18030',
  cp950: 'big5', 'x-big5': 'big5', big5hkscs: 'big5', 'big5-eten': 'big5', chinesebig5: 'big5',
  cp932: 'shift_jis', 'shift-jis': 'shift_jis', 'windows-932': 'shift_jis', ms932: 'shift_jis', 'x-ms-cp932': 'shift_jis',
  eucjp: 'euc-jp', 'x-eucjp': 'euc-jp', cp51932: 'euc-jp', cp50220: 'iso-2022-jp', cp50221: 'iso-2022-jp', cp50222: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp', 'iso-2022-jp-1': 'iso-2022-jp', 'iso-2022-jp-2': 'iso-2022-jp',
  cp949: 'euc-kr', uhc: 'euc-kr', euckr: 'euc-kr', 'x-windows-949': 'euc-kr', ksc5601: 'euc-kr', 'ks_c_5601': 'euc-kr',
  'unicode-1-1-utf-7': 'utf-7', utf7: 'utf-7', 'hz': 'hz-gb-2312', cp1252: 'windows-1252', ansi: 'windows-1252', 'tis620': 'windows-874',
  cp866: 'ibm866', cp1251: 'windows-1251', win1251: 'windows-1251', 'koi8': 'koi8-r', 'iso-8859-8-e': 'iso-8859-8',
}

/** Labels that promise nothing: the bytes decide. */
const vague = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown-8bit', '8bit', 'x-unknown', 'unknown', 'default', 'default_charset', 'binary', 'utf-8', 'none', 'iso-8859-1', 'latin1', 'windows-1252'])

type Decoder = InstanceType<typeof TextDecoder>

const decoders = new Map<string, Decoder | null>()

function decoderFor(label: string): Decoder | null {
  let found = decoders.get(label)
  if (found === undefined) {
    try {
      found = new TextDecoder(label, { ignoreBOM: false })
      if (found.encoding === 'x-user-defined') found = null
    } catch {
      found = null
    }
    // A hostile mail may invent labels without end; only a bounded number is remembered.
    if (decoders.size < 500) decoders.set(label, found)
  }
  return found
}

/** Canonical lower-case label, aliases resolved; empty for none. */
export function canonicalCharset(label: string | null | undefined): string {
  const plain = (label ?? '').trim().toLowerCase().replace(/^["']+|["';,]+$/g, '').replace(/^cs(?=[a-z])/, '').slice(0, 60)
  return aliases[plain] ?? aliases[plain.replace(/^x-/, '')] ?? plain
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Strict UTF-8, or null when the bytes are not. */
export function asUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) return false
  return true
}

/** ISO-2022-KR and HZ shift seven-bit pairs in and out; lifting the eighth bit turns them into EUC-KR and GBK. */
function unshift(bytes: Uint8Array, kind: 'kr' | 'hz'): Uint8Array {
  const out: number[] = []
  let shifted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (kind === 'kr') {
      if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29) { i += 3; continue }
      if (byte === 0x0e || byte === 0x0f) { shifted = byte === 0x0e; continue }
    } else if (byte === 0x7e) {
      const next = bytes[i + 1]
      if (next === 0x7b || next === 0x7d) { shifted = next === 0x7b; i++; continue }
      if (next === 0x7e) { out.push(0x7e); i++; continue }
      if (next === 0x0a) { i++; continue }
    }
    if (byte === 0x0a) shifted = false
    out.push(shifted && byte > 0x20 ? byte | 0x80 : byte)
  }
  return Uint8Array.from(out)
}

/** Text labelled Latin-1 or UTF-8 that is visibly something else counts as unlabelled. */
function decodeVague(bytes: Uint8Array, label: string, hint: string): string {
  const utf8 = asUtf8(bytes)
  if (utf8 !== null) return utf8
  if (label === 'utf-8') {
    // A few broken sequences (cut by a gateway) in otherwise good UTF-8 must not turn the whole text into mojibake.
    const lenient = new TextDecoder('utf-8').decode(bytes)
    let bad = 0
    let good = 0
    for (let i = 0; i < lenient.length; i++) {
      const code = lenient.charCodeAt(i)
      if (code === 0xfffd) bad++
      else if (code > 0x7f) good++
    }
    if (good > bad * 2) return lenient
  }
  if (label.startsWith('iso-8859-1') || label === 'latin1' || label === 'windows-1252') return decoderFor('windows-1252')!.decode(bytes)
  const guess = hint !== '' && !vague.has(hint) ? hint : guessCharset(bytes)
  return decoderFor(guess)?.decode(bytes) ?? decoderFor('windows-1252')!.decode(bytes)
}

/**
 * Decodes `bytes` as `label` says, correcting labels that are known to lie.
 * @param hint charset of the surrounding mail, believed when `label` is missing and the bytes are not UTF-8.
 * @returns text; never throws, undecodable bytes become U+FFFD.
 */
export function decodeCharset(bytes: Uint8Array, label?: string | null, hint?: string | null): string {
  const name = label ? canonicalCharset(label) : ''
  if (name === 'utf-7') return iconv.decode(Buffer.from(bytes), 'utf-7')
  if (name === 'iso-2022-kr') return decoderFor('euc-kr')!.decode(unshift(bytes, 'kr'))
  if (name === 'hz-gb-2312') return decoderFor('gb18030')!.decode(unshift(bytes, 'hz'))
  if (vague.has(name)) {
    // Seven-bit Japanese mail is often sent without a label; its escape sequences are unmistakable.
    if (isAscii(bytes)) return hasJapaneseEscape(bytes) ? decoderFor('iso-2022-jp')!.decode(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    return decodeVague(bytes, name, canonicalCharset(hint))
  }
  const decoder = decoderFor(name)
  if (decoder) {
    const text = decoder.decode(name === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes)
    if (text.includes('\uFFFD') && !name.startsWith('utf-16') && !isAscii(bytes)) return asUtf8(bytes) ?? text
    return text
  }
  if (iconv.encodingExists(name)) return iconv.decode(Buffer.from(bytes), name)
  return decodeVague(bytes, '', canonicalCharset(hint))
}

/** Joined encoded words switch to ASCII and straight back, which the decoder reports as an attack. */
function withoutIdleEscapes(bytes: Uint8Array): Uint8Array {
  // oxlint-disable-next-line no-control-regex -- escape sequences are what this charset is made of
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\u001b\([BJ](?=\u001b)/g, ''), 'latin1')
}

function hasJapaneseEscape(bytes: Uint8Array): boolean {
  let at = bytes.indexOf(0x1b)
  while (at >= 0) {
    const [a, b] = [bytes[at + 1], bytes[at + 2]]
    if (a === 0x24 && (b === 0x42 || b === 0x40)) return true
    at = bytes.indexOf(0x1b, at + 1)
  }
  return false
}
