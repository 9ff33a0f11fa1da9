/** Picks from a name kept in both languages (`{ zh, en }`, the contract's `Names`). */
export function named(names: { readonly zh: string; readonly en: string }, language: string): string {
  return language.startsWith('zh') ? names.zh : names.en;
}
