import { DetailPage, ErrorState, Loading, Skeleton, buttonClass } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { RepairView } from './RepairCard.tsx';
import { useRepairQueries } from './data.ts';
import { loadRepairWords } from './words.ts';
import './repairs.css';

await loadRepairWords();

/** One repair by itself: for technicians and shops, who work on it without its ticket. */
export function RepairPage() {
  const { t } = useTranslation('repairs');
  const id = Number(useParams({ from: '/shell/repairs/$repairId' }).repairId);
  const may = useMay();
  const repair = useQuery(useRepairQueries().one(id));
  useRenewal('repairs', [['repairs', 'one', id]], 1000);
  const title = repair.data ? repair.data.unit?.model || repair.data.report.text : t('title');
  useTitle(title);
  return (
    <DetailPage title={title} intro={repair.data ? [`#${repair.data.ticketId}`, repair.data.report.text].join(' · ') : undefined} width="reading" actions={<><Link to="/steps" className={buttonClass('secondary')}>{t('bench.steps')}</Link><Link to="/repairs" className={buttonClass('quiet')}>{t('bench.title')}</Link></>}>
      {repair.isPending ? <Loading className="ac-stack">{[60, 95, 80].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {repair.isError ? <ErrorState error={repair.error} retry={() => void repair.refetch()} /> : null}
      {repair.data ? <RepairView repair={repair.data} canWork={may('repairs.work')} parcels={null} /> : null}
    </DetailPage>
  );
}
