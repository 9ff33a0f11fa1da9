/** Content-Transfer-Encoding, as written in the wild. */
import { decodeUu } from './uuencode.ts'

/** Quoted-printable to bytes. Broken escapes stay as written. Linear. */
export function decodeQuotedPrintable(body: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!
    if (byte === 0x3d) {
      const high = hex(body[i + 1])
      const low = hex(body[i + 2])
      if (high >= 0 && low >= 0) { out[length++] = high * 16 + low; i += 2; continue }
      // Soft break: "=", optional blanks, line end.
      let j = i + 1
      while (body[j] === 0x20 || body[j] === 0x09) j++
      if (body[j] === 0x0d && body[j + 1] === 0x0a) { i = j + 1; continue }
      if (body[j] === 0x0a || j >= body.length) { i = j; continue }
      out[length++] = byte
    } else if (byte === 0x20 || byte === 0x09) {
      // Blanks before a line end were added in transport (RFC 2045 6.7 rule 3).
      let j = i
      while (body[j] === 0x20 || body[j] === 0x09) j++
      const ends = j < body.length && (body[j] === 0x0a || (body[j] === 0x0d && body[j + 1] === 0x0a))
      if (!ends) for (let k = i; k < j; k++) out[length++] = body[k]!
      i = j - 1
    } else out[length++] = byte
  }
  return out.subarray(0, length)
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Base64 to bytes; each `=` run ends a group, since some gateways concatenate encoded pieces. */
export function decodeBase64(body: Uint8Array): Buffer {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  if (!/=[\s]*[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64')
  const pieces = text.split(/=+/).map((piece) => piece.replace(/[^A-Za-z0-9+/]+/g, '')).filter((piece) => piece !== '')
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
}

/** Decodes a part's body. Unknown encodings ("7-bit", "text/html", spam) leave the bytes as they are. */
export function decodeTransfer(body: Buffer, encoding: string | null): { bytes: Buffer; known: boolean } {
  const name = /[\w-]+/.exec((encoding ?? '').toLowerCase().replace(/\([^)]*\)/g, ''))?.[0] ?? ''
  if (name === 'base64' || name === 'b') return { bytes: decodeBase64(body), known: true }
  if (name === 'quoted-printable' || name === 'q') return { bytes: decodeQuotedPrintable(body), known: true }
  if (/uue|uuencode/.test(name)) {
    const decoded = decodeUu(body.toString('latin1'))
    if (decoded.files.length > 0) return { bytes: decoded.files[0]!.content, known: true }
    return { bytes: body, known: false }
  }
  return { bytes: body, known: /^(|7bit|8bit|binary|7-bit|8-bit)$/.test(name) }
}
