/** Recognises the line a mail program puts above a quotation: "On … wrote:", in many languages and shapes. */

/** "wrote" and its kin. Kept as words, so that the list can be read. */
const wroteWords = [
  'wrote', 'sent', 'writes', 'said', 'schrieb', 'schrieben', 'hat geschrieben', 'geschrieben', 'a écrit', 'a ecrit', 'écrit', 'escribió', 'escribio', 'ha escrito', 'va escriure', 'escreveu', 'ha scritto', 'scrisse', 'scritto', 'schreef', 'het volgende geschreven',
  'napisał', 'napisała', 'napisał\\(a\\)', 'pisze', 'napsal', 'napsala', 'napsal\\(a\\)', 'napísal', 'skrev', 'skreiv', 'kirjoitti', 'пишет', 'написал', 'написала', 'написал\\(а\\)', 'писал', 'пише', 'написав', 'yazdı', 'şunu yazdı', 'şunları yazdı', 'đã viết',
  'a scris', 'írta', 'ezt írta', 'έγραψε', 'menulis', 'wrote the following', '写道', '寫道', '写到', '写', '撰写', '書きました', 'のメール', '님이 작성', '님이 씀', '작성', 'כתב', 'كتب',
]
/** Words that open an attribution and let it stand without an address. */
const openers = /^(?:on|le|am|el|il(?: giorno)?|em|op|w dniu|dnia|den|på|dne|vào|pada|at|во?|в|ke|ti|to|pe|la|su|ma|fr|lö|sö|tor|fre|lør|man|tir|ons|a\(z\)|în|στις|在|于|於)(?=[\s,\d])|^(?:在|于|於)/iu

const wrote = new RegExp(`(?:^|[^\\p{L}])(?:${wroteWords.join('|')})(?![\\p{L}])|写道|寫道|書きました|님이|のメール`, 'iu')
const hasDate = /\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[:.h]\d{2}|\d{1,2}月\d{1,2}日/u
const hasClock = /\d{1,2}[:.h]\d{2}|上午|下午/u
const hasAddress = /[\w.+-]@[\w-]|<[^<>\s]{1,100}@/
const endsOpen = /[:：]\s*-*\s*$/
const months = /\b(?:jan|feb|m[aä]r|apr|ma[iyj]|j[uú][nl]|a[uo][gû]|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|stycz|lut|kwie|czerw|lip|sierp|wrze|paź|list|grud|thg|tháng)/iu
/** Nobody's sentence is this long. */
const maxLength = 450

/** Whether a whole (joined) line is an attribution. */
export function isAttribution(line: string): boolean {
  const text = line.replace(/^[\s>*_-]+/, '').trim()
  if (text.length < 6 || text.length > maxLength) return false
  const dated = hasDate.test(text)
  const addressed = hasAddress.test(text)
  const open = endsOpen.test(text)
  const says = wrote.test(text)
  // "---- John Smith wrote ----"
  if (/^[\s>]*-{2,}.*-{2,}\s*$/.test(line) && says && /(?:wrote|写道|schrieb|écrit|escribió|scritto)\s*:?\s*-+\s*$/iu.test(text)) return true
  if (!says) return dated && addressed && open && (hasClock.test(text) || months.test(text) || /^\d/.test(text))
  const verbLast = /(?:wrote|sent|writes|écrit|ecrit|escribió|escribio|scritto|escreveu|geschreven|geschrieben|napisał|napisała|napisał\(a\)|pisze|napsal\(a\)|napsal|napsala|skrev|kirjoitti|пишет|написал|написала|написал\(а\)|yazdı|viết|写道|寫道|写到|书写|書きました|작성|님이 씀|írta|scris|έγραψε)\s*[:：]?\s*-*\s*(?:<[^>]*>)?$/iu.test(text)
  if (!open && !verbLast) return false
  // "Sent from Samsung MobileName <a@b> wrote:" has no date, "Am 3.4. schrieb Max:" no address.
  return addressed || (dated && (openers.test(text) || verbLast || hasClock.test(text)))
}

/** Lines worth joining with the following ones: those that could begin an attribution. */
const couldBegin = (line: string): boolean => openers.test(line) || hasDate.test(line) || hasAddress.test(line) || /^["“]?[^"]{1,80}["”]?\s*<$/.test(line)

export interface Span {
  /** First line. */
  start: number
  /** Line after the last. */
  end: number
}

/**
 * Finds an attribution that begins at `lines[at]`; programs wrap it over up to six lines.
 * Lines that belong to a quotation already (behind `>`) are not begun here.
 */
export function attributionAt(lines: readonly string[], at: number): Span | null {
  const first = lines[at]!.trim()
  if (first === '' || first.length > maxLength || first.startsWith('>')) return null
  const bare = first.replace(/^[*_-]+\s*/, '')
  if (!couldBegin(bare) && !/-{2,}\s*$/.test(first)) return null
  let joined = ''
  for (let i = at; i < Math.min(lines.length, at + 6); i++) {
    const line = lines[i]!.trim()
    if (i > at && line === '') {
      if (isBareDateLine(joined) && /^\s*>/.test(lines[i + 1] ?? '')) return { start: at, end: i }
      // Only one shape is broken by blank lines: name and address on lines of their own.
      if (!/^on\s/i.test(bare) || !/^\s*<\s*$/.test(lines[i + 1] ?? '')) return null
      continue
    }
    // A quote mark in front may be the wrapped "<…>" of an address; anything else behind one is the quotation itself.
    if (i > at && line.startsWith('>') && !/^>\s*\S{0,12}\s*[:：]$/.test(line)) return i === at + 1 && isBareDateLine(joined) ? { start: at, end: i } : null
    joined = joined === '' ? line : joined.endsWith('<') ? joined + line : `${joined} ${line}`
    if (joined.length > maxLength) return null
    if (isAttribution(joined)) return { start: at, end: i + 1 }
    // A sentence that ended does not go on into an attribution.
    if (/[.!?。！？]$/.test(line) && !/\b\w{1,6}\.$/.test(line)) return null
  }
  return null
}

/** "2011/4/7 Name <a@b>" without a colon counts when a marked quotation follows. */
export function isBareDateLine(line: string): boolean {
  const text = line.trim()
  return text.length < 200 && /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/.test(text) && hasAddress.test(text) && /[>)]\s*[:：]?$/.test(text)
}

/** An attribution that begins in the middle of a line, behind the writer's own words. */
export function attributionInside(line: string): number {
  if (line.length > 1000) return -1
  const match = /(?:^|\s|-{2,}\s*)(On\s(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s)[^\n]{4,300}?\s(?:wrote|sent)\s*:)\s*$/i.exec(line)
  return match && match.index > 0 ? match.index : -1
}
