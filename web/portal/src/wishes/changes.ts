import type { MyWishes } from '@aftercare/contract/portal';
import type { ChannelKind } from '@aftercare/contract/basics';

type Allowed = MyWishes['allowed'][number];
/** Only what was changed is said anew: each line of consent is a word of the customer. */
export const changesOf = (before: readonly Allowed[], after: readonly Allowed[]) =>
  after.filter((a) => before.find((b) => b.purpose === a.purpose && b.channel === a.channel)?.granted !== a.granted).map((a) => ({ ...a, channel: a.channel as ChannelKind }));
export const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
export const minutesOf = (time: string): number => { const [hours = 0, minutes = 0] = time.split(':').map(Number); return hours * 60 + minutes; };
