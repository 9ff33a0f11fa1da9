import { Button, Combobox, EmptyState, ErrorState, Field, Input, Loading, Notice, Select, Skeleton, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { BadgeCheck, ScrollText, Search, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { Line } from './Line.tsx';
import { kinds } from './kinds.ts';

/** Who changed what, when and from what to what; and whether the trail is whole. */
export function AuditPart() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const people = useQuery(useSettingsQueries().agents()).data?.items ?? [];
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [what, setWhat] = useState('');
  const [who, setWho] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const names = new Map(people.map((one) => [String(one.id), one.name]));
  const picked = people.find((one) => one.name === who);
  const asked = { ...(q ? { q } : {}), ...(what ? { what } : {}), ...(picked ? { actorId: picked.id } : {}), ...(from ? { from: new Date(`${from}T00:00`).toISOString() } : {}), ...(to ? { to: new Date(new Date(`${to}T00:00`).getTime() + 86_400_000).toISOString() } : {}) };
  const list = useInfiniteQuery({ queryKey: ['audit', asked], queryFn: ({ pageParam, signal }) => call(api.audit.list, { query: { ...asked, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="st-page st-page--wide">
      <header className="st-page__head"><div className="ac-grow"><h1 className="ac-page__title">{t('part.audit')}</h1><p className="ac-page__intro">{t('audit.intro')}</p></div></header>
      <Whole />
      <form role="search" className="st-filter" onSubmit={(event) => { event.preventDefault(); setQ(typed.trim()); }}>
        <Input type="search" aria-label={t('audit.find')} placeholder={t('audit.findHint')} icon={<Search size={16} aria-hidden="true" />} value={typed} onChange={(event) => { setTyped(event.target.value); if (event.target.value === '') setQ(''); }} />
        <Select aria-label={t('audit.what')} value={what} choices={[{ value: '', label: t('audit.everything') }, ...kinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }))]} onChange={setWhat} />
      </form>
      <div className="st-two">
        <Field label={t('audit.who')}>{(control) => <Combobox control={control} label={t('audit.who')} text={who} onText={setWho} placeholder={t('audit.anybody')} options={people.filter((one) => who === '' || one.name.toLowerCase().includes(who.toLowerCase())).slice(0, 30).map((one) => ({ value: one.id, label: one.name, hint: one.email }))} onPick={(id) => setWho(people.find((one) => one.id === id)?.name ?? '')} />}</Field>
        <Field label={t('audit.from')}>{(control) => <Input {...control} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}</Field>
        <Field label={t('audit.to')}>{(control) => <Input {...control} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}</Field>
      </div>
      {list.isPending ? <Loading className="st-bones ac-panel">{[60, 45, 70, 50].map((width) => <span key={width} className="st-bones__row"><Skeleton width={`${width}%`} /></span>)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState icon={<ScrollText size={22} />} title={t('audit.none')} text={t('audit.noneText')} /> : null}
      {items.length > 0 ? <ul className="st-audit ac-panel" aria-label={t('part.audit')}>{items.map((entry) => <Line key={entry.id} entry={entry} names={names} />)}</ul> : null}
      {list.hasNextPage ? <div><Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('audit.more')}</Button></div> : null}
    </div>
  );
}

/** The chain over the newest part, walked when the page opens. */
function Whole() {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const verdict = useQuery({ queryKey: ['audit-verification'], queryFn: ({ signal }) => call(api.audit.verification, {}, { signal }), staleTime: 60_000 }).data;
  if (!verdict) return null;
  const { fault, checked } = verdict;
  if (fault) return <Notice tone="late" role="alert" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t(`audit.fault.${fault.kind}`, { id: fault.entryId ?? '', seq: fault.seq })}</Notice>;
  return <Notice tone="done" icon={<BadgeCheck size={16} aria-hidden="true" />}>{t('audit.whole', { formatted: new Intl.NumberFormat(i18n.language).format(checked) })}</Notice>;
}
