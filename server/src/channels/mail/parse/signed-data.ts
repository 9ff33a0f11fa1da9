/** The words inside an opaque S/MIME signature (RFC 5652 SignedData): a mail inside an envelope that hides nothing. */

interface Element { tag: number; start: number; end: number; next: number }

const signedDataOid = Buffer.from('06092a864886f70d010702', 'hex')
const deepest = 12

/** One BER element; lengths may be left open (`80 … 00 00`), as mail programs write them that stream. */
function elementAt(bytes: Buffer, at: number, end: number, depth = 0): Element | null {
  const [tag, length] = [bytes[at], bytes[at + 1]]
  // Tags of several bytes stand nowhere in such an envelope.
  if (depth > deepest || tag === undefined || length === undefined || (tag & 0x1f) === 0x1f || at + 2 > end) return null
  if (length < 0x80) return bounded(tag, at + 2, length, end)
  if (length === 0x80) {
    let next = at + 2
    for (let children = 0; children < 100_000; children++) {
      if (bytes[next] === 0 && bytes[next + 1] === 0) return { tag, start: at + 2, end: next, next: next + 2 }
      const child = elementAt(bytes, next, end, depth + 1)
      if (!child) return null
      next = child.next
    }
    return null
  }
  const count = length & 0x7f
  return count > 4 || at + 2 + count > end ? null : bounded(tag, at + 2 + count, bytes.readUIntBE(at + 2, count), end)
}

const bounded = (tag: number, start: number, length: number, end: number): Element | null => start + length > end ? null : { tag, start, end: start + length, next: start + length }

function childrenOf(bytes: Buffer, parent: Element, most: number): Element[] {
  const found: Element[] = []
  for (let at = parent.start; at < parent.end && found.length < most;) {
    const child = elementAt(bytes, at, parent.end)
    if (!child) break
    found.push(child)
    at = child.next
  }
  return found
}

/** An octet string, in one piece or in many. */
function octets(bytes: Buffer, element: Element): Buffer {
  if ((element.tag & 0x20) === 0) return bytes.subarray(element.start, element.end)
  return Buffer.concat(childrenOf(bytes, element, 100_000).map((piece) => bytes.subarray(piece.start, piece.end)))
}

/** @returns the signed bytes, or null where this is no SignedData that carries them. */
export function signedContent(bytes: Buffer): Buffer | null {
  const outer = elementAt(bytes, 0, bytes.length)
  if (!outer || !bytes.subarray(outer.start, outer.start + signedDataOid.length).equals(signedDataOid)) return null
  const explicit = childrenOf(bytes, outer, 2)[1]
  const signed = explicit && childrenOf(bytes, explicit, 1)[0]
  // version, digest algorithms, then what was signed
  const content = signed && childrenOf(bytes, signed, 3)[2]
  const wrapped = content && childrenOf(bytes, content, 2)[1]
  const string = wrapped && childrenOf(bytes, wrapped, 1)[0]
  return string && (string.tag & 0x1f) === 0x04 ? octets(bytes, string) : null
}
