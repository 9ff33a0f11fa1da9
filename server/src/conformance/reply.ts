/** `conformance reply FILE…`: the reply text of plain bodies, or of the cases in a JSON file. */
import { extractReply, extractReplyHtml } from '../channels/mail/reply/index.ts'
import { readFiles } from './files.ts'

interface ReplyCase { test?: string; id?: string; kind?: string; input: string; expected: string; compare?: string }

function casesOf(bytes: Buffer): ReplyCase[] | null {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'))
    const cases = typeof parsed === 'object' && parsed !== null && 'cases' in parsed ? parsed.cases : null
    return Array.isArray(cases) ? cases.filter((item): item is ReplyCase => typeof item?.input === 'string' && typeof item.expected === 'string') : null
  } catch {
    return null
  }
}

/** Markup that differs only in how a parser writes it down. */
function bareMarkup(html: string): string {
  return html.replace(/<\/?(?:html|head|body)>/gi, '').replace(/<(br|hr)\s*\/>/gi, '<$1>').replace(/&#160;|&nbsp;|\u00a0/g, '').replace(/\s+/g, '')
}

function judge(item: ReplyCase, index: number): object {
  const id = `${index + 1} ${item.id ?? item.test ?? ''}`.trim()
  if (item.kind?.includes('html') === true) {
    const got = extractReplyHtml(item.input).reply
    return { id, kind: item.kind, expected: item.expected, got, ok: bareMarkup(got) === bareMarkup(item.expected) }
  }
  const { reply: got, signature } = extractReply(item.input)
  const loose = item.compare?.includes('whitespace') === true
  const shape = (text: string): string => (loose ? text.replace(/\s+/g, '') : text.trim())
  return { id, kind: item.kind, expected: item.expected, got, signature, ok: shape(got) === shape(item.expected) }
}

/** @param args plain bodies (one object `{file, reply, signature}` each) or JSON files with `{cases}`. */
export async function* run(args: string[]): AsyncIterable<object> {
  for await (const { path, bytes } of readFiles(args)) {
    const cases = path.endsWith('.json') ? casesOf(bytes) : null
    if (cases) for (const [index, item] of cases.entries()) yield judge(item, index)
    else {
      const { reply, quoted, signature } = extractReply(bytes.toString('utf8'))
      yield { file: path, reply, quoted, signature }
    }
  }
}
