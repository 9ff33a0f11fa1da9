/** Splits a signature off the end of what a person wrote. Careful: when in doubt the words stay. */
import { isDeviceLine } from './device-lines.ts'

export interface SignedText {
  body: string
  signature: string
}

const delimiter = /^\s{0,2}(?:--|—|–|―)\s*$/
const longRule = /^\s*[-_=—–]{4,}\s*$/
const closing = /^[\s*]*(?:(?:best|kind|warm|many|with)?\s*(?:best|kind|warm)?\s*regards|best(?: wishes)?|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|thanks(?: a lot| again| so much| in advance)?|thank you(?: very much| in advance)?|many thanks|mit freundlichen grüßen|freundliche grüße|viele grüße|beste grüße|mfg|cordialement|bien à vous|salutations|saludos(?: cordiales)?|atentamente|un saludo|cordiali saluti|distinti saluti|saluti|atenciosamente|cumprimentos|abraços|met vriendelijke groet(?:en)?|groeten|pozdrawiam|z poważaniem|s pozdravem|med vänliga hälsningar|med venlig hilsen|mvh|vennlig hilsen|ystävällisin terveisin|terveisin|с уважением|saygılarımla|trân trọng|よろしくお願いいたします|よろしくお願いします|敬具|감사합니다|此致|此致敬礼|敬礼|祝好|顺祝商祺|順頌商祺|谢谢|多谢|感谢|谢谢！|祝商祺|祝您(?:工作顺利|生活愉快)|致礼)[\s,.!，。！~～*]*$/iu
const email = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}/
const phone = /(?:\+|\(|tel|phone|mob|fax|电话|手机|電話|传真|座机|\bt[.:]|\bf[.:]|\bm[.:])?[\s.:：]*\(?\d{2,4}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}\b/i
const web = /(?:https?:\/\/|www\.)\S+/i
const label = /^(?:tel|phone|mobile|mob|fax|e-?mail|web|skype|wechat|地址|电话|手机|传真|邮箱|网址|微信|邮编|公司|部门|职位|qq)\s*[.:：]/i

/** How much a line looks like contact data. */
const evidence = (line: string): number => Number(email.test(line)) + Number(phone.test(line)) + Number(web.test(line)) + Number(label.test(line.trim()))

const isShort = (line: string): boolean => line.length <= 70
/** Ends like prose, or is a question. */
const isSentence = (line: string): boolean => line.length > 70 || /[?？]\s*$/.test(line) || (/[.!。！]\s*$/.test(line) && line.split(/\s+/).length > 5)

/**
 * @param sender display name of the writer: a closing block that begins with it is a signature even without contact data.
 * @param answered whether a quotation was cut off below: programs put the writer's bare address above one.
 */
export function splitSignature(text: string, sender = '', answered = false): SignedText {
  const lines = text.split('\n')
  let end = lines.length
  const skipBlank = (): void => { while (end > 0 && lines[end - 1]!.trim() === '') end-- }
  skipBlank()
  const deviceFrom = end
  while (end > 0 && isDeviceLine(lines[end - 1]!)) { end--; skipBlank() }
  const hadDevice = end < deviceFrom
  const start = blockStart(lines, end, sender, hadDevice, answered)
  const body = lines.slice(0, start).join('\n').trimEnd()
  // A mail that is nothing but its signature keeps it.
  if (body.trim() === '') return { body: text.trim(), signature: '' }
  return { body, signature: lines.slice(start).join('\n').trim() }
}

/** First line of the signature that ends at `end`, or `end`. */
function blockStart(lines: readonly string[], end: number, sender: string, hadDevice: boolean, answered: boolean): number {
  const floor = Math.max(0, end - 40)
  for (let i = floor; i < end; i++) if (delimiter.test(lines[i]!) && nonBlank(lines, i + 1, end) <= 20) return trimmed(lines, i)
  for (let i = end - 1; i >= floor; i--) {
    if (longRule.test(lines[i]!) && isContactBlock(lines.slice(i + 1, end), 1)) return trimmed(lines, i)
  }
  // The last paragraph, and the closing phrase that may stand in the one above.
  let from = end
  while (from > 0 && lines[from - 1]!.trim() !== '') from--
  if (from === 0 && !lines.slice(0, end).some((line) => closing.test(line))) return end
  const closed = closingLine(lines, from, end)
  const first = closed ?? from
  if (first === 0) return end
  const above = lines.slice(0, first).reverse().find((line) => line.trim() !== '')
  // "My details are:" – then the block is the message.
  if (above === undefined || /[:：]\s*$/.test(above)) return end
  const block = lines.slice(first, end)
  // NetEase draws its card as a table, of which the plain body keeps the bars.
  if (/^\|[\s|]*$/.test(lines[from]!)) return trimmed(lines, from)
  if (answered && end - from === 1 && email.exec(lines[from]!)?.[0] === lines[from]!.trim()) return trimmed(lines, from)
  const named = sender !== '' && block.slice(0, 3).some((line) => sameName(line, sender))
  if (closed !== null && (named || isContactBlock(block.slice(1), 1))) return trimmed(lines, first)
  if (named && sameName(lines[from]!, sender) && isContactBlock(lines.slice(from + 1, end), 0)) return trimmed(lines, from)
  if (hadDevice && end - from === 1 && closed === null && looksLikeName(lines[from]!) && from > 0) return trimmed(lines, from)
  return isContactBlock(lines.slice(from, end), 2) && looksLikeName(lines[from]!) ? trimmed(lines, from) : end
}

function closingLine(lines: readonly string[], from: number, end: number): number | null {
  for (let i = from; i < end; i++) if (closing.test(lines[i]!)) return end - i <= 12 ? i : null
  let above = from - 1
  while (above >= 0 && lines[above]!.trim() === '') above--
  return above > 0 && closing.test(lines[above]!) && end - above <= 14 ? above : null
}

function isContactBlock(block: readonly string[], needed: number): boolean {
  const filled = block.filter((line) => line.trim() !== '')
  if (filled.length > 15 || (needed > 0 && filled.length === 0) || filled.some(isSentence)) return false
  return filled.every((line) => isShort(line) || evidence(line) > 0) && filled.reduce((sum, line) => sum + evidence(line), 0) >= needed
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

function sameName(line: string, sender: string): boolean {
  const [written, known] = [plainName(line), plainName(sender)]
  if (written === '' || known === '' || written.length > 60) return false
  return written === known || (written.length > 1 && known.split(' ').includes(written)) || written.startsWith(`${known} `)
}

function looksLikeName(line: string): boolean {
  const words = line.trim().split(/\s+/)
  return words.length <= 5 && line.trim().length <= 50 && !/[!?。！？]$/.test(line.trim()) && !/\d{3}/.test(line) && evidence(line) === 0
}

const nonBlank = (lines: readonly string[], from: number, to: number): number => lines.slice(from, to).filter((line) => line.trim() !== '').length

/** Blank lines above a signature go with it. */
function trimmed(lines: readonly string[], at: number): number {
  let start = at
  while (start > 0 && lines[start - 1]!.trim() === '') start--
  return start
}
