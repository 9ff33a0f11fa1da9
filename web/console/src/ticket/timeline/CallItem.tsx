import { Bubble, Chip, EventIcon, Moment, TimelineEvent, duration, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { PhoneIncoming, PhoneMissed, PhoneOutgoing, Voicemail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../data/types.ts';
import { useMay } from '../../data/useQueries.ts';

type Call = Extract<TimelineItem, { kind: 'call' }>;
/** Whole seconds that have passed, as players show them. */
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** A call that is over: who with, how long, what came of it, what was said – to hear and to read. */
export function CallItem({ item, place }: { readonly item: Call; readonly place: 'first' | 'last' | 'only' | 'middle' }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const may = useMay()('hotline.answer');
  const rules = useQuery({ queryKey: ['hotline-rules'], queryFn: ({ signal }) => call(api.hotline.rules, {}, { signal }), staleTime: 300_000, enabled: may && item.disposition !== '' });
  const disposition = rules.data?.dispositions.find((one) => one.key === item.disposition);
  const Icon = item.outcome === 'voicemail' ? Voicemail : item.direction === 'out' ? PhoneOutgoing : ['missed', 'abandoned'].includes(item.outcome) ? PhoneMissed : PhoneIncoming;
  const words = t(`call.${item.direction === 'out' && item.outcome === 'talked' ? 'rang' : ['talked', 'abandoned', 'missed', 'voicemail', 'callback', 'told', 'transferred', 'not-reached'].includes(item.outcome) ? item.outcome : 'bare'}`, { agent: item.agent ?? '', time: item.seconds === null ? '' : duration(item.seconds, i18n.language) });
  return (
    <TimelineEvent
      as="speech" place={place} sign={<EventIcon tone={item.outcome === 'abandoned' || item.outcome === 'missed' ? 'late' : 'accent'}><Icon size={16} /></EventIcon>}
      head={<><span className="ac-event__who">{words}</span>{disposition ? <Chip>{i18n.language === 'zh-CN' ? disposition.zh : disposition.en}</Chip> : null}<Moment at={item.at} as="time" /></>}
    >
      {item.note || item.recordings.length > 0 ? (
        <Bubble from="note">
          {item.note ? <div className="ac-bubble__text">{item.note}</div> : null}
          {may ? item.recordings.map((one) => <Recording key={one.id} recording={one} />) : null}
        </Bubble>
      ) : null}
    </TimelineEvent>
  );
}

function Recording({ recording }: { readonly recording: Call['recordings'][number] }) {
  const { t } = useTranslation();
  const name = t(recording.kind === 'call' ? 'call.recording' : 'call.message', { time: clock(recording.seconds) });
  return (
    <figure className="cs-sound">
      <figcaption className="ac-small ac-faint">{name}</figcaption>
      <audio controls preload="none" aria-label={name} src={`/api/v1/hotline/recordings/${recording.id}`} />
      {recording.summary ? <p className="cs-sound__words">{recording.summary}</p> : null}
      {recording.transcript ? <details><summary className="ac-small">{t('call.transcript')}</summary><p className="cs-sound__words ac-small">{recording.transcript}</p></details> : null}
    </figure>
  );
}
