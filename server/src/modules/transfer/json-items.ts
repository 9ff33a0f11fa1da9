import { Refusal } from '../../platform/http/index.ts';

/** One object of a JSON file: the keys that lead to it (`*` for a place in a list), and the plain values beside the list it stands in. */
export interface JsonItem { readonly path: readonly string[]; readonly beside: Readonly<Record<string, unknown>>; readonly value: Record<string, unknown> }
export interface JsonShape {
  /** Is what stands at this path an object to be told, and not a box around others? What stands in a list, unless told. */
  readonly isItem?: (path: readonly string[]) => boolean;
}
const longestItem = 64 * 1024 * 1024;
const unreadable = () => new Refusal('invalid-input', { key: 'transfer.no-json' });

interface Box { readonly list: boolean; key: string; readonly beside: Record<string, unknown> }

/**
 * The objects of a JSON file of any size, one by one; several documents may follow each other (a line each, say). Only one object is in memory at a
 * time: the text is cut where an object begins and ends, and the piece is read by JSON.parse.
 */
export async function* jsonItems(text: AsyncIterable<string>, { isItem = (path) => path.length === 0 || path.at(-1) === '*' }: JsonShape = {}): AsyncGenerator<JsonItem> {
  const boxes: Box[] = [];
  const pathNow = () => boxes.map((b) => (b.list ? '*' : b.key));
  let rest = '';
  let at = 0;
  /** Where the object that is being cut out begins, and how deep the scan is inside it. */
  let begin = -1;
  let depth = 0;
  let inString = false;
  let wordFrom = -1;
  let first = true;
  let path: readonly string[] = [];

  const scalar = (piece: string) => {
    const box = boxes.at(-1);
    if (!box || box.list || piece === '') return;
    // A key is followed by a colon and holds until the next comma.
    if (box.key === '') { try { box.key = String(JSON.parse(piece)); } catch { throw unreadable(); } } else if (piece.length < 2000) { try { box.beside[box.key] = JSON.parse(piece); } catch { throw unreadable(); } }
  };
  for await (const chunk of text) {
    rest += first ? chunk.replace(/^\ufeff/, '') : chunk;
    first = false;
    for (; at < rest.length; at++) {
      const c = rest.charCodeAt(at);
      if (inString) {
        if (c === 92) { if (at + 1 >= rest.length) break; at += 1; } else if (c === 34) {
          inString = false;
          if (begin < 0) { scalar(rest.slice(wordFrom, at + 1)); wordFrom = -1; }
        }
        continue;
      }
      if (c === 34) { inString = true; if (begin < 0) wordFrom = at; continue; }
      if (begin >= 0) {
        if (c === 123 || c === 91) depth += 1;
        else if (c === 125 || c === 93) {
          depth -= 1;
          if (depth === 0) {
            let value: unknown;
            try { value = JSON.parse(rest.slice(begin, at + 1)); } catch { throw unreadable(); }
            yield { path, beside: boxes.findLast((b) => !b.list)?.beside ?? {}, value: value as Record<string, unknown> };
            rest = rest.slice(at + 1);
            at = -1;
            begin = -1;
          }
        }
        continue;
      }
      if (c === 123) {
        path = pathNow();
        // The whole document may be one object that is told; whether it is a box shows when it opens.
        if (isItem(path)) { begin = at; depth = 1; } else boxes.push({ list: false, key: '', beside: {} });
      } else if (c === 91) boxes.push({ list: true, key: '*', beside: {} });
      else if (c === 125 || c === 93) { if (wordFrom >= 0) { scalar(rest.slice(wordFrom, at)); wordFrom = -1; } if (!boxes.pop()) throw unreadable(); } else if (c === 44) { if (wordFrom >= 0) { scalar(rest.slice(wordFrom, at)); wordFrom = -1; } const box = boxes.at(-1); if (box && !box.list) box.key = ''; } else if (c <= 32) { if (wordFrom >= 0) { scalar(rest.slice(wordFrom, at)); wordFrom = -1; } } else if (c !== 58 && wordFrom < 0) {
        if (boxes.length === 0) throw unreadable();
        wordFrom = at;
      }
    }
    if (begin > 0) { rest = rest.slice(begin); at -= begin; begin = 0; } else if (begin < 0 && wordFrom < 0 && at > 0) { rest = rest.slice(at); at = 0; }
    if (rest.length > longestItem) throw new Refusal('too-large', { params: { limit: '64 MB' } });
  }
  if (begin >= 0 || boxes.length > 0) throw unreadable();
}
