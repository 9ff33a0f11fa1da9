/** Where a product can have been bought, by ISO 3166. */
const codes = 'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XK YE YT ZA ZM ZW'.split(' ');

/** Countries and regions by name in a language; those asked for first stand first. */
export function countriesIn(language: string, first: readonly string[]): { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const order = new Intl.Collator(language);
  const named = codes.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => order.compare(a.name, b.name));
  return [...first.flatMap((code) => named.filter((one) => one.code === code)), ...named.filter((one) => !first.includes(one.code))];
}
/** Of the languages a browser prefers: `de-AT`, `zh-CN` → AT, CN. */
export const countriesOf = (languages: readonly string[]): string[] => [...new Set(languages.flatMap((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1] ?? []))].filter((code) => codes.includes(code));
