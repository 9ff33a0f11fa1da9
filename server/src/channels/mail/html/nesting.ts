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

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40})/g

/** @returns the same string when the nesting is honest. One pass; the stack never exceeds `maxDepth`. */
export function limitNesting(html: string): string {
  const open: string[] = []
  let beyond = 0
  let out = ''
  let last = 0
  for (const match of html.matchAll(tag)) {
    const name = match[2]!.toLowerCase()
    if (voids.has(name) || match.index < last) continue
    let dropped = false
    if (match[1] === '/') {
      if (beyond > 0) { beyond--; dropped = true } else {
        const at = open.lastIndexOf(name)
        if (at >= 0) open.length = at
      }
    } else {
      const closes = implied[name]
      while (closes && open.length > 0 && closes.includes(open.at(-1)!)) open.pop()
      if (open.length < maxDepth) open.push(name)
      else { beyond++; dropped = true }
    }
    if (!dropped) continue
    const end = html.indexOf('>', match.index)
    if (end < 0) return out + html.slice(last, match.index)
    out += html.slice(last, match.index)
    last = end + 1
  }
  return last === 0 ? html : out + html.slice(last)
}
