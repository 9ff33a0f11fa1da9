/** Uuencoded files inside plain text, from before MIME but still sent by some machines. */

export interface UuFile {
  name: string
  content: Buffer
}

const begin = /^begin(?:-base64)? [0-7]{3,4} (.{1,255})$/

function decodeLine(line: string): Buffer | null {
  const size = (line.charCodeAt(0) - 32) & 63
  const need = Math.ceil(size / 3) * 4
  // Trailing blanks are often lost in transport; a missing one means zero.
  if (line.length - 1 > need + 4) return null
  const out = Buffer.alloc(Math.ceil(size / 3) * 3)
  for (let i = 0, o = 0; i < need; i += 4, o += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => ((line.charCodeAt(1 + i + k) || 32) - 32) & 63) as [number, number, number, number]
    out[o] = (a << 2) | (b >> 4)
    out[o + 1] = (b << 4) | (c >> 2)
    out[o + 2] = (c << 6) | d
  }
  return out.subarray(0, size)
}

/** Takes every complete `begin … end` block out of `text`; blocks that do not decode stay where they are. */
export function decodeUu(text: string): { text: string; files: UuFile[] } {
  if (!/^begin(?:-base64)? [0-7]{3,4} /m.test(text)) return { text, files: [] }
  const lines = text.split(/\r?\n/)
  const files: UuFile[] = []
  const kept: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const head = begin.exec(lines[i]!)
    const block = head ? readBlock(lines, i + 1) : null
    if (!head || !block) { kept.push(lines[i]!); continue }
    files.push({ name: head[1]!.trim(), content: block.content })
    i = block.last
  }
  return { text: kept.join('\n'), files }
}

function readBlock(lines: string[], from: number): { content: Buffer; last: number } | null {
  const chunks: Buffer[] = []
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!
    if (line === 'end') return { content: Buffer.concat(chunks), last: i }
    if (line === '' || line.length > 90 || /[^ -`]/.test(line)) return null
    const decoded = decodeLine(line)
    if (!decoded) return null
    chunks.push(decoded)
  }
  return null
}
