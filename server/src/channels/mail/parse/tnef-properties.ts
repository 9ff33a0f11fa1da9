/** MAPI property lists inside TNEF (MS-OXTNEF 2.1.3.4). */

export interface MapiValue {
  bytes: Buffer
  /** UTF-16LE rather than the mail's code page. */
  unicode: boolean
}

const fixedSizes: Record<number, number> = { 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000a: 4, 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16 }
const variable = new Set([0x001e, 0x001f, 0x000d, 0x0102])
const maxProperties = 2_000
const maxValues = 10_000

const padded = (length: number): number => (length + 3) & ~3

/** Reads as many properties as the bytes truly hold; of a property with several values the first is kept. */
export function readProperties(bytes: Buffer): Map<number, MapiValue> {
  const out = new Map<number, MapiValue>()
  if (bytes.length < 4) return out
  const count = Math.min(bytes.readUInt32LE(0), maxProperties)
  let at = 4
  for (let i = 0; i < count && at + 4 <= bytes.length; i++) {
    const type = bytes.readUInt16LE(at)
    const id = bytes.readUInt16LE(at + 2)
    at += 4
    if (id >= 0x8000) {
      const after = skipName(bytes, at)
      if (after === null) return out
      at = after
    }
    const next = readValues(bytes, at, type, (value) => { if (!out.has(id)) out.set(id, value) })
    if (next === null) return out
    at = next
  }
  return out
}

/** Named properties carry a GUID and an id or a name first. */
function skipName(bytes: Buffer, at: number): number | null {
  if (at + 24 > bytes.length) return null
  const kind = bytes.readUInt32LE(at + 16)
  const tail = bytes.readUInt32LE(at + 20)
  const next = kind === 0 ? at + 24 : at + 24 + padded(tail)
  return next <= bytes.length ? next : null
}

function readValues(bytes: Buffer, start: number, rawType: number, keep: (value: MapiValue) => void): number | null {
  const type = rawType & 0x0fff
  const many = (rawType & 0x1000) !== 0
  let at = start
  let count = 1
  if (many || variable.has(type)) {
    if (at + 4 > bytes.length) return null
    count = bytes.readUInt32LE(at)
    at += 4
  }
  if (count > maxValues) return null
  for (let i = 0; i < count; i++) {
    let length = fixedSizes[type]
    let size = length ?? 0
    if (length === undefined) {
      if (!variable.has(type) || at + 4 > bytes.length) return null
      length = bytes.readUInt32LE(at)
      at += 4
      size = padded(length)
    }
    if (length > bytes.length - at) return null
    const skip = type === 0x000d ? Math.min(16, length) : 0
    keep({ bytes: bytes.subarray(at + skip, at + length), unicode: type === 0x001f })
    at += size
  }
  return at
}
