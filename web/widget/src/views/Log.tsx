import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { ChatSession } from '../chat/session.ts';
import type { ChatState } from '../chat/state.ts';
import { Bubble, OutgoingBubble } from './Bubble.tsx';
import { dayName, useSpeech } from './words.tsx';
import { Icon } from './icons.tsx';

/** A message of another person, or after a pause this long, starts a new run. */
const runPause = 5 * 60_000;
const nearEnd = 80;

/** The conversation: oldest above, kept at its end while the reader is there, left alone while they read further up. */
export function Log({ state, session, base, now, children }: { state: ChatState; session: ChatSession; base: string; now: number; children: ComponentChildren }) {
  const speech = useSpeech();
  const { t } = speech;
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const stay = useRef(true);
  const count = state.messages.length + state.outgoing.length;

  const sizes = useRef('');

  const sizesNow = (element: HTMLElement) => `${element.scrollHeight} ${element.clientHeight}`;
  const toEnd = () => {
    if (!box.current) return;
    box.current.scrollTop = box.current.scrollHeight;
    sizes.current = sizesNow(box.current);
  };
  useLayoutEffect(() => {
    if (stay.current || state.messages.at(-1)?.from === 'me') toEnd();
    else setAway(true);
  }, [count, state.typing, state.askContact, state.askRating, state.rated]);
  useEffect(() => {
    const inner = box.current?.firstElementChild;
    if (!inner || typeof ResizeObserver === 'undefined') return undefined;
    // Pictures arrive, the keyboard comes up.
    const watcher = new ResizeObserver(() => {
      sizes.current = sizesNow(box.current!);
      if (stay.current) toEnd();
    });
    watcher.observe(inner);
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);
  const onScroll = () => {
    const element = box.current!;
    if (sizesNow(element) !== sizes.current) return; // the content moved, not the reader
    stay.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (stay.current) setAway(false);
  };

  const lastMine = state.messages.findLast((message) => message.from === 'me');
  const loading = state.line === 'connecting' && count === 0;
  return (
    <div class="middle">
      {/* Reachable by keyboard so that it can be scrolled without a mouse. */}
      <div class="log" ref={box} onScroll={onScroll} role="log" aria-live="polite" aria-label={t('log.label')} aria-busy={loading} tabIndex={0}>
        <div class="roll">
          {loading && <div class="bones" aria-hidden="true"><i /><i /><i /></div>}
          {!loading && state.greeting && (
            <div class="message theirs first"><div class="author">{state.company}</div><div class="bubble">{state.greeting}</div></div>
          )}
          {!loading && !state.greeting && count === 0 && <p class="empty">{t('log.empty')}</p>}
          {state.messages.map((message, at) => {
            const before = state.messages[at - 1];
            const day = dayName(speech, message.at, now);
            const newDay = !before || dayName(speech, before.at, now) !== day;
            const first = newDay || before.from !== message.from || before.name !== message.name || Date.parse(message.at) - Date.parse(before.at) > runPause;
            const seen = message.readAt !== null || message.id <= state.seenByThem;
            return (
              <div key={message.clientId ?? message.id}>
                {newDay && <div class="day"><span>{day}</span></div>}
                <Bubble message={message} first={first} base={base} status={message === lastMine ? (seen ? 'read' : 'sent') : null} />
              </div>
            );
          })}
          {state.outgoing.map((message, at) => (
            <OutgoingBubble key={message.clientId} message={message} first={at === 0 && state.messages.at(-1)?.from !== 'me'} online={state.line === 'online'}
              onAgain={() => session.sendAgain(message.clientId)} onDiscard={() => session.discard(message.clientId)} />
          ))}
          {state.typing !== null && (
            <div class="typing"><span class="dots" aria-hidden="true"><i /><i /><i /></span>{state.typing ? t('typing', { name: state.typing }) : t('typing.someone')}</div>
          )}
          {children}
        </div>
      </div>
      {away && <button type="button" class="to-end" onClick={() => { toEnd(); setAway(false); }}><Icon name="down" />{t('log.new')}</button>}
    </div>
  );
}
