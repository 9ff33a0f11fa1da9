/** Finds the quoted lines of a plain body. Line-based and linear; what the writer put between quotations is never lost. */
import { attributionAt, attributionInside, isAttribution } from './attribution.ts'
import { headerBlockAt, isForwardSeparator, isOriginalSeparator, isRule } from './header-blocks.ts'

/** empty · marked with `>` · splitter (start of a quotation) · forward separator · text */
type Mark = 'e' | 'm' | 's' | 'f' | 't'

export interface Quotation {
  /** The lines looked at; a line that held both words and an attribution is split in two. */
  lines: string[]
  /** Per line: whether it is quoted. */
  quoted: boolean[]
}

const marked = /^\s{0,3}(?:>|&gt;)/

/** Separates "words --- On … wrote:" into two lines. */
function splitShared(source: readonly string[]): string[] {
  const lines: string[] = []
  for (const line of source) {
    const at = marked.test(line) ? -1 : attributionInside(line)
    if (at > 0) lines.push(line.slice(0, at).replace(/[-\s]+$/, ''), line.slice(at).replace(/^[-\s]+/, ''))
    else lines.push(line)
  }
  return lines
}

function markLines(lines: readonly string[]): Mark[] {
  const marks: Mark[] = lines.map((line) => (line.trim() === '' ? 'e' : marked.test(line) ? 'm' : 't'))
  for (let i = 0; i < lines.length; i++) {
    if (marks[i] === 'e' || marks[i] === 's') continue
    const line = lines[i]!
    if (isForwardSeparator(line)) { if (marks[i] === 't') marks[i] = 'f'; continue }
    if (isOriginalSeparator(line)) { marks[i] = 's'; continue }
    const isMarked = marks[i] === 'm'
    const span = isMarked ? markedSplitter(lines, i) : attributionAt(lines, i) ?? headerBlockAt(lines, i)
    if (!span) continue
    for (let k = span.start; k < span.end; k++) marks[k] = 's'
    // The rule above a block of headers belongs to it.
    let above = i - 1
    while (above >= 0 && marks[above] === 'e') above--
    if (above >= 0 && i - above <= 3 && marks[above] === 't' && isRule(lines[above]!)) marks[above] = 's'
    i = span.end - 1
  }
  return marks
}

/** Programs that mark the attribution or the headers with `>` as well. Only the first marked line can be one. */
function markedSplitter(lines: readonly string[], at: number): { start: number; end: number } | null {
  if (at > 0 && marked.test(lines[at - 1]!)) return null
  const bare = lines[at]!.replace(/^[\s>]+/, '')
  if (isAttribution(bare)) return { start: at, end: at + 1 }
  return headerBlockAt(lines, at, true)
}

/** A line a mail program broke off a quoted one: not an answer. */
function isBrokenOff(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? ''
  const line = lines[at]!
  if (!marked.test(above) || !marked.test(lines[at + 1] ?? '')) return false
  const openLink = /\(?https?:\/\/\S*$/.test(above.slice(-1000)) && !/\)\s*$/.test(above)
  if (openLink && !/\s/.test(line.trim())) return true
  return above.length >= 60 && above.length + (line.split(' ')[0] ?? '').length > 64 && line.length < 60 && !/[.?!:;。？！：；…]\s*$/.test(above) && /^[\p{Ll}\d(]/u.test(line)
}

/** Decides which lines of a plain body are quoted. */
export function findQuotation(text: string): Quotation {
  const lines = splitShared(text.split('\n'))
  return { lines, quoted: quotedLines(lines, 3) }
}

/**
 * Decides line by line, without changing the lines.
 * @param enough how many marked lines make a quotation where no splitter announces one.
 */
export function quotedLines(lines: readonly string[], enough: number): boolean[] {
  const marks = markLines(lines)
  for (let i = 1; i < lines.length - 1; i++) if (marks[i] === 't' && marks[i - 1] === 'm' && isBrokenOff(lines, i)) marks[i] = 'm'
  const quoted = lines.map(() => false)
  const firstSplitter = marks.indexOf('s')
  const firstForward = marks.indexOf('f')
  // Forwarded on purpose: the forwarded mail is what the person wanted to show.
  if (firstForward >= 0 && (firstSplitter < 0 || firstForward < firstSplitter) && !marks.slice(0, firstForward).includes('m')) return quoted
  const markedCount = marks.filter((mark) => mark === 'm').length
  // A few `>` without any sign of a mail before them are the writer's own.
  if (firstSplitter < 0 && markedCount < enough) return quoted
  if (isInterleaved(marks)) return quoted
  cut(marks, quoted, firstSplitter)
  return quoted
}

/** Answers between quoted lines: quotation, words, quotation again – without a splitter in between. */
function isInterleaved(marks: readonly Mark[]): boolean {
  let state: 'none' | 'quoted' | 'answered' = 'none'
  let afterSplitter = false
  for (const mark of marks) {
    if (mark === 'm') {
      if (state === 'answered') return true
      state = 'quoted'
      afterSplitter = false
    } else if (mark === 't' && state === 'quoted' && !afterSplitter) state = 'answered'
    // Behind a further splitter an older mail begins; its own shape says nothing about this writer.
    else if (mark === 's') { if (state !== 'none') return false; afterSplitter = true } else if (mark === 't' && afterSplitter) return false
  }
  return false
}

function cut(marks: readonly Mark[], quoted: boolean[], firstSplitter: number): void {
  let from = firstSplitter >= 0 ? firstSplitter : marks.indexOf('m')
  let i = from
  while (i < marks.length) {
    // Inside a quotation: splitters, marked and empty lines.
    let last = i
    let sawMarked = false
    while (i < marks.length && (marks[i] === 's' || marks[i] === 'm' || marks[i] === 'e')) {
      if (marks[i] !== 'e') { last = i; if (marks[i] === 'm') sawMarked = true; else if (i > 0 && marks[i - 1] !== 's') sawMarked = false }
      i++
    }
    if (i < marks.length && !sawMarked) { quoted.fill(true, from); return }
    quoted.fill(true, from, last + 1)
    // Words of the writer, up to the next quotation.
    while (i < marks.length && marks[i] !== 's' && marks[i] !== 'm') i++
    from = i
  }
}
