import { Button, Chip, DetailPage, EmptyState, ErrorState, Field, Input, Loading, Moment, Section, Skeleton, TierMark, duration, useApi, useNow } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ear, Phone, PhoneCall as PhoneIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useQueries } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { Devices } from './Devices.tsx';
import type { PhoneCall } from './useTelephone.ts';
import { wishOfTelephone } from './wishes.ts';
import { loadTelephoneWords } from './words.ts';
import './telephone.css';

await loadTelephoneWords();

/** The hotline as it is now: who waits, who talks, whom to call back; and one's own devices. */
export function TelephonePage() {
  const { t, i18n } = useTranslation('telephone');
  const { call } = useApi();
  useRenewal('hotline', [['telephone-page']], 1000);
  const board = useQuery({ queryKey: ['telephone-page', 'board'], queryFn: ({ signal }) => call(api.hotline.board, {}, { signal }), staleTime: 5_000, refetchInterval: 30_000 });
  const data = board.data;
  const counts = data ? [t('page.waiting', { count: data.waiting }), t('page.talking', { count: data.talking }), t('page.ready', { count: data.ready.length }), ...(data.waiting > 0 ? [t('page.longest', { time: duration(data.longestWaitSeconds, i18n.language) })] : [])].join(' · ') : '';
  return (
    <DetailPage title={t('page.title')} intro={t('page.intro')}>
      <Section title={t('page.now')} action={<span className="ac-small ac-faint">{counts}</span>}>
        {board.isError && !data ? <ErrorState error={board.error} retry={() => void board.refetch()} /> : !data ? <Bones /> : data.calls.length === 0
          ? <EmptyState icon={<Phone size={22} />} title={t('page.nobody')} text={t('page.nobodyText')} />
          : <ul className="tp-list ac-panel">{data.calls.map((one) => <Row key={one.id} call={one} />)}</ul>}
      </Section>
      <CallBacks />
      <Dial />
      <Devices />
    </DetailPage>
  );
}
const Bones = () => <Loading className="ac-stack-tight">{[80, 60, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="2.25rem" />)}</Loading>;

function Who({ call }: { readonly call: PhoneCall }) {
  const { t } = useTranslation('telephone');
  return (
    <div className="tp-list__who">
      <div className="ac-row"><span className="ac-strong">{call.customer ? <Link to="/customers/$customerId" params={{ customerId: String(call.customer.id) }}>{call.customer.name}</Link> : call.caller || t('unknown')}</span>{call.customer ? <TierMark tier={call.customer.tier} /> : null}{call.ticketId ? <Link className="ac-small" to="/tickets/$ticketId" params={{ ticketId: String(call.ticketId) }}>#{call.ticketId}</Link> : null}</div>
      <div className="ac-small ac-faint">{call.caller} · {call.numberName}</div>
    </div>
  );
}

function Row({ call }: { readonly call: PhoneCall }) {
  const { t, i18n } = useTranslation('telephone');
  const may = useMay();
  const now = useNow('second');
  const guest = call.parties.find((one) => one.kind === 'guest');
  // Rings at somebody who does not have it yet.
  const agents = useQuery({ ...useQueries().agents(), enabled: call.state === 'ringing' });
  const name = (call.state === 'ringing' ? agents.data?.items.find((one) => one.id === call.offeredTo)?.name : call.agent?.name) ?? '';
  const since = new Date(call.state === 'queued' || call.state === 'ringing' ? (call.queuedAt ?? call.startedAt) : (call.answeredAt ?? call.startedAt)).getTime();
  const talks = call.state === 'talking' || call.state === 'held';
  return (
    <li>
      <Who call={call} />
      <Chip tone={talks ? 'done' : call.state === 'queued' ? 'due' : 'plain'}>{t(`page.state.${call.state}`, { name })}{guest ? ` + ${guest.name}` : ''}</Chip>
      <span className="ac-small ac-faint">{duration(Math.max(0, (now - since) / 1000), i18n.language)}</span>
      {may('hotline.supervise') && talks ? <Button size="small" icon={<Ear size={14} aria-hidden="true" />} onClick={() => wishOfTelephone({ do: 'supervise', callId: call.id, mode: 'listen' })}>{t('page.listen')}</Button> : null}
    </li>
  );
}

/** Who asked the menu to be called back: the one who asked first stands first. */
function CallBacks() {
  const { t } = useTranslation('telephone');
  const { call } = useApi();
  const wanted = useQuery({ queryKey: ['telephone-page', 'back'], queryFn: ({ signal }) => call(api.hotline.calls, { query: { callback: 'wanted', limit: 50 } }, { signal }), staleTime: 5_000 });
  const items = (wanted.data?.items ?? []).toReversed();
  return (
    <Section title={t('page.back')}>
      {wanted.isError && !wanted.data ? <ErrorState error={wanted.error} retry={() => void wanted.refetch()} /> : !wanted.data ? <Bones /> : items.length === 0 ? <EmptyState icon={<PhoneIcon size={22} />} title={t('page.noBack')} text={t('page.noBackText')} /> : (
        <ul className="tp-list ac-panel">
          {items.map((one) => <li key={one.id}><Who call={one} /><span className="ac-small ac-faint"><Moment at={one.queuedAt ?? one.startedAt} /></span><Button size="small" kind="primary" icon={<PhoneIcon size={14} aria-hidden="true" />} onClick={() => wishOfTelephone({ do: 'dial', to: { callId: one.id } })}>{t('page.call')}</Button></li>)}
        </ul>
      )}
    </Section>
  );
}

function Dial() {
  const { t } = useTranslation('telephone');
  const [number, setNumber] = useState('');
  return (
    <Section title={t('page.dial')}>
      <form className="tp-dial" onSubmit={(event) => { event.preventDefault(); if (/\d{3}/.test(number)) wishOfTelephone({ do: 'dial', to: { number: number.trim() } }); }}>
        <div className="ac-grow"><Field label={t('page.number')}>{(control) => <Input {...control} type="tel" inputMode="tel" value={number} maxLength={60} onChange={(event) => setNumber(event.target.value)} />}</Field></div>
        <Button type="submit" kind="primary" icon={<PhoneIcon size={16} aria-hidden="true" />} disabled={!/\d{3}/.test(number)}>{t('page.call')}</Button>
      </form>
    </Section>
  );
}
