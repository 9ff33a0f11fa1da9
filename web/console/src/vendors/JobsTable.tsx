import { Chip, EmptyState, ErrorState, Loading, Moment, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobDialog } from './JobDialog.tsx';
import { jobTones, money, useVendors } from './data.ts';
import '../customer/customer.css';

/** Jobs given out; a press opens one. */
export function JobsTable({ filter }: { readonly filter: { vendorId?: number; state?: 'open' } }) {
  const { t, i18n } = useTranslation('vendors');
  const list = useQuery(useVendors().jobs(filter));
  const [open, setOpen] = useState<number | null>(null);
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading className="ac-stack vn-pad">{[90, 80, 85].map((w) => <Skeleton key={w} width={`${w}%`} height="2rem" />)}</Loading>;
  if (list.data.items.length === 0) return <EmptyState icon={<ClipboardList size={22} />} title={t('empty.jobs')} text={t('empty.jobsText')} />;
  return (
    <div className="vn-scroll">
      <table className="cs-table vn-table">
        <thead><tr><th>{t('field.state')}</th><th>{t('field.work')}</th>{filter.vendorId ? null : <th className="cs-wide">{t('field.vendor')}</th>}<th className="cs-wide">{t('field.ticket')}</th><th className="vn-num cs-wide">{t('field.amount')}</th><th>{t('field.due')}</th></tr></thead>
        <tbody>
          {list.data.items.map((job) => (
            <tr key={job.id}>
              <td><span className="ac-row"><Chip tone={jobTones[job.state] ?? 'plain'}>{t(`job.${job.state}`)}</Chip>{job.claimOpen ? <Chip tone="due">{t('claim.open')}</Chip> : null}</span></td>
              <td><button type="button" className="vn-link" onClick={() => setOpen(job.id)}>{t(`kind.${job.kind}`)} · {job.product || job.summary}</button><span className="ac-faint ac-small">#{job.id}{job.region ? ` · ${job.region}` : ''}</span></td>
              {filter.vendorId ? null : <td className="cs-wide">{job.vendor ? <Link to="/vendors/$vendorId" params={{ vendorId: String(job.vendor.id) }}>{job.vendor.name}</Link> : <span className="ac-faint">{t('job.asking')}</span>}</td>}
              <td className="cs-wide"><Link to="/tickets/$ticketId" params={{ ticketId: String(job.ticketId) }}>#{job.ticketId}</Link></td>
              <td className="vn-num cs-wide">{money(job.amountMinor, job.currency, i18n.language)}</td>
              <td>{job.dueAt ? <Moment at={job.dueAt} as="compact" className={job.state !== 'checked' && job.dueAt < new Date().toISOString() && !job.doneAt ? 'vn-late' : 'ac-soft'} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <JobDialog id={open} onClose={() => setOpen(null)} />
    </div>
  );
}
