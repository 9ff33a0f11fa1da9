/** What the caret stands in: a command after `/` at the start of a line, or a name after `@`. */
export interface CaretTrigger { readonly kind: 'template' | 'mention'; readonly query: string; /** Where the sign stands in the text. */ readonly from: number }

/**
 * Reads the words before the caret. `/` counts only at the beginning of a line, so that dates and paths are left alone;
 * `@` only after a space, a line start or a Chinese character or sign – nobody types a space there.
 */
export function triggerAt(text: string, caret: number): CaretTrigger | null {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  const template = /^\/([^\s/][^\n/]{0,30}|)$/.exec(line);
  if (template) return { kind: 'template', query: template[1] ?? '', from: caret - line.length };
  const mention = /(?:^|[\s\p{Script=Han}，。、；：（])@([\p{L}\p{N}._-]{0,20}(?: [\p{L}\p{N}._-]{0,20})?)$/u.exec(line);
  return mention ? { kind: 'mention', query: mention[1] ?? '', from: caret - (mention[1] ?? '').length - 1 } : null;
}

/** Puts words in place of what the trigger holds; gives the new text and caret. */
export function replaceTrigger(text: string, caret: number, trigger: CaretTrigger, words: string): { text: string; caret: number } {
  const before = text.slice(0, trigger.from);
  return { text: before + words + text.slice(caret), caret: before.length + words.length };
}

/** Who is named in a note, among those who can be: the longest name counts, so that 「@王小」 does not call 「王小明」 twice. */
export function mentionsIn(text: string, people: readonly { readonly id: number; readonly name: string }[]): number[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<number>();
  for (const match of text.matchAll(/@/g)) {
    const rest = text.slice(match.index + 1);
    const person = byLength.find((one) => rest.startsWith(one.name));
    if (person) found.add(person.id);
  }
  return [...found];
}
