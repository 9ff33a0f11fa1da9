/** What a person newly wrote in an HTML body. The same rules as for plain bodies, on the lines a reader sees. */
import { DomUtils, parseDocument } from 'htmlparser2'
import { limitNesting } from '../html/nesting.ts'
import type { ReplyOptions } from './extract.ts'
import type { AnyNode, Document, Element, HtmlLine } from './html-lines.ts'
import { htmlLines, isElement, removeNodes } from './html-lines.ts'
import { quotedLines } from './quotation.ts'
import { splitSignature } from './signature.ts'

export interface HtmlReply {
  /** HTML of the new words only; as unsafe as what came in. */
  reply: string
  /** Whether anything was folded away. */
  folded: boolean
}

/** Longer bodies are shown whole. */
const maxChars = 2 * 1024 * 1024

/** Where programs put everything they quote. */
const quoteIds = new Set(['divRplyFwdMsg', 'appendonsend', 'OLK_SRC_BODY_SECTION', 'isReplyContent', 'replySplit', 'mail-editor-reference-message-container', 'isForwardContent_reply'])
const quoteClasses = /(?:^|\s)(?:yahoo_quoted|gmail_quote_container|protonmail_quote|tutanota_quote|zmail_extra|ntes-mailmaster-quote|qmquote|moz-cite-prefix|wps_quotion|alimail-quote|lark-mail-quote|lark-mail-doc-quote|history-quote-wrapper|mailru-blockquote|WordSection1_quote)(?:\s|$)/
const signatures = (node: Element): boolean => /^(?:Signature|ms-outlook-mobile-signature|ntes-pcmac-signature|lineBreakAtBeginningOfSignature|x_Signature|ntesSignature)$/.test(node.attribs['id'] ?? '')
  || /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block|ntes-signature|foxmail-signature|lark-mail-signature)(?:\s|$)/.test(node.attribs['class'] ?? '') || node.attribs['data-signatureblock'] === 'true'

/** Every element in document order, without recursion into what `found` accepts. */
function findAll(root: Document | Element, found: (node: Element) => boolean): Element[] {
  const out: Element[] = []
  for (const child of root.children) {
    if (!isElement(child)) continue
    if (found(child)) out.push(child)
    else out.push(...findAll(child, found))
  }
  return out
}

const visible = (lines: readonly HtmlLine[]): boolean => lines.some((line) => line.text.replace(/^[>\s-]+/, '') !== '')

/**
 * Folds quotation and signature away. Returns the HTML unchanged when it holds no quotation, when answers stand
 * between the quoted lines, or when nothing would be left.
 */
export function extractReplyHtml(html: string, options: ReplyOptions = {}): HtmlReply {
  const whole = { reply: html, folded: false }
  if (html.length > maxChars || html.trim() === '') return whole
  const document = parseDocument(limitNesting(html))
  const lines = htmlLines(document)
  const quoted = lineFlags(document, lines)
  const own = lines.filter((_, i) => !quoted[i])
  if (!visible(own)) return whole
  // The rule programs draw above a quotation says nothing once that is gone.
  const cutAt = quoted.indexOf(true)
  if (cutAt > 0 && lines[cutAt - 1]!.text === '----------') quoted[cutAt - 1] = true
  // Blank lines at the very end belonged to the quotation.
  for (let i = lines.length - 1; cutAt >= 0 && i > cutAt && !quoted[i] && lines[i]!.text === ''; i--) quoted[i] = true
  const gone = lines.flatMap((line, i) => (quoted[i] ? line.nodes : []))
  const signed = signatureNodes(document, own, options, quoted.includes(true))
  if (gone.length === 0 && signed.length === 0) return whole
  removeNodes(document, new Set([...gone, ...signed]))
  return { reply: DomUtils.getOuterHTML(document, { encodeEntities: 'utf8' }), folded: true }
}

function lineFlags(document: Document, lines: readonly HtmlLine[]): boolean[] {
  const quoted = quotedLines(lines.map((line) => line.text), 1)
  // A container the program itself names as a quotation settles it, unless the words in it read as answers.
  const containers = findAll(document, (node) => quoteIds.has(node.attribs['id'] ?? '') || (quoteClasses.test(node.attribs['class'] ?? '')))
  const first = containers[0]
  if (!first || quoted.includes(true)) return quoted
  const inside = new Set<AnyNode>()
  for (const container of containers) collect(container, inside)
  const flags = lines.map((line) => line.nodes.some((node) => inside.has(node)))
  // Outlook only marks the head of the quotation: everything below belongs to it.
  if (/^(?:divRplyFwdMsg|appendonsend|replySplit)$/.test(first.attribs['id'] ?? '')) {
    const from = flags.indexOf(true)
    if (from >= 0) flags.fill(true, from)
  }
  return flags
}

function collect(node: AnyNode, into: Set<AnyNode>): void {
  into.add(node)
  if (isElement(node)) for (const child of node.children) collect(child, into)
}

function signatureNodes(document: Document, own: readonly HtmlLine[], options: ReplyOptions, answered: boolean): AnyNode[] {
  const named = findAll(document, signatures)
  const inside = new Set<AnyNode>()
  for (const node of named) collect(node, inside)
  const rest = own.filter((line) => !line.nodes.some((node) => inside.has(node)))
  if (named.length > 0 && visible(rest)) return named
  const text = own.map((line) => line.text).join('\n')
  const { body, signature } = splitSignature(text, options.sender, answered)
  return signature === '' ? [] : own.slice(body.split('\n').length).flatMap((line) => line.nodes)
}
