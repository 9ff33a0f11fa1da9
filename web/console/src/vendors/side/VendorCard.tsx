import { Button, Chip, Dialog, Moment, Section, listed } from '@aftercare/ui';
import type { VendorJob } from '@aftercare/contract/vendors';
import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { isTalk } from '../../data/renewal.ts';
import { useRenewal } from '../../data/useRenewal.ts';
import { JobView } from '../JobDialog.tsx';
import { jobTones, money, useVendors } from '../data.ts';
import { loadVendorWords } from '../words.ts';
import { OfferDialog } from './OfferDialog.tsx';
import '../vendors.css';

await loadVendorWords();

/** On a ticket: what was given to vendors, how it stands, and giving out more. */
export function VendorCard({ ticketId }: { readonly ticketId: number }) {
  const { t, i18n } = useTranslation('vendors');
  const may = useMay();
  const jobs = useQuery(useVendors().ofTicket(ticketId));
  const [open, setOpen] = useState<number | null>(null);
  const [offering, setOffering] = useState(false);
  useRenewal(`ticket:${ticketId}`, [['ticket-vendors', ticketId]], 1000, isTalk);
  const items = jobs.data?.items ?? [];
  const shown = items.find((job) => job.id === open) ?? null;
  if (!jobs.data || (items.length === 0 && !may('vendors.offer'))) return null;
  return (
    <Section title={t('card.title')} action={may('vendors.offer') ? <Button kind="quiet" size="small" icon={<Handshake size={14} />} onClick={() => setOffering(true)}>{t('card.offer')}</Button> : null}>
      {items.length === 0 ? <p className="ac-faint ac-small">{t('card.none')}</p> : <ul className="vn-side">{items.map((job) => <li key={job.id}><JobLine job={job} onOpen={() => setOpen(job.id)} amount={money(job.amountMinor, job.currency, i18n.language)} /></li>)}</ul>}
      <OfferDialog open={offering} ticketId={ticketId} onClose={() => setOffering(false)} />
      <Dialog as="drawer" open={shown !== null} onClose={() => setOpen(null)} title={shown ? t('job.title', { id: shown.id }) : ''}>{shown ? <JobView job={shown} /> : null}</Dialog>
    </Section>
  );
}

function JobLine({ job, amount, onOpen }: { readonly job: VendorJob; readonly amount: string; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('vendors');
  const who = job.vendor?.name ?? listed(job.offers.filter((o) => o.state === 'open').map((o) => o.vendor.name), i18n.language);
  return (
    <button type="button" className="vn-side__job" onClick={onOpen}>
      <span className="ac-spread"><span className="ac-clip">{who || t(`kind.${job.kind}`)}</span><Chip tone={jobTones[job.state] ?? 'plain'}>{t(`job.${job.state}`)}</Chip></span>
      <span className="ac-faint ac-small">{t(`kind.${job.kind}`)}{job.vendor ? ` · ${amount}` : ''}{job.dueAt && !job.doneAt ? <> · {t('mine.dueBy')} <Moment at={job.dueAt} as="compact" /></> : null}</span>
    </button>
  );
}
