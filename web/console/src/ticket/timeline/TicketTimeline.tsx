import { Button, DayLine, Timeline, dayName, useApi, useNow } from '@aftercare/ui';
import type { LivePeople } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowDown, History } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';
import { arrange, keyOf } from './arrange.ts';
import type { Drawn } from './arrange.ts';
import { MessageItem } from './MessageItem.tsx';
import { CallItem } from './CallItem.tsx';
import { ChangeItem, ClockItem, NoteItem, SurveyItem } from './OtherItems.tsx';
import { StepItem } from './StepItem.tsx';

interface Props { readonly page: TicketPage; readonly people: LivePeople; readonly onUndo: (changeId: number) => void; readonly onReply: () => void }

/** The spine: everything that happened, newest at the foot, which stays in sight unless one reads further up. */
export function TicketTimeline({ page, people, onUndo }: Props) {
  const { t, i18n } = useTranslation();
  const { ticket } = page;
  const earlier = useEarlier(ticket.id, page.older);
  const items = useMemo(() => {
    const known = new Set(page.timeline.map(keyOf));
    return [...earlier.items.filter((item) => !known.has(keyOf(item))), ...page.timeline];
  }, [earlier.items, page.timeline]);
  const drawn = useMemo(() => arrange(items, (at) => new Date(at).toDateString()), [items]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const stream = useRef<HTMLDivElement>(null);
  const lastKey = drawn.at(-1)?.key ?? '';
  const { fresh, follow, onScroll } = useFollow(stream, lastKey, earlier.items.length);
  const now = useNow();
  const agents = useQuery(useQueries().agents());
  const names = useMemo(() => (agents.data?.items ?? []).map((agent) => agent.name), [agents.data]);
  const writing = people.filter((one) => one.who === 'customer' && one.state === 'typing');
  const events = drawn.filter((one) => one.as !== 'day' && one.as !== 'fold');
  const placeOf = (one: Drawn) => (events.length === 1 ? 'only' : one === events[0] ? 'first' : one === events.at(-1) ? 'last' : 'middle');
  const draw = (one: Drawn): ReactNode => {
    if (one.as === 'day') return <DayLine key={one.key}>{dayName(one.at, now, i18n.language)}</DayLine>;
    if (one.as === 'fold') return unfolded.has(one.key) ? one.items.map(draw) : <li key={one.key} className="cs-fold"><Button kind="quiet" size="small" onClick={() => setUnfolded(new Set([...unfolded, one.key]))}>{t('timeline.unfold', { count: one.count })}</Button></li>;
    const place = placeOf(one);
    const { item } = one;
    switch (item.kind) {
      case 'message': return <MessageItem key={one.key} message={item.message} ticketId={ticket.id} ticketSubject={ticket.subject} ticketType={ticket.type} maySplit={page.can.write && !ticket.mergedInto} follows={one.as === 'speech' && one.follows} place={place} />;
      case 'note': return <NoteItem key={one.key} item={item} names={names} follows={one.as === 'speech' && one.follows} place={place} />;
      case 'call': return <CallItem key={one.key} item={item} place={place} />;
      case 'survey': return <SurveyItem key={one.key} item={item} place={place} />;
      case 'change': return <ChangeItem key={one.key} item={item} place={place} onUndo={onUndo} />;
      case 'step': return <StepItem key={one.key} item={item} place={place} />;
      case 'clock': return <ClockItem key={one.key} item={item} place={place} />;
    }
  };
  return (
    <div ref={stream} className="cs-stream" onScroll={onScroll} tabIndex={0} role="region" aria-label={t('timeline.label')}>
      <div className="cs-stream__in">
        {earlier.more ? <Button kind="quiet" wide icon={<History size={16} />} busy={earlier.loading} onClick={earlier.load}>{t('timeline.earlier')}</Button> : null}
        <Timeline label={t('timeline.label')}>{drawn.map(draw)}</Timeline>
        <Spoken items={page.timeline} />
        <div aria-live="polite">{writing.map((one) => <p key={one.id} className="cs-typing"><span className="cs-dots" aria-hidden="true"><i /><i /><i /></span>{t('people.typing', { name: one.name })}</p>)}</div>
      </div>
      {fresh ? <div className="cs-stream__new"><Button kind="primary" size="small" icon={<ArrowDown size={14} />} onClick={follow}>{t('timeline.fresh')}</Button></div> : null}
    </div>
  );
}

/** Reads out what came in since the ticket was opened; what stood there before is not news. */
function Spoken({ items }: { readonly items: TicketPage['timeline'] }) {
  const { t } = useTranslation();
  const last = items.findLast((item) => item.kind === 'message' && item.message.direction === 'in');
  const message = last?.kind === 'message' ? last.message : null;
  const before = useRef(message?.id ?? null);
  const isNew = message !== null && message.id !== before.current;
  return <div className="ac-unseen" role="log" aria-live="polite" aria-label={t('timeline.news')}>{isNew ? <p key={message.id}>{t('timeline.said', { name: message.author.name, text: message.text.slice(0, 300) })}</p> : null}</div>;
}

/** Items before those the page came with. */
function useEarlier(id: number, older: string | null) {
  const { call } = useApi();
  const [asked, setAsked] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['earlier', id, asked], enabled: asked !== null, initialPageParam: asked ?? '', staleTime: Infinity, gcTime: 0,
    queryFn: ({ pageParam, signal }) => call(api.desk.ticketPage, { params: { id }, query: { before: pageParam } }, { signal }),
    getNextPageParam: (last) => last.older,
  });
  const items = useMemo(() => (query.data?.pages ?? []).toReversed().flatMap((one) => one.timeline), [query.data]);
  return {
    items, loading: query.isFetching,
    more: asked === null ? older !== null : query.hasNextPage || query.isPending || query.isError,
    load: () => { if (asked === null) setAsked(older); else if (query.isError) void query.refetch(); else void query.fetchNextPage(); },
  };
}

