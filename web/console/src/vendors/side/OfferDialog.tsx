import { Button, Checkbox, Dialog, Field, Input, Notice, Radio, Select, Textarea, duration, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kinds, money, percent } from '../data.ts';

/** Gives a job out: what, where, and whom we ask. */
export function OfferDialog({ open, ticketId, onClose }: { readonly open: boolean; readonly ticketId: number; readonly onClose: () => void }) {
  return <Form key={String(open)} open={open} ticketId={ticketId} onClose={onClose} />;
}

function Form({ open, ticketId, onClose }: { readonly open: boolean; readonly ticketId: number; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const [kind, setKind] = useState<(typeof kinds)[number]>('on-site');
  const [summary, setSummary] = useState('');
  const [region, setRegion] = useState<string | null>(null);
  const [way, setWay] = useState<'in-turn' | 'first-wins'>('in-turn');
  const [without, setWithout] = useState<readonly number[]>([]);
  const matches = useQuery({ queryKey: ['vendor-matches', ticketId, kind, region], queryFn: () => call(api.vendors.matches, { params: { id: ticketId }, query: { kind, ...(region === null ? {} : { region }) } }), enabled: open });
  const asked = (matches.data?.items ?? []).filter((m) => !without.includes(m.vendorId));
  const offer = useMutation({
    mutationFn: () => call(api.vendors.offer, { params: { id: ticketId }, body: { kind, summary: summary.trim(), way, vendorIds: asked.map((m) => m.vendorId), ...(region === null ? {} : { region }) } }),
    onSuccess: async () => { await client.invalidateQueries({ queryKey: ['ticket-vendors', ticketId] }); onClose(); },
  });
  return (
    <Dialog as="drawer" open={open} onClose={onClose} title={t('card.offer')} onSubmit={() => offer.mutate()} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!summary.trim() || asked.length === 0} busy={offer.isPending}>{t('give.act')}</Button></>}>
      <div className="ac-stack">
        {offer.error ? <Notice tone="late" role="alert">{faultSentence(offer.error)}</Notice> : null}
        <Field label={t('field.kind')}>{(c) => <Select {...c} value={kind} choices={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} onChange={setKind} />}</Field>
        <Field label={t('give.summary')} hint={t('give.summaryHint')} required>{(c) => <Textarea {...c} rows={3} grows value={summary} maxLength={2000} onChange={(event) => setSummary(event.target.value)} />}</Field>
        <Field label={t('field.region')}>{(c) => <Input {...c} value={region ?? matches.data?.region ?? ''} maxLength={100} onChange={(event) => setRegion(event.target.value)} />}</Field>
        <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('give.whom')}</legend>
          {matches.data && matches.data.items.length === 0 ? <Notice tone="due">{t('give.none')}</Notice> : null}
          {matches.data?.items.map((m) => <Checkbox key={m.vendorId} label={m.name} checked={!without.includes(m.vendorId)} hint={`${money(m.amountMinor, m.currency, i18n.language)} · ${t('give.sla', { accept: duration(m.acceptMinutes * 60, i18n.language), done: duration(m.doneMinutes * 60, i18n.language) })} · ${t('score.acceptance')} ${percent(m.acceptance, i18n.language)} · ${t('score.onTime')} ${percent(m.onTime, i18n.language)}`} onChange={(on) => setWithout((now) => (on ? now.filter((id) => id !== m.vendorId) : [...now, m.vendorId]))} />)}
        </fieldset>
        {asked.length > 1 ? <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('give.way')}</legend><Radio name="way" label={t('give.inTurn')} hint={t('give.inTurnHint')} checked={way === 'in-turn'} onChange={() => setWay('in-turn')} /><Radio name="way" label={t('give.firstWins')} hint={t('give.firstWinsHint')} checked={way === 'first-wins'} onChange={() => setWay('first-wins')} /></fieldset> : null}
      </div>
    </Dialog>
  );
}
