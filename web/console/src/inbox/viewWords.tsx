import { named } from '@aftercare/ui';
import { AlarmClock, Bookmark, CircleCheck, CircleDashed, Clock3, Inbox, User, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { View } from '../data/types.ts';

const icons: [RegExp, LucideIcon][] = [[/^mine/, User], [/unassigned/, CircleDashed], [/due|breach/, AlarmClock], [/wait|pending/, Clock3], [/solved|closed/, CircleCheck]];

/** A picture for a view by what it is. */
export function viewIcon(view: Pick<View, 'key' | 'kind'>): LucideIcon {
  if (view.kind === 'team') return Users;
  if (view.kind === 'saved') return Bookmark;
  return icons.find(([pattern]) => pattern.test(view.key))?.[1] ?? Inbox;
}

export function viewName(view: View, language: string): string {
  return named(view.name, language);
}
