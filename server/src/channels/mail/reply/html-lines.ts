/** An HTML body as the lines a reader sees, each with the nodes it is made of. */
import type { parseDocument } from 'htmlparser2'

export type Document = ReturnType<typeof parseDocument>
export type AnyNode = Document['children'][number]
export type Element = Extract<AnyNode, { attribs: Record<string, string> }>
type TextNode = Extract<AnyNode, { type: 'text' }>

export const isElement = (node: unknown): node is Element => typeof node === 'object' && node !== null && 'attribs' in node
const isText = (node: AnyNode): node is TextNode => node.type === 'text'

export interface HtmlLine {
  /** White space collapsed; quoted lines begin with `> `; a picture counts as one character. */
  text: string
  nodes: AnyNode[]
}

const blocks = new Set(['address', 'article', 'aside', 'blockquote', 'body', 'center', 'dd', 'div', 'dl', 'dt', 'fieldset', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'html', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'tbody', 'tr', 'ul'])
const silent = new Set(['script', 'style', 'head', 'title', 'noscript', 'template', 'xml'])

/** Gmail uses its class on passages a writer set apart; only the program's own quotations count as marked. */
const isQuote = (node: Element): boolean => node.name === 'blockquote' && !(/\bgmail_quote\b/.test(node.attribs['class'] ?? '') && !isProgramQuote(node))
const isProgramQuote = (node: Element): boolean => isElement(node.parent) && /\bgmail_quote\b/.test(node.parent.attribs['class'] ?? '')

/** Flattens in document order. The depth of the tree is bounded by `limitNesting`. */
export function htmlLines(document: Document): HtmlLine[] {
  const lines: HtmlLine[] = []
  let current: HtmlLine = { text: '', nodes: [] }
  const end = (depth: number): void => {
    const text = current.text.replace(/[ \t\r\n\f\u00a0]+/g, ' ').trim()
    if (current.nodes.length > 0) lines.push({ text: depth > 0 ? `${'>'.repeat(depth)} ${text}` : text, nodes: current.nodes })
    current = { text: '', nodes: [] }
  }
  const walk = (node: AnyNode, depth: number): void => {
    if (isText(node)) {
      current.text += node.data
      current.nodes.push(node)
    } else if (isElement(node)) {
      if (silent.has(node.name)) return
      if (node.name === 'br') { current.nodes.push(node); end(depth); return }
      if (node.name === 'hr') { end(depth); current = { text: '----------', nodes: [node] }; end(depth); return }
      if (node.name === 'img') { current.text += '\uFFFC'; current.nodes.push(node); return }
      const block = blocks.has(node.name)
      if (block) end(depth)
      if (node.name === 'td' || node.name === 'th') current.text += ' '
      const inner = depth + Number(isQuote(node))
      for (const child of node.children) walk(child, inner)
      if (block) end(inner)
    }
  }
  for (const child of document.children) walk(child, 0)
  end(0)
  return lines
}

/** Takes nodes out, and with them every element that held nothing else. One pass over the tree. */
export function removeNodes(document: Document, nodes: ReadonlySet<AnyNode>): void {
  const blank = (child: AnyNode): boolean => isText(child) && child.data.trim() === ''
  /** @returns whether anything was taken out below. */
  const prune = (parent: Document | Element): boolean => {
    let changed = false
    const kept: AnyNode[] = []
    for (const child of parent.children) {
      const touched = nodes.has(child) || (isElement(child) && prune(child))
      changed ||= touched
      const emptied = touched && isElement(child) && !['body', 'html', 'td'].includes(child.name) && child.children.every(blank)
      if (!nodes.has(child) && !emptied) kept.push(child)
    }
    if (changed) parent.children = kept
    return changed
  }
  prune(document)
}
