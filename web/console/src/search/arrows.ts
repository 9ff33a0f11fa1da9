import type { KeyboardEvent } from 'react';

export const hitClass = 'cs-hit';
const moves = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' } as const;

/** Puts the focus on a hit; above the first one is the box. */
export function moveTo(within: ParentNode | null, to: 'first' | 'last' | number, from?: Element): void {
  const hits = [...(within?.querySelectorAll<HTMLElement>(`.${hitClass}`) ?? [])];
  const at = to === 'first' ? 0 : to === 'last' ? hits.length - 1 : hits.findIndex((hit) => hit === from) + to;
  const next = at < 0 ? document.querySelector<HTMLElement>('form[role="search"] input') : hits[Math.min(at, hits.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Arrows walk through all hits, whatever their kind; Enter opens, as on any link. */
export function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const move = moves[event.key as keyof typeof moves];
  if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moveTo(event.currentTarget.closest('main') ?? document, move, event.currentTarget);
}
