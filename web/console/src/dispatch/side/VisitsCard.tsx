import { dispatch } from '@aftercare/contract/dispatch';
import type { Visit } from '@aftercare/contract/dispatch';
import { Button, Chip, Dialog, Field, Input, Section, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarPlus, Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../data/useQueries.ts';
import { isTalk } from '../../data/renewal.ts';
import { useRenewal } from '../../data/useRenewal.ts';
import { todayIn, windowWords } from '../words-of-time.ts';
import { loadDispatchWords } from '../words.ts';
import './visits.css';

await loadDispatchWords();
const tones = { waiting: 'wait', planned: 'accent', 'on-the-way': 'accent', arrived: 'accent', done: 'done', failed: 'late', cancelled: 'plain' } as const;

/** Visits of a ticket beside it: when and who, the customer's link, and a new one. */
export function VisitsCard({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const visits = useQuery({ queryKey: ['visits', ticketId], queryFn: ({ signal }) => call(dispatch.visitsOfTicket, { params: { id: ticketId } }, { signal }), staleTime: 5000 });
  useRenewal(`ticket:${ticketId}`, [['visits', ticketId]], 1000, isTalk);
  const items = visits.data?.items ?? [];
  if (!visits.isSuccess || (items.length === 0 && !may('dispatch.book'))) return null;
  return (
    <Section title={t('side.title')} action={may('dispatch.book') ? <Button size="small" kind="quiet" icon={<CalendarPlus size={16} aria-hidden="true" />} onClick={() => setAsking(true)}>{t('side.offer')}</Button> : null}>
      {items.length === 0 ? <p className="ac-faint ac-small">{t('side.none')}</p> : <ul className="dp-mine">{items.map((visit) => <One key={visit.id} visit={visit} />)}</ul>}
      {asking ? <OfferDialog ticketId={ticketId} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function One({ visit }: { readonly visit: Visit & { readonly url: string } }) {
  const { t, i18n } = useTranslation('dispatch');
  const { timeZone } = useMe();
  const toasts = useToasts();
  const may = useMay();
  const when = visit.windowFrom && visit.windowTo ? windowWords(visit.windowFrom, visit.windowTo, i18n.language, timeZone) : null;
  const copy = () => void navigator.clipboard.writeText(visit.url).then(() => toasts.show({ text: t('side.copied') }), () => toasts.show({ text: visit.url }));
  return (
    <li className="dp-mine__one">
      <span className="ac-row"><Chip tone={tones[visit.state]}>{t(`states.${visit.state}`)}</Chip><strong>{when ?? visit.title}</strong></span>
      <span className="ac-soft ac-small">{[when ? visit.title : null, visit.technicianName, visit.address].filter(Boolean).join(' · ')}</span>
      <span className="ac-row">
        {visit.state === 'waiting' || visit.state === 'planned' ? <Button kind="link" size="small" icon={<Link2 size={14} aria-hidden="true" />} onClick={copy}>{t('side.copy')}</Button> : null}
        {visit.windowFrom && may('dispatch.read') ? <Link className="ac-small" to="/dispatch" search={{ day: todayIn(timeZone, Date.parse(visit.windowFrom)) }}>{t('side.board')}</Link> : null}
      </span>
    </li>
  );
}

/** A job for a technician; the customer is sent a link to choose when. */
function OfferDialog({ ticketId, onClose }: { readonly ticketId: number; readonly onClose: () => void }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const [form, setForm] = useState({ title: '', address: '', region: '', minutes: '60', lat: '', lon: '' });
  const placed = form.lat !== '' && form.lon !== '';
  const offer = useMutation({
    mutationFn: () => call(dispatch.createVisit, { body: { ticketId, title: form.title, address: form.address, region: form.region, minutes: Number(form.minutes), lat: placed ? Number(form.lat) : null, lon: placed ? Number(form.lon) : null, offer: true } }),
    onSuccess: () => { toasts.show({ text: t('side.offered') }); void client.invalidateQueries({ queryKey: ['visits', ticketId] }); onClose(); },
    onError: (error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const text = (key: keyof typeof form, label: string, type = 'text') => <Field label={label}>{(control) => <Input {...control} type={type} step="any" value={form[key]} onChange={(event) => setForm({ ...form, [key]: event.target.value })} />}</Field>;
  return (
    <Dialog open onClose={onClose} title={t('side.offer')} size="small" onSubmit={() => offer.mutate()} foot={<Button kind="primary" type="submit" busy={offer.isPending}>{t('side.send')}</Button>}>
      <div className="ac-stack">{text('title', t('side.work'))}{text('address', t('visit.address'))}{text('region', t('side.region'))}<div className="dp-mine__pair">{text('lat', t('manage.lat'), 'number')}{text('lon', t('manage.lon'), 'number')}</div>{text('minutes', t('side.minutes'), 'number')}</div>
    </Dialog>
  );
}
