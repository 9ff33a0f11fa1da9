import type { PortalTicket } from '@aftercare/contract/portal';
import { Avatar, Bubble, DayLine, FileList, Moment, Timeline, TimelineEvent, cutAtLinks, dayName, useNow } from '@aftercare/ui';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

/** Messages of one person this close together share one head. */
const togetherMs = 10 * 60_000;

function Words({ text }: { readonly text: string }) {
  return <p className="ac-bubble__text">{cutAtLinks(text).map((part, at) => (at % 2 === 1 ? <a key={at} href={part} target="_blank" rel="noopener noreferrer">{part}</a> : <Fragment key={at}>{part}</Fragment>))}</p>;
}

/** What was said about the ticket, by whichever door, oldest first. */
export function Talk({ messages }: { readonly messages: PortalTicket['messages'] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (messages.length === 0) return <p className="ac-soft">{t('ticket.noTalk')}</p>;
  return (
    <Timeline label={t('ticket.talk')}>
      {messages.map((message, at) => {
        const before = messages[at - 1];
        const day = dayName(message.at, now, i18n.language);
        const newDay = !before || dayName(before.at, now, i18n.language) !== day;
        const follows = !newDay && before.authorName === message.authorName && before.mine === message.mine && Date.parse(message.at) - Date.parse(before.at) < togetherMs;
        const name = message.mine ? t('ticket.you') : message.authorName || t('ticket.us');
        return (
          <Fragment key={message.id}>
            {newDay ? <DayLine>{day}</DayLine> : null}
            <TimelineEvent
              as="speech" follows={follows} place={at === messages.length - 1 ? 'last' : 'middle'} sign={follows ? null : <Avatar name={message.authorName || name} ours={!message.mine} />}
              head={<><span className="ac-event__who">{name}</span><Moment at={message.at} as="time" /></>}
            >
              <Bubble from={message.mine ? 'in' : 'out'}>
                {message.text ? <Words text={message.text} /> : null}
                <FileList files={message.attachments} />
              </Bubble>
            </TimelineEvent>
          </Fragment>
        );
      })}
    </Timeline>
  );
}
