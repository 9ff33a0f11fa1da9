import type { Outbound } from '../channel.ts';
import type { Part } from './platform.ts';

/** Best places to cut, best first: between paragraphs, lines, sentences, words. */
const breaks = [/\n\s*\n/g, /\n/g, /[。！？；]|[.!?;]\s/g, /\s/g];

/** A text in pieces of at most `limit` characters (UTF-16), cut where a reader would; never half a character. Nothing visible is lost. */
export function cutText(text: string, limit: number): string[] {
  const out: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const head = rest.slice(0, limit);
    let end = 0;
    for (const where of breaks) {
      const last = [...head.matchAll(where)].at(-1);
      if (last && last.index + last[0].length > limit / 3) { end = last.index + last[0].length; break; }
    }
    if (end === 0) {
      const code = head.charCodeAt(limit - 1);
      end = code >= 0xd800 && code <= 0xdbff && limit > 1 ? limit - 1 : limit;
    }
    out.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') out.push(rest);
  return out;
}

export function partsOf(message: Pick<Outbound, 'text' | 'files'>, limit: number): Part[] {
  return [...cutText(message.text, limit).map((text): Part => ({ kind: 'text', text })), ...message.files.map((file): Part => ({ kind: 'file', file }))];
}

/** A text as templates take it: one line. */
export function flat(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${(cutText(line, limit - 1)[0] ?? '').trimEnd()}…` : line;
}
