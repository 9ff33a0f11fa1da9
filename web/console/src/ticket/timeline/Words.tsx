import type { ReactNode } from 'react';

const pattern = /(https?:\/\/[^\s<>"'，。；！？）】」]+[^\s<>"'，。；！？）】」.,;:!?)\]])|(@\S+)/g;

export type Piece = { readonly kind: 'text' | 'link' | 'mention'; readonly text: string };

/** Cuts plain text into words, web addresses and, where names are given, mentions of them. */
export function pieces(text: string, names: readonly string[] = []): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  const put = (kind: Piece['kind'], piece: string) => {
    const last = out.at(-1);
    if (kind === 'text' && last?.kind === 'text') out[out.length - 1] = { kind, text: last.text + piece };
    else if (piece) out.push({ kind, text: piece });
  };
  for (const match of text.matchAll(pattern)) {
    const [whole, link] = match;
    const from = match.index;
    if (from < at) continue;
    const name = link ? undefined : names.filter((one) => text.startsWith(`@${one}`, from)).sort((a, b) => b.length - a.length)[0];
    if (!link && !name) continue;
    put('text', text.slice(at, from));
    const piece = link ?? `@${name}`;
    put(link ? 'link' : 'mention', piece);
    at = from + (link ? whole.length : piece.length);
  }
  put('text', text.slice(at));
  return out;
}

/** Plain text with its links and mentions alive. */
export function Words({ text, names }: { readonly text: string; readonly names?: readonly string[] }): ReactNode {
  return pieces(text, names).map((piece, at) => {
    if (piece.kind === 'link') return <a key={at} href={piece.text} target="_blank" rel="noopener noreferrer">{piece.text}</a>;
    if (piece.kind === 'mention') return <span key={at} className="cs-mention">{piece.text}</span>;
    return piece.text;
  });
}