/** Keeps the foot in sight while one is there; otherwise says that something new has come. Earlier items do not move what is read. */
function useFollow(stream: RefObject<HTMLDivElement | null>, lastKey: string, earlierCount: number) {
  const atFoot = useRef(true);
  const height = useRef(0);
  const top = useRef(0);
  const [fresh, setFresh] = useState(false);
  const follow = () => { const box = stream.current; if (box) box.scrollTop = box.scrollHeight; setFresh(false); };
  const drawn = useRef(false);
  useLayoutEffect(() => {
    const box = stream.current;
    if (!box) return;
    // At first the observer below does it, once everything is laid out and before it is painted.
    if (!drawn.current) drawn.current = true;
    else if (atFoot.current) box.scrollTop = box.scrollHeight;
    else setFresh(true);
  }, [lastKey, stream]);
  useLayoutEffect(() => {
    const box = stream.current;
    if (box && earlierCount > 0) box.scrollTop += box.scrollHeight - height.current;
  }, [earlierCount, stream]);
  useLayoutEffect(() => {
    const box = stream.current;
    const inner = box?.firstElementChild;
    if (!box || !inner) return;
    // Pictures and frames grow after they are drawn.
    const observer = new ResizeObserver(() => { if (atFoot.current) box.scrollTop = box.scrollHeight; height.current = box.scrollHeight; });
    observer.observe(inner);
    observer.observe(box);
    return () => observer.disconnect();
  }, [stream]);
  const onScroll = () => {
    const box = stream.current;
    if (!box) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
    // Only going up leaves the foot; when something below grows, one is still there.
    if (near) atFoot.current = true;
    else if (box.scrollTop < top.current - 1) atFoot.current = false;
    top.current = box.scrollTop;
    if (near) setFresh(false);
  };
  return { fresh, follow, onScroll };
}
