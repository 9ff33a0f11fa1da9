import { type FilterKey, filterKeys, filterValues } from '@aftercare/contract/search';

export interface Choice { /** What comes in place of the piece at the cursor. */ readonly insert: string; readonly label: string; readonly hint?: string; /** Another piece may follow at once. */ readonly goesOn?: boolean }
/** What is being typed at the cursor: the name of a filter, or one of its values. */
export type Piece = { readonly from: number; readonly to: number } & ({ readonly what: 'key'; readonly begun: string } | { readonly what: 'value'; readonly key: FilterKey; readonly begun: string; readonly before: string; readonly language: 'zh' | 'en' });

const names = Object.entries(filterKeys).flatMap(([key, list]) => (list as readonly string[]).map((name) => ({ key: key as FilterKey, name })));
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
const most = 8;

/** The piece before the cursor, from the last space outside quotes on; null when it is no filter. */
export function pieceAt(text: string, cursor: number): Piece | null {
  const typed = text.slice(0, cursor);
  const piece = /(?:[^\s"“”]|["“][^"“”]*["”]?)*$/u.exec(typed)?.[0] ?? '';
  const from = typed.length - piece.length;
  const [, name, value] = /^([^:：]+)[:：](.*)$/su.exec(piece) ?? [];
  if (name === undefined || value === undefined) return piece === '' || cursor < text.length ? null : { what: 'key', begun: piece.toLowerCase(), from, to: cursor };
  const known = names.find((n) => n.name === name.toLowerCase());
  if (!known) return null;
  const comma = /["“]/.test(value) ? -1 : Math.max(value.lastIndexOf(','), value.lastIndexOf('，'));
  return { what: 'value', key: known.key, begun: value.slice(comma + 1).replaceAll(/["“”]/g, '').toLowerCase(), before: piece.slice(0, name.length + 1) + value.slice(0, comma + 1), language: isChinese(name) ? 'zh' : 'en', from, to: cursor };
}

const unlessSaid = (label: string, hint: string) => (hint.toLowerCase() === label.toLowerCase() ? {} : { hint });

/** Names of filters that begin so, in the language they are begun in; `told` says a filter in the reader's own. */
export function keyChoices(begun: string, told: (key: FilterKey) => string): Choice[] {
  const found = new Map<FilterKey, string>();
  for (const { key, name } of names) if (name.startsWith(begun) && !found.has(key)) found.set(key, name);
  return [...found].map(([key, name]) => ({ insert: `${name}:`, label: `${name}:`, ...unlessSaid(name, told(key)), goesOn: true }));
}

/** Values of fixed names that hold what is begun, in the language of the filter's name. */
export function fixedChoices(piece: Extract<Piece, { what: 'value' }>, told: (value: string) => string): Choice[] {
  return (filterValues[piece.key] ?? []).filter((list) => list.some((name) => name.startsWith(piece.begun)) || told(list[0] ?? '').toLowerCase().startsWith(piece.begun)).map((list) => {
    const name = (piece.language === 'zh' ? list.find(isChinese) : undefined) ?? list[0] ?? '';
    return { insert: `${piece.before}${name}`, label: name, ...unlessSaid(name, told(list[0] ?? '')) };
  });
}

export const daysAgo = ['1', '7', '30', '90', '365'];
/** So many days ago; a day can be typed as well. */
export const dayChoices = (piece: Extract<Piece, { what: 'value' }>, told: (days: string) => string): Choice[] =>
  daysAgo.filter((days) => days.startsWith(piece.begun.replace(/(d|天|日)$/u, ''))).map((days) => { const name = `${days}${piece.language === 'zh' ? '天' : 'd'}`; return { insert: `${piece.before}${name}`, label: name, hint: told(days) }; });

/** Names of people, teams and things: quoted where they hold a space or a comma. */
export const namedChoices = (piece: Extract<Piece, { what: 'value' }>, found: readonly { readonly name: string; readonly hint?: string | undefined }[]): Choice[] =>
  found.filter((f) => `${f.name} ${f.hint ?? ''}`.toLowerCase().includes(piece.begun)).map((f) => ({ insert: /[\s,，:：]/u.test(f.name) && !piece.before.endsWith(',') ? `${piece.before}"${f.name.replaceAll('"', '')}"` : `${piece.before}${f.name}`, label: f.name, ...(f.hint ? { hint: f.hint } : {}) }));

/** The text with the choice in its place, and where the cursor stands then. */
export function completed(text: string, piece: Piece, choice: Choice): { readonly text: string; readonly cursor: number } {
  const inserted = choice.goesOn ? choice.insert : `${choice.insert} `;
  return { text: text.slice(0, piece.from) + inserted + text.slice(piece.to).trimStart(), cursor: piece.from + inserted.length };
}
/** What is looked for while a filter at the end still lacks its value. */
export function finished(text: string): string {
  const name = /(?:^|\s)(\S+)[:：]["“]?$/u.exec(text)?.[1]?.toLowerCase();
  return name !== undefined && names.some((n) => n.name === name) ? text.replace(/\S+$/u, '').trim() : text;
}
/** No more than can be read at a glance, and none that says only what stands there already. */
export const shown = (text: string, piece: Piece, choices: readonly Choice[]): Choice[] => choices.filter((c) => c.insert !== text.slice(piece.from, piece.to)).slice(0, most);
