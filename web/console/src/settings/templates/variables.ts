/** Variables the server fills in. */
export const variables = ['customer.name', 'ticket.number', 'ticket.subject', 'ticket.product', 'ticket.serial', 'ticket.link', 'agent.name', 'company.name', 'today'] as const;
export type Variable = (typeof variables)[number];

/** A template's text cut where variables stand. `name` that the server does not know stays in the mail as it is. */
export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'variable'; readonly text: string; readonly name: string; readonly known: boolean };

/** Cuts a text at its variables, with or without spaces inside the braces. */
export function cut(body: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of body.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)) {
    if (match.index > at) pieces.push({ kind: 'text', text: body.slice(at, match.index) });
    const name = match[1] ?? '';
    pieces.push({ kind: 'variable', text: match[0], name, known: (variables as readonly string[]).includes(name) });
    at = match.index + match[0].length;
  }
  return at < body.length ? [...pieces, { kind: 'text', text: body.slice(at) }] : pieces;
}
