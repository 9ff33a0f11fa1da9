/** Subjects: reply prefixes of all languages, and the ticket token `[#123]`. */

/** Prefixes mail programs add, as spoken: Re, Fwd, AW, WG, SV, VS, 回复, 轉寄 … */
const prefixWords = [
  're', 'r', 'fw', 'fwd', 'fyi', 'antw', 'antwort', 'aw', 'wg', 'sv', 'vs', 'vb', 'vl', 'vä', 'rv', 'res', 'enc', 'tr', 'rif', 'i', 'ré', 'réf', 'doorst', 'ynt', 'ilt', 'odp', 'pd', 'vá', 'továbbítás', 'atb', 'hs', 'bls', 'trs', 'tl', 'fs', 'ref', 'rép', 'ogg', 'απ', 'πρθ', 'σχετ', 'отв', 'ответ', 'пересл', 'fwd', 'trả lời', 'chuyển tiếp',
  '回复', '回覆', '答复', '答覆', '回信', '回', '转发', '转寄', '轉寄', '轉發', '转', '自动回复', '自動回覆', '返信', '転送', '회신', '전달', '답장',
]
const prefix = new RegExp(`^\\s*(?:(?:${prefixWords.join('|')})\\s{0,2}(?:[\\[(（【]\\s{0,2}\\d{1,4}\\s{0,2}[\\])）】]|\\^\\d{1,3}|\\*\\d{1,3})?\\s{0,2}[:：]|[\\[【(（](?:回复|答复|转发|回覆|轉寄|fwd?|re)[\\]】)）]\\s{0,2}[:：]?)\\s*`, 'iu')

/** Removes every reply and forward prefix in front: `回复：Re[2]: AW: 冰箱` → `冰箱`. A subject of prefixes alone becomes empty. */
export function stripSubjectPrefixes(subject: string): string {
  let rest = subject.trim()
  // Twenty rounds of prefixes are nobody's mail.
  for (let i = 0; i < 20; i++) {
    const match = prefix.exec(rest)
    if (!match || match[0] === '') break
    rest = rest.slice(match[0].length)
  }
  return rest.trim()
}

/** `Re: ` in front unless a prefix stands there already. */
export function replySubject(subject: string): string {
  const bare = subject.trim()
  return prefix.test(bare) ? bare : `Re: ${bare}`
}

const token = /[[【［]\s{0,2}[#＃]\s{0,2}(\d{1,12})\s{0,2}[\]】］]/u

/** Adds `[#123]` in front of the bare subject; a token of the same ticket is not repeated. */
export function withSubjectToken(subject: string, ticketNumber: number): string {
  return readSubjectToken(subject) === ticketNumber ? subject : `[#${ticketNumber}] ${subject}`.trimEnd()
}

/** Without the numbers of tickets it carries, ours and other desks'. */
export const withoutSubjectTokens = (subject: string): string => subject.replace(new RegExp(token.source, 'gu'), ' ').replace(/ {2,}/g, ' ').trim()

/** The ticket number a subject names, or null. Full-width brackets and signs count. Only a hint: anyone can write one. */
export function readSubjectToken(subject: string): number | null {
  const digits = token.exec(subject.slice(0, 2_000))?.[1]
  return digits === undefined ? null : Number(digits)
}
