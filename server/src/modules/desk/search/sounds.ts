/**
 * How Chinese names sound, for those who type pinyin or initials: 张伟 by `zhangwei`, `zhangw`, `zw`, `wei`. Family names have their own readings
 * (单 shàn, 曾 zēng, 解 xiè, 仇 qiú); a company's name may begin with such a character without being one (中国银行), so both readings count.
 */

const han = /\p{Script=Han}/u;
/** Longer ones are addresses and departments, not names. */
const longestName = 40;
const longestSound = 40;

export const isChinese = (text: string): boolean => han.test(text);

/** Letters as typed, without spaces, tones and apostrophes; null when it cannot be pinyin or initials. */
export function typedSound(typed: string): string | null {
  const plain = typed.normalize('NFD').replaceAll(/[\u0300-\u036f'’\s-]/gu, '').toLowerCase().replaceAll('ü', 'v');
  return /^[a-z]{2,40}$/.test(plain) ? plain : null;
}

/** Readings of a name, each as its syllables; other letters of it stand as they are. */
export type Reading = (name: string) => string[][];
let reading: Promise<Reading> | null = null;
/** Read when the first Chinese name is met: a start is spared its dictionary. */
export function loadReading(): Promise<Reading> {
  reading ??= import('pinyin-pro').then(({ pinyin }) => (name: string) => {
    const read = (surname: 'head' | 'off') => pinyin(name.slice(0, longestName), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true, surname }).map((s) => s.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).filter(Boolean);
    const [asName, asText] = [read('head'), read('off')];
    return asName.join(' ') === asText.join(' ') ? [asName] : [asName, asText];
  });
  return reading;
}

/** What a name is found by: its sound and its initials, from each syllable on. */
export function soundsOf(readings: readonly (readonly string[])[]): string[] {
  const sounds = new Set<string>();
  for (const syllables of readings) {
    for (let i = 0; i < syllables.length; i++) {
      sounds.add(syllables.slice(i).join('').slice(0, longestSound));
      const initials = syllables.slice(i).map((s) => s.charAt(0)).join('').slice(0, longestSound);
      if (initials.length > 1) sounds.add(initials);
    }
  }
  return [...sounds];
}
