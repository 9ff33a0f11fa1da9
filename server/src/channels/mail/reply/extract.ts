/** What a person newly wrote in a plain body: without the mail they answered and without their signature. */
import { findQuotation } from './quotation.ts'
import { splitSignature } from './signature.ts'

export interface Reply {
  /** The new words. Never blank when the body was not. */
  reply: string
  /** The quotation that was folded away, blank when there was none. */
  quoted: string
  /** The signature that was folded away. */
  signature: string
}

export interface ReplyOptions {
  /** Display name of the writer, which helps to tell a signature. */
  sender?: string
}

/** Longer bodies are looked at up to here; the rest counts as quoted. */
const maxChars = 1024 * 1024

/**
 * Splits a plain body. Answers written between quoted lines stay together with them; forwarded mails stay whole;
 * when nothing else remains, the quotation itself is the reply.
 */
export function extractReply(text: string, options: ReplyOptions = {}): Reply {
  const source = text.slice(0, maxChars).replace(/\r\n?/g, '\n')
  const { lines, quoted } = findQuotation(source)
  const kept: string[] = []
  for (let i = 0; i < lines.length; i++) {
    if (quoted[i]) continue
    const seam = i > 0 && quoted[i - 1] === true
    // Blank lines behind a cut would leave a hole.
    if (lines[i]!.trim() === '' && (seam || (kept.length === 0))) { quoted[i] = seam; continue }
    kept.push(lines[i]!)
  }
  const own = kept.join('\n').trim()
  if (own === '') return { reply: source.trim(), quoted: '', signature: '' }
  const { body, signature } = splitSignature(own, options.sender, quoted.includes(true))
  return { reply: body.trim(), quoted: lines.filter((_, i) => quoted[i]).join('\n').trim() + text.slice(maxChars), signature }
}
