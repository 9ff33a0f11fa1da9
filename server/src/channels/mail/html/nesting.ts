/**
 * Flattens absurd nesting before any parser sees it. htmlparser2 keeps its open elements in an array it shifts,
 * so 200,000 nested `<div>` (1 MB) cost it 10–30 s, and recursive walkers overflow the stack. Honest mail stays
 * below 60 levels.
 */

/** Deepest nesting kept; deeper elements lose their tags and keep their text. */
export const maxDepth = 100

const voids = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])
const cells = ['td', 'th']
const rows = ['tr', ...cells]
const groups = ['tbody', 'thead', 'tfoot', ...rows]

/** What an opening tag closes by itself when it stands innermost, as in the parser. */
const implied: Record<string, readonly string[]> = {
  p: ['p'], li: ['li'], dt: ['dt', 'dd'], dd: ['dt', 'dd'], option: ['option'], td: cells, th: cells, tr: rows, tbody: groups, thead: groups, tfoot: groups,
  div: ['p'], ul: ['p'], ol: ['p'], table: ['p'], blockquote: ['p'], pre: ['p'], section: ['p'], h1: ['p'], h2: ['p'], h3: ['p'], h4: ['p'], h5: ['p'], h6: ['p'],
}

/** The tag name at `at`, lower case, or an empty string. Written by hand: this runs over every tag of every mail. */
function nameAt(html: string, at: number): string {
  let end = at
  for (; end < html.length && end - at < 40; end++) {
    const code = html.charCodeAt(end) | 0x20
    const letter = code >= 0x61 && code <= 0x7a
    const digit = end > at && ((code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x7f)
    if (!letter && !digit) break
  }
  return end === at ? '' : html.slice(at, end).toLowerCase()
}

/** @returns the same string when the nesting is honest. One pass; the stack never exceeds `maxDepth`. */
export function limitNesting(html: string): string {
  const open: string[] = []
  let beyond = 0
  let out = ''
  let last = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const closing = html.charCodeAt(at + 1) === 0x2f
    const name = nameAt(html, closing ? at + 2 : at + 1)
    if (name === '' || at < last || voids.has(name)) continue
    let dropped = false
    if (closing) {
      if (beyond > 0) { beyond--; dropped = true } else {
        const found = open.lastIndexOf(name)
        if (found >= 0) open.length = found
      }
    } else {
      const closes = Object.hasOwn(implied, name) ? implied[name] : undefined
      while (closes && open.length > 0 && closes.includes(open.at(-1)!)) open.pop()
      if (open.length < maxDepth) open.push(name)
      else { beyond++; dropped = true }
    }
    if (!dropped) continue
    const end = html.indexOf('>', at)
    if (end < 0) return out + html.slice(last, at)
    out += html.slice(last, at)
    last = end + 1
  }
  return last === 0 ? html : out + html.slice(last)
}
