/** winmail.dat (MS-OXTNEF): Outlook's private wrapping. Reads files and body; every length is checked. */
import type { RawFile } from './bodies.ts'
import { compressedRtf, rtfToText } from './tnef-rtf.ts'
import { decodeCharset } from './charset.ts'
import { readProperties } from './tnef-properties.ts'
import type { MapiValue } from './tnef-properties.ts'

export interface TnefContent {
  files: RawFile[]
  text: string | null
  html: string | null
}

const signature = 0x223e9f78
/** Attribute ids, MS-OXTNEF 2.1.3. */
const att = { message: 0x9003, attachment: 0x9005, title: 0x8010, data: 0x800f, renderData: 0x9002, body: 0x800c, codepage: 0x9007 } as const
/** MAPI property ids. */
const pr = { body: 0x1000, rtf: 0x1009, html: 0x1013, longName: 0x3707, name: 0x3704, data: 0x3701, mime: 0x370e, cid: 0x3712, codepage: 0x3fde, display: 0x3001 } as const

const maxFiles = 200

interface OpenFile { title: string | null; data: Buffer | null; properties: Map<number, MapiValue> }

/** @returns the content, or null when the bytes are not TNEF or hold nothing usable. Never throws. */
export function decodeTnef(bytes: Buffer): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null
  let charset = 'windows-1252'
  const files: OpenFile[] = []
  let message = new Map<number, MapiValue>()
  let plain: string | null = null
  let at = 6
  while (at + 9 <= bytes.length && files.length <= maxFiles) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const from = at + 9
    if (length > bytes.length - from) break
    const value = bytes.subarray(from, from + length)
    at = from + length + 2
    const file = files.at(-1)
    if (id === att.codepage && length >= 4) charset = codepage(value.readUInt32LE(0))
    else if (id === att.renderData) files.push({ title: null, data: null, properties: new Map() })
    else if (id === att.title && file) file.title = decodeCharset(value, charset).replace(/\0.*$/s, '')
    else if (id === att.data && file) file.data = value
    else if (id === att.attachment && file) file.properties = readProperties(value)
    else if (id === att.message) message = readProperties(value)
    else if (id === att.body) plain = decodeCharset(value, charset).replace(/\0+$/, '')
  }
  const html = text(message.get(pr.html), charset)
  const rtf = message.get(pr.rtf)
  const body = plain ?? text(message.get(pr.body), charset) ?? (rtf ? fromRtf(rtf) : null)
  const found = files.flatMap((file) => toFile(file, charset))
  return found.length === 0 && !html && !body ? null : { files: found, text: body?.replace(/\r\n?/g, '\n') ?? null, html }
}

function toFile(file: OpenFile, charset: string): RawFile[] {
  const name = text(file.properties.get(pr.longName), charset) ?? file.title ?? text(file.properties.get(pr.name), charset) ?? text(file.properties.get(pr.display), charset)
  const object = file.properties.get(pr.data)
  // An embedded object carries its interface id in front of the data.
  const content = file.data ?? (object ? object.bytes : null)
  if (!content) return []
  const cid = text(file.properties.get(pr.cid), charset)
  const type = text(file.properties.get(pr.mime), charset)?.toLowerCase()
  return [{ name, type: type && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream', content, cid, inline: cid !== null }]
}

function text(value: MapiValue | undefined, charset: string): string | null {
  if (!value) return null
  const decoded = value.unicode ? value.bytes.toString('utf16le', 0, value.bytes.length - (value.bytes.length % 2)) : decodeCharset(value.bytes, charset)
  return decoded.replace(/\0[^]*$/, '').trim() || null
}

function fromRtf(value: MapiValue): string | null {
  const rtf = compressedRtf(value.bytes)
  return rtf ? rtfToText(rtf) : null
}

function codepage(number: number): string {
  if (number === 65001) return 'utf-8'
  if (number === 936 || number === 54936) return 'gb18030'
  if (number === 950) return 'big5'
  if (number === 932) return 'shift_jis'
  if (number === 949) return 'euc-kr'
  return number >= 1250 && number <= 1258 ? `windows-${number}` : 'windows-1252'
}
