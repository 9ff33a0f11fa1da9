/** Splits mbox files (one mail after the other, each behind a `From ` line) without copying. */

const fromLine = /^From \S.{0,200}\d{4}/

/** Whether these bytes are an mbox rather than one mail. */
export function isMbox(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 5) === 'From '
}

/** The mails of an mbox in order. Content-Length is not believed; `>From ` is unescaped. */
export function* splitMbox(bytes: Buffer): Iterable<Buffer> {
  let start = lineEnd(bytes, 0)
  let at = start
  while (at < bytes.length) {
    const next = bytes.indexOf('\nFrom ', at)
    if (next < 0) break
    at = next + 1
    // Only after a blank line, and only when it carries a date, is it a separator.
    const blank = bytes[next - 1] === 0x0a || (bytes[next - 1] === 0x0d && bytes[next - 2] === 0x0a)
    if (!blank || !fromLine.test(bytes.toString('latin1', at, Math.min(bytes.length, at + 220)))) continue
    yield unescape(bytes.subarray(start, next))
    start = lineEnd(bytes, at)
    at = start
  }
  if (start < bytes.length) yield unescape(bytes.subarray(start))
}

function lineEnd(bytes: Buffer, at: number): number {
  const lf = bytes.indexOf(0x0a, at)
  return lf < 0 ? bytes.length : lf + 1
}

function unescape(mail: Buffer): Buffer {
  if (!mail.includes('\n>From ')) return mail
  return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1')
}
