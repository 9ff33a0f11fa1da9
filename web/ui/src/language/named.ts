/** Picks from a name kept in both languages (`{ zh, en }`, the contract's `Names`). */
export function named(names: { readonly zh: string; readonly en: string }, language: string): string {
  return language.startsWith('zh') ? names.zh : names.en;
}
/** Several words one after the other, as a language writes it: 「甲、乙」, «a, b». */
export const listed = (words: readonly string[], language: string): string => words.filter(Boolean).join(language.startsWith('zh') ? '、' : ', ');
