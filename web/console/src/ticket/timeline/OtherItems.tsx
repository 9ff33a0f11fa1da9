import { Avatar, Bubble, Button, Chip, EventIcon, FileList, Moment, Stars, TimelineEvent, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AlarmClock, AlarmClockOff, CircleCheck, Hand, Lock, Megaphone, SlidersHorizontal, Smile, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../data/types.ts';
import { useMay } from '../../data/useQueries.ts';
import { useTypeName } from '../../data/useTypeName.ts';
import { changeWords } from './changeWords.ts';
import { fieldByField } from './designedWords.ts';
import { reasonWords, ruleOf } from './reasonWords.ts';
import { Words } from './Words.tsx';

type Item<Kind extends TimelineItem['kind']> = Extract<TimelineItem, { kind: Kind }>;
type Place = 'first' | 'last' | 'only' | 'middle';

/** A note for ourselves: on its own paper, with a lock. */
export function NoteItem({ item, names, follows, place }: { readonly item: Item<'note'>; readonly names: readonly string[]; readonly follows: boolean; readonly place: Place }) {
  const { t } = useTranslation();
  return (
    <TimelineEvent
      as="speech" follows={follows} place={place} sign={follows ? null : <Avatar name={item.note.author.name} ours />}
      head={<><span className="ac-event__who">{item.note.author.name}</span><span className="ac-mark ac-mark--soft"><Lock size={12} aria-hidden="true" />{t('note.label')}</span><Moment at={item.at} as="time" /></>}
    >
      <Bubble from="note">
        <div className="ac-bubble__text"><Words text={item.note.text} names={names} /></div>
        {item.note.files.length > 0 ? <div className="cs-said__files"><FileList files={item.note.files} /></div> : null}
      </Bubble>
    </TimelineEvent>
  );
}

/** What the customer thought of it. */
export function SurveyItem({ item, place }: { readonly item: Item<'survey'>; readonly place: Place }) {
  const { t } = useTranslation();
  const { answer } = item.survey;
  if (!answer) {
    return <TimelineEvent as="quiet" place={place} sign={<EventIcon><Smile size={16} /></EventIcon>}><span>{t('survey.asked')}</span><Moment at={item.at} as="time" className="ac-faint" /></TimelineEvent>;
  }
  const marks = (['speed', 'result', 'professionalism'] as const).filter((key) => answer[key] !== undefined);
  return (
    <TimelineEvent as="speech" place={place} sign={<EventIcon tone="accent"><Smile size={16} /></EventIcon>} head={<><span className="ac-event__who">{t('survey.answered')}</span><Moment at={item.at} as="time" /></>}>
      <Bubble from="in">
        <div className="ac-row"><Stars value={answer.overall} label={t('survey.overall')} />{marks.map((key) => <Chip key={key}>{t(`survey.${key}`)} {answer[key]}/5</Chip>)}</div>
        {answer.comment ? <p className="ac-bubble__text">{answer.comment}</p> : null}
      </Bubble>
    </TimelineEvent>
  );
}

/** Somebody changed something: one small line, with undo where that is possible. */
export function ChangeItem({ item, place, onUndo }: { readonly item: Item<'change'>; readonly place: Place; readonly onUndo: (changeId: number) => void }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const typeName = useTypeName();
  const { call } = useApi();
  const designs = useQuery({ queryKey: ['ticket-fields'], queryFn: ({ signal }) => call(api.ticketFields.list, {}, { signal }), enabled: item.fields.some((field) => field.field === 'fields'), staleTime: 60_000 });
  const fields = fieldByField(item.fields, designs.data?.items ?? [], i18n.language, (on) => t(on ? 'ui:designed.yes' : 'ui:designed.no')).map((field) => changeWords(field, t, i18n.language, typeName));
  const first = item.fields[0]?.field;
  const solved = item.fields.some((field) => field.field === 'status' && (field.to === 'solved' || field.to === 'closed'));
  const Icon = solved ? CircleCheck : first === 'ownerId' ? UserPlus : SlidersHorizontal;
  return (
    <TimelineEvent as="quiet" place={place} sign={<EventIcon {...(solved ? { tone: 'done' as const } : {})}><Icon size={16} /></EventIcon>}>
      <span>{t('change.by', { who: item.actor.kind === 'system' ? t('change.system') : item.actor.name, what: fields.join(t('change.join')) })}</span>
      {item.reason && !item.fields.some((field) => field.field === 'waitsFor' && field.to === item.reason) ? <Why reason={item.reason} /> : null}
      <Moment at={item.at} as="time" className="ac-faint" />
      {item.undoable ? <Button kind="link" size="small" className="cs-quiet-undo" onClick={() => onUndo(item.id)}>{t('undo')}</Button> : null}
    </TimelineEvent>
  );
}

/** Who set the rule up may go there and look. */
function Why({ reason }: { readonly reason: string }) {
  const { i18n } = useTranslation();
  const may = useMay();
  const rule = ruleOf(reason);
  const words = reasonWords(reason, i18n);
  if (rule && may('automation.manage')) return <Link className="ac-link ac-small" to="/settings/$" params={{ _splat: `rules/${rule.id}` }}>{words}</Link>;
  return <span className="ac-faint">{words}</span>;
}

const clockLooks = { warned: { icon: AlarmClock, tone: 'due' }, breached: { icon: AlarmClockOff, tone: 'late' }, met: { icon: CircleCheck, tone: 'done' }, escalated: { icon: Megaphone, tone: 'late' }, acknowledged: { icon: Hand, tone: 'done' } } as const;

/** A promise came due, was missed or kept. */
export function ClockItem({ item, place }: { readonly item: Item<'clock'>; readonly place: Place }) {
  const { t } = useTranslation();
  const { icon: Icon, tone } = clockLooks[item.event];
  return (
    <TimelineEvent as="quiet" place={place} sign={<EventIcon tone={tone}><Icon size={16} /></EventIcon>}>
      <span>{t(`clockEvent.${item.event}`, { target: t(`target.${item.target}`), words: item.words })}</span>
      <Moment at={item.at} as="time" className="ac-faint" />
    </TimelineEvent>
  );
}
