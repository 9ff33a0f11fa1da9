/**
 * HTML to readable plain text in one streaming pass. html-to-text does this too, but recurses (a mail of nested
 * blockquotes overflows its stack) and takes four times as long on a megabyte.
 */
import { Parser } from 'htmlparser2'
import { limitNesting } from './nesting.ts'

const blocks = new Set(['address', 'article', 'aside', 'blockquote', 'center', 'dd', 'div', 'dl', 'dt', 'fieldset', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'nav', 'ol', 'pre', 'section', 'table', 'tr', 'ul', 'caption'])
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const silent = new Set(['script', 'style', 'head', 'title', 'noscript', 'svg', 'math', 'template', 'textarea', 'select', 'object', 'iframe', 'xml'])

/** Collects words into lines; block ends become line ends, never more than one blank line in a row. */
class TextBuilder {
  private lines: string[] = []
  private line = ''
  private pendingSpace = false
  private blank = false
  quote = 0
  pre = 0

  word(text: string): void {
    if (this.pre > 0) {
      const [first = '', ...rest] = text.split('\n')
      this.line += first
      for (const next of rest) { this.push(); this.line = next }
      return
    }
    // Non-breaking spaces are layout in mail; only ordinary white space collapses, so they count as plain ones afterwards.
    const collapsed = text.replace(/[ \t\n\r\f]+/g, ' ')
    if (collapsed === '') return
    if (collapsed[0] === ' ') this.pendingSpace = true
    const core = collapsed.trim() === '' && !collapsed.includes('\u00a0') ? '' : collapsed.replace(/^ | $/g, '').replace(/\u00a0/g, ' ')
    if (core !== '') {
      if (this.pendingSpace && this.line !== '') this.line += ' '
      this.line += core
      this.pendingSpace = false
    }
    if (collapsed.at(-1) === ' ') this.pendingSpace = true
  }

  /** Ends the line unless it is empty. */
  block(): void {
    if (this.line.trim() !== '') this.push()
    else this.line = ''
    this.pendingSpace = false
  }

  /** One blank line before whatever comes next. */
  paragraph(): void {
    this.block()
    this.blank = true
  }

  /** A `<br>`: an empty line counts. */
  breakLine(): void {
    this.push()
    this.pendingSpace = false
  }

  get lineIsEmpty(): boolean { return this.line.trim() === '' }

  private push(): void {
    const prefix = this.quote > 0 ? `${'>'.repeat(Math.min(this.quote, 20))} ` : ''
    if (this.blank && this.lines.length > 0 && this.lines.at(-1) !== prefix.trim()) this.lines.push(prefix.trim())
    this.blank = false
    this.lines.push((prefix + this.line).trimEnd())
    this.line = ''
  }

  finish(): string {
    this.block()
    return this.lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
  }
}

export interface HtmlTextOptions {
  /** Whether link targets follow their text in angle brackets. Default true. */
  links?: boolean
  /** Whether `<blockquote>` lines get `> ` in front. Default true. */
  quotes?: boolean
}

/** The text a reader would see. Never throws. */
export function htmlToText(html: string, options: HtmlTextOptions = {}): string {
  const out = new TextBuilder()
  const links: { href: string; text: string }[] = []
  let hidden = 0
  const lists: { ordered: boolean; count: number }[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (silent.has(name)) hidden++
      if (hidden > 0) return
      if (name === 'br') return out.breakLine()
      if (spaced.has(name)) out.paragraph()
      else if (blocks.has(name)) out.block()
      if (name === 'hr') { out.word('--------'); out.block() }
      else if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', count: 0 })
      else if (name === 'li') { const list = lists.at(-1); out.word(list?.ordered ? `${++list.count}. ` : '- ') }
      else if (name === 'td' || name === 'th') { if (!out.lineIsEmpty) out.word(' \u00a0') }
      else if (name === 'pre') out.pre++
      else if (name === 'blockquote' && options.quotes !== false) out.quote++
      else if (name === 'img' && attributes['alt']) out.word(`[${attributes['alt'].slice(0, 200)}]`)
      else if (name === 'a') links.push({ href: attributes['href'] ?? '', text: '' })
    },
    ontext(text) {
      if (hidden > 0) return
      const link = links.at(-1)
      if (link && link.text.length < 3000) link.text += text
      out.word(text)
    },
    onclosetag(name) {
      if (silent.has(name)) { hidden = Math.max(0, hidden - 1); return }
      if (hidden > 0) return
      if (spaced.has(name)) out.paragraph()
      else if (blocks.has(name)) out.block()
      if (name === 'ul' || name === 'ol') lists.pop()
      else if (name === 'pre') out.pre = Math.max(0, out.pre - 1)
      else if (name === 'blockquote' && options.quotes !== false) out.quote = Math.max(0, out.quote - 1)
      else if (name === 'a') showTarget(links.pop(), out, options.links !== false)
    },
  }, { decodeEntities: true, lowerCaseTags: true })
  parser.write(limitNesting(html))
  parser.end()
  return out.finish()
}

/** A target worth reading: not the text again, not an anchor inside the mail. */
function showTarget(link: { href: string; text: string } | undefined, out: TextBuilder, wanted: boolean): void {
  if (!link || !wanted || !/^https?:\/\//i.test(link.href) || link.href.length > 500) return
  const bare = (value: string): string => value.trim().toLowerCase().replace(/^(https?:\/\/|mailto:)/, '').replace(/\/$/, '')
  if (link.text.trim() !== '' && bare(link.text) !== bare(link.href)) out.word(` <${link.href}>`)
  else if (link.text.trim() === '') return
}
