/** A cheap guess at the language of a message: script first, then the small words of each language. */

const words: Record<string, string> = {
  en: 'a the and to of is in for you that it with not have this are was your please my on be as we i hi hello thanks regards text here',
  de: 'der die das und ist nicht ich sie mit ein eine für auf wir zu den von bitte haben es im dem',
  fr: 'le la les et est pas je vous que pour dans un une avec nous sur ne ce des du mon votre',
  es: 'el la los que de y no es por para una un con mi su se lo en las del me hola gracias',
  it: 'il che di non è per una un con mi sono la del le si ho i della grazie vostro',
  pt: 'o que de não é para uma um com meu minha se os do da em no na obrigado você as',
  nl: 'de het een en van ik is niet dat met voor op te zijn mijn u aan wij er bij',
  sv: 'och att det är inte jag som en på för med har av den ni till vi kan',
  da: 'og at det er ikke jeg som en på for med har af den til vi kan jer',
  no: 'og at det er ikke jeg som en på for med har av den til vi kan dere',
  pl: 'nie i w na że się do to jest z o jak dla proszę po mam czy',
  cs: 'je se na že v to s ne pro jsem prosím z do by jak mám',
  fi: 'ja on ei että en se olen mutta voi kun tai mitä niin minun kiitos',
  tr: 've bir bu için ne değil ben ile mi var çok da de olarak teşekkürler',
  vi: 'là và của có không tôi được cho với một này các xin bạn',
  id: 'yang dan di tidak saya untuk dengan ini itu ada dari ke bisa tolong',
}

/** Which languages each small word speaks for. */
const speakers = new Map<string, string[]>()
for (const [language, list] of Object.entries(words)) for (const word of list.split(' ')) speakers.set(word, [...(speakers.get(word) ?? []), language])

const scripts = ([['Arabic', 'ar'], ['Hebrew', 'he'], ['Thai', 'th'], ['Greek', 'el'], ['Devanagari', 'hi']] as const).map(([script, language]) => [new RegExp(`\\p{Script=${script}}`, 'gu'), language] as const)

const traditional = /[們個來為這說國時會對沒還開從動現將與進實點問話電機東產應體學業報請寄單據維護換無經貨訂購謝號碼]/g
const simplified = /[们个来为这说国时会对没还开从动现将与进实点问话电机东产应体学业报请单据维护换无经货订购谢号码]/g

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** @returns a BCP 47 tag, or null when the text is too short or too mixed. Looks at the first 2,000 characters. */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, 2_000).replace(/https?:\/\/\S+|\S+@\S+/g, ' ')
  // Most mail is plain Latin text: spare it the questions about scripts.
  if (!/[\u0370-\u1dff\u2070-\uffff]/.test(sample)) return /\p{L}.*\p{L}/su.test(sample) ? byWords(sample) : null
  const letters = count(sample, /\p{L}/gu)
  if (letters < 2) return null
  const kana = count(sample, /[\u3040-\u30ff]/g)
  const han = count(sample, /\p{Script=Han}/gu)
  if (kana > 1 && kana * 5 > han) return 'ja'
  if (count(sample, /\p{Script=Hangul}/gu) * 4 > letters) return 'ko'
  // A Chinese sentence about "iPhone 15 Pro Max" has more Latin letters than Chinese ones.
  if (han * 6 > letters && han > 1) return count(sample, traditional) > count(sample, simplified) ? 'zh-TW' : 'zh-CN'
  if (count(sample, /\p{Script=Cyrillic}/gu) * 2 > letters) return /[іїєґ]/i.test(sample) ? 'uk' : 'ru'
  for (const [pattern, language] of scripts) if (count(sample, pattern) * 2 > letters) return language
  return byWords(sample)
}

function byWords(sample: string): string | null {
  const tokens = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  const scores = new Map<string, number>()
  for (const token of tokens) for (const language of speakers.get(token) ?? []) scores.set(language, (scores.get(language) ?? 0) + 1)
  const [best, score] = [...scores].reduce((top, entry) => (entry[1] > top[1] ? entry : top), ['', 0])
  return score >= 2 && score * 14 >= tokens.length || score === 1 && tokens.length <= 6 ? best : null
}
