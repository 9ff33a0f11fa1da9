/** Address headers. postal-mime's parser knows the grammar; charsets are settled before it sees the text. */
import { addressParser } from 'postal-mime'
import { decodeWords } from './encoded-words.ts'
import { limits } from './limits.ts'
import type { MailAddress } from './mail.ts'

const runs = /=\?[^?\s]{1,60}\?[QqBb]\?[^?]{0,4000}\?=(?:[ \t]*=\?[^?\s]{1,60}\?[QqBb]\?[^?]{0,4000}\?=)*/g

/**
 * Encoded words become UTF-8 ones, so that charsets the parser does not know still come out right – while text
 * that was encoded can never turn into an address of its own.
 */
function normaliseWords(value: string): string {
  return value.replace(runs, (run) => `=?utf-8?B?${Buffer.from(decodeWords(run), 'utf8').toString('base64')}?=`)
}

function clean(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters in names are only ever an attack or an accident
  return name.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').replace(/\s+/g, ' ').trim().replace(/^'(.*)'$/, '$1').slice(0, 500)
}

function cleanAddress(address: string): string {
  const found = address.replace(/\([^()]{0,200}\)/g, '').replace(/[\s<>]+/g, '').replace(/^mailto:/i, '').slice(0, 320)
  return found.includes('@') ? found.replace(/\.+$/, '') : found
}

/** All mailboxes of one or several header values; groups are flattened. Never throws. */
export function parseAddresses(values: readonly string[]): MailAddress[] {
  const out: MailAddress[] = []
  for (const value of values) {
    try {
      for (const found of addressParser(normaliseWords(value), { flatten: true })) {
        if (out.length >= limits.addresses) return out
        const address = cleanAddress(found.address ?? '')
        // Addresses without "@" are names that found no better place.
        if (address.includes('@')) out.push({ name: clean(found.name), address })
        else if (found.name || address) out.push({ name: clean(found.name || address), address: '' })
      }
    } catch {
      out.push({ name: clean(value), address: /[^\s<>"',;:]+@[^\s<>"',;:]+/.exec(value)?.[0] ?? '' })
    }
  }
  return out
}
