import { EventIcon, Moment, TimelineEvent, duration, named } from '@aftercare/ui';
import { CircleCheck, CircleDot, CircleSlash, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../data/types.ts';

type Step = Extract<TimelineItem, { kind: 'step' }>;

/** A step of the ticket's process: begun, by whom, and how long it took; or words the process left here. */
export function StepItem({ item, place }: { readonly item: Step; readonly place: 'first' | 'last' | 'only' | 'middle' }) {
  const { t, i18n } = useTranslation();
  const title = named(item.title, i18n.language);
  if (item.what === 'note') return <TimelineEvent as="quiet" place={place} sign={<EventIcon><StickyNote size={16} /></EventIcon>}><span>{title}</span><Moment at={item.at} as="time" className="ac-faint" /></TimelineEvent>;
  const state = item.until === null ? 'now' : item.outcome === 'completed' ? 'done' : 'left';
  const Icon = { now: CircleDot, done: CircleCheck, left: CircleSlash }[state];
  const seconds = item.until ? (Date.parse(item.until) - Date.parse(item.at)) / 1000 : 0;
  return (
    <TimelineEvent as="quiet" place={place} sign={<EventIcon {...(state === 'now' ? { tone: 'accent' as const } : state === 'done' ? { tone: 'done' as const } : {})}><Icon size={16} /></EventIcon>}>
      <span>{t(`step.${state}`, { step: title })}</span>
      {item.by ? <span className="ac-faint">{item.by}</span> : null}
      {seconds >= 60 ? <span className="ac-faint">{duration(seconds, i18n.language)}</span> : null}
      <Moment at={item.at} as="time" className="ac-faint" />
    </TimelineEvent>
  );
}
