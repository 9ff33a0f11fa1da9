/** Guesses the charset of unlabelled eight-bit text that is not UTF-8. */

/** Commonest characters of running Chinese text, both scripts; mojibake almost never hits them. */
const commonHan = new Set([
  ...'的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行',
  ...'方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电',
  ...'四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感',
  ...'金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管',
  ...'夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取',
  ...'设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离坏虽订票修维换退货客户您码號發為個來這說',
  ...'們國時會過對沒還開從動現將與進實點問話長電機東關產應體學業報請寄單據維護換您無經貨訂購',
])

interface Candidate { label: string; score: (text: string) => number }

const hanScore = (text: string): number => {
  let score = 0
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) score -= 8
    else if (commonHan.has(char)) score += 3
    else if (code >= 0x4e00 && code <= 0x9fff) score += 0.6
    else if (code >= 0x3000 && code <= 0x303f || code >= 0xff00 && code <= 0xff5e) score += 1.5
    else if (code >= 0x80 && code < 0x2000) score -= 1
  }
  return score
}

const rangeScore = (from: number, to: number, weight: number) => (text: string): number => {
  let score = 0
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) score -= 8
    else if (code >= from && code <= to) score += weight
    else if (code >= 0x4e00 && code <= 0x9fff) score += commonHan.has(char) ? 1.5 : 0.3
    else if (code >= 0xff61 && code <= 0xff9f) score -= 1
  }
  return score
}

/** Words of Cyrillic are mostly lower case inside: that tells KOI8 from windows-1251, which swap case. */
const cyrillicScore = (text: string): number => {
  let score = 0
  let previous = 0
  for (const char of text) {
    const code = char.codePointAt(0)!
    // Latin letters inside a Cyrillic word are accents read wrongly.
    if (code >= 0x410 && code <= 0x44f && isLatinLetter(previous) || previous >= 0x410 && previous <= 0x44f && isLatinLetter(code)) score -= 2
    else if (code >= 0x430 && code <= 0x44f) score += 1.6
    else if (code >= 0x410 && code <= 0x42f) score += previous >= 0x430 && previous <= 0x44f ? -2 : 0.3
    else if (code === 0xfffd || code > 0x7f && (code < 0x400 || code > 0x45f)) score -= 2
    previous = code
  }
  return score
}

const isLatinLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/** Western text has single accented letters between ASCII ones. */
const latinScore = (text: string): number => {
  let score = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    const isolated = (text.charCodeAt(i - 1) || 32) < 0x80 && (text.charCodeAt(i + 1) || 32) < 0x80
    const letter = code >= 0xc0 && code <= 0xff || code >= 0x2010 && code <= 0x20ac || code >= 0xa0 && code <= 0xbf
    score += isolated && letter ? 2.2 : letter ? -0.4 : -2
  }
  return score
}

const candidates: Candidate[] = [
  { label: 'gb18030', score: hanScore },
  { label: 'big5', score: hanScore },
  { label: 'shift_jis', score: rangeScore(0x3040, 0x30ff, 2) },
  { label: 'euc-jp', score: rangeScore(0x3040, 0x30ff, 2) },
  { label: 'euc-kr', score: rangeScore(0xac00, 0xd7a3, 1.3) },
  { label: 'windows-1251', score: cyrillicScore },
  { label: 'koi8-r', score: cyrillicScore },
  { label: 'windows-1252', score: latinScore },
]

/** @returns a label TextDecoder knows; looks at the first 4 KB around the first eight-bit byte. */
export function guessCharset(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  if (first < 0) return 'windows-1252'
  const sample = bytes.subarray(Math.max(0, first - 1), first + 4096)
  let best = 'windows-1252'
  let bestScore = -Infinity
  for (const { label, score } of candidates) {
    const value = score(new TextDecoder(label).decode(sample, { stream: true }))
    if (value > bestScore) [best, bestScore] = [label, value]
  }
  return best
}
