import type { SerialCheck, SerialRule } from '@aftercare/contract/products';

/** The form in which serial numbers are compared: full-width as half-width, capitals, letters and digits only. */
export const serialKey = (serial: string): string => serial.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '');

const digitsOf = (text: string): number[] | null => (/^\d+$/.test(text) ? [...text].map(Number) : null);
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const valuesOf = (text: string): number[] | null => (/^[0-9A-Z]+$/.test(text) ? [...text].map((c) => alphabet.indexOf(c)) : null);
const doubled = (d: number) => (d > 4 ? 2 * d - 9 : 2 * d);

/** The check character (or characters) that belong behind `body`; null when the body has characters the scheme does not know. */
const characters: Record<Exclude<SerialCheck, 'none'>, (body: string) => string | null> = {
  luhn(body) {
    const digits = digitsOf(body);
    return digits && String((10 - (digits.toReversed().reduce((sum, d, i) => sum + (i % 2 === 0 ? doubled(d) : d), 0) % 10)) % 10);
  },
  /** As on a bar code of goods (GS1): weights 3 and 1 from the right. */
  'mod-10-3-1'(body) {
    const digits = digitsOf(body);
    return digits && String((10 - (digits.toReversed().reduce((sum, d, i) => sum + d * (i % 2 === 0 ? 3 : 1), 0) % 10)) % 10);
  },
  /** Weights 2, 3, 4 … 7, 2 … from the right; X is ten. */
  'mod-11'(body) {
    const digits = digitsOf(body);
    if (!digits) return null;
    const rest = (11 - (digits.toReversed().reduce((sum, d, i) => sum + d * ((i % 6) + 2), 0) % 11)) % 11;
    return rest === 10 ? 'X' : String(rest);
  },
  /** ISO 7064 MOD 11,10. */
  'mod-11-10'(body) {
    const digits = digitsOf(body);
    if (!digits) return null;
    const p = digits.reduce((product, d) => ((((product + d) % 10 || 10) * 2) % 11), 10);
    return String((11 - p) % 10);
  },
  /** Sum of values weighted 1, 2, 3 …, modulo 36. */
  'mod-36'(body) {
    const values = valuesOf(body);
    return values && (alphabet[values.reduce((sum, v, i) => sum + v * (i + 1), 0) % 36] ?? null);
  },
  /** ISO 7064 MOD 37,36. */
  'mod-37-36'(body) {
    const values = valuesOf(body);
    if (!values) return null;
    const p = values.reduce((product, v) => ((((product + v) % 36 || 36) * 2) % 37), 36);
    return alphabet[(37 - p) % 36] ?? null;
  },
  /** ISO 7064 MOD 97-10: two digits; letters count as 10 to 35. */
  'mod-97'(body) {
    const values = valuesOf(body);
    if (!values) return null;
    const rest = values.reduce((r, v) => (v > 9 ? r * 100 + v : r * 10 + v) % 97, 0);
    return String(98 - ((rest * 100) % 97)).padStart(2, '0');
  },
};

/** Adds the check character of a scheme. @throws RangeError when the body has characters the scheme does not know */
export function withCheck(body: string, check: SerialCheck): string {
  if (check === 'none') return body;
  const character = characters[check](body);
  if (character === null) throw new RangeError(`${check} does not know all characters of ${body}`);
  return body + character;
}

export function hasRightCheck(key: string, check: SerialCheck): boolean {
  if (check === 'none') return true;
  const length = check === 'mod-97' ? 2 : 1;
  return key.length > length && characters[check](key.slice(0, -length)) === key.slice(-length);
}

/** The number with the check character that belongs there; null where a scheme does not know its characters. */
export function mended(key: string, check: SerialCheck): string | null {
  if (check === 'none') return key;
  const body = key.slice(0, check === 'mod-97' ? -2 : -1);
  const character = body && characters[check](body);
  return character ? body + character : null;
}

export interface SerialReading {
  /** `wrong-form`: no rule of the brand fits; `wrong-check`: form fits, but a character is mistyped. */
  readonly problem: 'wrong-form' | 'wrong-check' | null;
  readonly model: string | null;
  readonly batch: string | null;
  /** First day of the week or month of production. */
  readonly producedOn: string | null;
  /** The rule that says so, from 0; null where none fits. */
  readonly rule: number | null;
}

const patterns = new Map<string, RegExp | null>();
function patternOf(source: string): RegExp | null {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    // Trials bring patterns that nobody keeps.
    if (patterns.size > 1000) patterns.clear();
    try { pattern = new RegExp(`^(?:${source})$`); } catch { pattern = null; }
    patterns.set(source, pattern);
  }
  return pattern;
}
export const isPattern = (source: string): boolean => patternOf(source) !== null;

function dayOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const { year, month, week } = groups;
  if (!year) return null;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (week) {
    const weeks = Number(week);
    if (weeks < 1 || weeks > 53) return null;
    // The Monday of an ISO week: the fourth of January is always in week 1.
    const fourth = Date.UTC(full, 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000;
    return new Date(monday + (weeks - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
  }
  const m = month ? Number(month) : 1;
  return m >= 1 && m <= 12 ? `${full}-${String(m).padStart(2, '0')}-01` : null;
}

/** The first rule whose form a number has, whatever its check character says. */
export const ruleLike = (key: string, rules: readonly SerialRule[]): SerialRule | undefined => rules.find((rule) => patternOf(rule.pattern)?.test(key));

/** What a serial number says by the rules of a brand. A brand without rules takes anything. */
export function readSerial(key: string, rules: readonly SerialRule[]): SerialReading {
  const nothing = { model: null, batch: null, producedOn: null, rule: null as number | null };
  if (rules.length === 0) return { problem: null, ...nothing };
  let problem: SerialReading['problem'] = 'wrong-form';
  for (const [at, rule] of rules.entries()) {
    const match = patternOf(rule.pattern)?.exec(key);
    if (!match) continue;
    if (!hasRightCheck(key, rule.check)) { problem = 'wrong-check'; nothing.rule ??= at; continue; }
    const groups = match.groups ?? {};
    return { problem: null, model: groups['model'] ?? null, batch: groups['batch'] ?? null, producedOn: dayOf(groups), rule: at };
  }
  return { problem, ...nothing };
}
