/** Addresses that carry a signed reference, so that answers and bounces find their conversation without any header. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Characters of the signature: 80 bits in lower-case base 32, since mail systems fold case. */
const signatureLength = 16
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const idPattern = /^[a-z0-9]{1,24}(?:-[a-z0-9]{1,24}){0,5}$/
const maxLocalPart = 64

function sign(secret: string, purpose: string, id: string): string {
  const bytes = createHmac('sha256', secret).update(`${purpose}\0${id}`).digest()
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5 && out.length < signatureLength) {
      out += alphabet[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= 0xff
  }
  return out
}

function make(secret: string, tag: string, id: string, address: string): string {
  const lower = id.toLowerCase()
  if (!idPattern.test(lower)) throw new TypeError('id must be letters and digits, at most 24 in a group')
  const at = address.lastIndexOf('@')
  if (at < 1) throw new TypeError('address must have a local part and a domain')
  const local = `${address.slice(0, at).split('+')[0]}+${tag}${lower}-${sign(secret, tag, lower)}`
  if (local.length > maxLocalPart) throw new RangeError('local part would exceed 64 characters')
  return `${local}${address.slice(at)}`
}

function read(secret: string, tag: string, address: string): string | null {
  const local = address.trim().replace(/^<|>$/g, '').slice(0, 320).toLowerCase().split('@')[0] ?? ''
  const extension = local.slice(local.indexOf('+') + 1)
  const dash = extension.lastIndexOf('-')
  if (!local.includes('+') || dash < 0 || !extension.startsWith(tag)) return null
  const id = extension.slice(tag.length, dash)
  if (!idPattern.test(id)) return null
  const [given, expected] = [Buffer.from(extension.slice(dash + 1)), Buffer.from(sign(secret, tag, id))]
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
}

/**
 * `support@example.com` and conversation 123 → `support+c123-<signature>@example.com`.
 * @throws TypeError or RangeError when the id or address cannot be carried.
 */
export function makeReplyAddress(secret: string, conversationId: string | number, domainAddress: string): string {
  return make(secret, 'c', String(conversationId), domainAddress)
}

/** The conversation an address was made for (lower case), or null when it is not ours or was tampered with. */
export function readReplyAddress(secret: string, address: string): string | null {
  return read(secret, 'c', address)
}

/** An envelope sender that says which message bounced: `support+b987-<signature>@example.com`. */
export function makeBounceAddress(secret: string, messageId: string | number, domainAddress: string): string {
  return make(secret, 'b', String(messageId), domainAddress)
}

/** The message an envelope recipient names, or null. */
export function readBounceAddress(secret: string, address: string): string | null {
  return read(secret, 'b', address)
}
