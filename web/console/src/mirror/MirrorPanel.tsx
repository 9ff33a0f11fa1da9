import { api } from '@aftercare/contract';
import type { ChannelAccount } from '@aftercare/contract/channels';
import { Button, ErrorState, Loading, Moment, Notice, Skeleton, absolute, useApi } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RefreshCw, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../settings/frame/FormPage.tsx';
import { useWork } from '../settings/frame/useWork.ts';
import { Conflict } from './Conflict.tsx';
import { loadMirrorWords } from './words.ts';

await loadMirrorWords();

/** How it stands with an outside desk: which doors it mirrors, what is level, what somebody must decide. */
export function MirrorPanel({ account }: { readonly account: ChannelAccount }) {
  const { t, i18n } = useTranslation('mirror');
  const { call } = useApi();
  const id = account.id;
  const state = useQuery({ queryKey: ['mirror', id, 'state'], queryFn: ({ signal }) => call(api.mirror.state, { params: { id } }, { signal }), refetchInterval: 10_000 });
  const open = useInfiniteQuery({ queryKey: ['mirror', id, 'conflicts'], queryFn: ({ pageParam, signal }) => call(api.mirror.conflicts, { params: { id }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, refetchInterval: 10_000 });
  const look = useWork({ work: () => call(api.mirror.look, { params: { id } }), keys: ['mirror', 'channels'], said: () => t('lookedNow'), loud: true });
  const again = useWork({ work: (linkId: number) => call(api.mirror.again, { params: { id: linkId } }), keys: ['mirror'], said: () => t('asked'), loud: true });
  const conflicts = open.data?.pages.flatMap((page) => page.items) ?? [];
  const s = state.data;
  return (
    <Group title={t('title')} hint={t('hint')}>
      {state.isPending ? <Loading className="ac-stack">{[60, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {state.isError ? <ErrorState error={state.error} retry={() => void state.refetch()} /> : null}
      {s ? (
        <>
          {s.doors.length > 0 ? <p>{t('doors')}: {s.doors.map((door, n) => <span key={door.id}>{n > 0 ? ', ' : ''}<Link to="/settings/$" params={{ _splat: `channels/${door.id}` }}>{door.name}</Link></span>)}</p> : <p className="ac-soft">{t('noDoors')}</p>}
          <dl className="mi-facts">
            <div><dt>{t('links')}</dt><dd>{s.links}</dd></div>
            <div><dt>{t('messages')}</dt><dd>{s.messages}</dd></div>
            <div><dt>{t('looked')}</dt><dd>{s.lookedAt ? <Moment at={s.lookedAt} /> : t('never')}</dd></div>
            <div><dt>{t('level')}</dt><dd>{s.levelAt ? <Moment at={s.levelAt} /> : t('never')}</dd></div>
          </dl>
          {s.holdUntil ? <Notice tone="due">{t('held', { time: absolute(s.holdUntil, i18n.language) })}</Notice> : null}
          <div><Button size="small" icon={<RefreshCw size={14} aria-hidden="true" />} busy={look.isPending} onClick={() => look.mutate(undefined)}>{t('look')}</Button></div>
          {s.failing > 0 ? (
            <section className="mi-list">
              <h3 className="st-sub">{t('faults', { count: s.failing })}</h3>
              {s.faults.map((one) => <div key={one.linkId} className="mi-fault"><Link to="/tickets/$ticketId" params={{ ticketId: String(one.ticketId) }}>{t('ticket', { id: one.ticketId, subject: one.subject })}</Link><span className="st-row__fault">{one.error}</span><Button size="small" icon={<RotateCw size={14} aria-hidden="true" />} onClick={() => again.mutate(one.linkId)}>{t('again')}</Button></div>)}
            </section>
          ) : null}
          <section className="mi-list">
            <h3 className="st-sub">{s.conflicts > 0 ? t('conflicts', { count: s.conflicts }) : t('noConflicts')}</h3>
            {conflicts.map((one) => <div key={one.id} className="ac-stack-tight"><Link to="/tickets/$ticketId" params={{ ticketId: String(one.ticketId) }}>{t('ticket', { id: one.ticketId, subject: one.subject })}</Link><Conflict conflict={one} desk={account.name} keys={[['mirror']]} /></div>)}
            {open.hasNextPage ? <div><Button kind="quiet" size="small" busy={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>{t('more')}</Button></div> : null}
          </section>
        </>
      ) : null}
    </Group>
  );
}
