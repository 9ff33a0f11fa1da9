/** Message-IDs: reading lists of them, and giving one to a mail that has none. */
import { createHash } from 'node:crypto'
import { limits } from './limits.ts'

/** All ids of a References, In-Reply-To or Message-ID value, angle brackets included, in order, without repeats. */
export function messageIds(value: string | null): string[] {
  if (!value) return []
  const found = [...value.matchAll(/<([^<>]{1,990})>/g)].map((match) => match[1]!.replace(/\s+/g, '')).filter((id) => id !== '')
  if (found.length === 0) {
    // Written without brackets; the comment style `"Your message of …"` has no "@".
    found.push(...value.split(/[\s,]+/).map((word) => word.replace(/^[<"']+|[>"']+$/g, '')).filter((word) => word.includes('@') && word.length < 990))
  }
  const unique = [...new Set(found.map((id) => `<${id}>`))]
  // The first id names the thread, the last ones the parents: the middle of an endless chain can go.
  return unique.length <= limits.references ? unique : [unique[0]!, ...unique.slice(1 - limits.references)]
}

/** The one id of a Message-ID header, or null. A bare word counts, since some devices send one. */
export function ownMessageId(value: string | null): string | null {
  const id = messageIds(value)[0]
  if (id) return id
  const bare = (value ?? '').trim().replace(/[<>\s]+/g, '')
  return bare === '' ? null : `<${bare.slice(0, 990)}>`
}

/** The same content gives the same id, whatever relays added on the way. */
export function derivedMessageId(identity: readonly string[], body: Uint8Array): string {
  const hash = createHash('sha256')
  for (const piece of identity) hash.update(`${piece}\0`)
  return `<${hash.update(body).digest('hex').slice(0, 40)}@content.invalid>`
}
