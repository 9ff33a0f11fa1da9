import { Button, Chip, DetailPage, EmptyState, ErrorState, Loading, Skeleton, Tabs } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Handshake, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { JobsTable } from './JobsTable.tsx';
import { Settlements } from './Settlements.tsx';
import { VendorForm } from './VendorForm.tsx';
import { money, percent, useVendors } from './data.ts';
import { loadVendorWords } from './words.ts';
import './vendors.css';

await loadVendorWords();

/** Who works for us, how well, on what, and what they are paid. */
export function VendorsPage() {
  const { t } = useTranslation('vendors');
  const may = useMay();
  const [tab, setTab] = useState('list');
  const [adding, setAdding] = useState(false);
  useTitle(t('title'));
  useRenewal('vendors', [['vendors']], 1500);
  return (
    <DetailPage title={t('title')} intro={t('intro')} width="wide" actions={may('vendors.manage') ? <Button kind="primary" icon={<Plus size={16} />} onClick={() => setAdding(true)}>{t('add')}</Button> : null}>
      <Tabs label={t('title')} open={tab} onOpen={setTab} tabs={[{ key: 'list', label: t('tab.vendors'), content: () => <List onAdd={may('vendors.manage') ? () => setAdding(true) : null} /> }, { key: 'jobs', label: t('tab.jobs'), content: () => <JobsTable filter={{ state: 'open' }} /> }, { key: 'money', label: t('tab.settlements'), content: () => <Settlements /> }]} />
      <VendorForm open={adding} vendor={null} onClose={() => setAdding(false)} />
    </DetailPage>
  );
}

function List({ onAdd }: { readonly onAdd: (() => void) | null }) {
  const { t, i18n } = useTranslation('vendors');
  const list = useQuery(useVendors().list);
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading className="ac-stack vn-pad">{[90, 80, 85].map((w) => <Skeleton key={w} width={`${w}%`} height="2rem" />)}</Loading>;
  if (list.data.items.length === 0) return <EmptyState icon={<Handshake size={22} />} title={t('empty.vendors')} text={t('empty.vendorsText')}>{onAdd ? <Button kind="primary" onClick={onAdd}>{t('add')}</Button> : null}</EmptyState>;
  return (
    <div className="vn-scroll">
      <table className="cs-table vn-table">
        <thead><tr><th>{t('field.name')}</th><th className="vn-num">{t('score.acceptance')}</th><th className="vn-num">{t('score.onTime')}</th><th className="vn-num cs-wide">{t('score.reopened')}</th><th className="vn-num cs-wide">{t('score.satisfaction')}</th><th className="vn-num cs-wide">{t('score.cost')}</th><th className="vn-num">{t('score.open')}</th></tr></thead>
        <tbody>
          {list.data.items.map((v) => (
            <tr key={v.id}>
              <td><span className="ac-row"><Link to="/vendors/$vendorId" params={{ vendorId: String(v.id) }}>{v.name}</Link>{v.state === 'active' ? null : <Chip>{t(`state.${v.state}`)}</Chip>}</span><span className="ac-faint ac-small">{v.key}{v.contactName ? ` · ${v.contactName}` : ''}</span></td>
              <td className="vn-num">{percent(v.score.acceptance, i18n.language)}</td><td className="vn-num">{percent(v.score.onTime, i18n.language)}</td><td className="vn-num cs-wide">{percent(v.score.reopened, i18n.language)}</td>
              <td className="vn-num cs-wide">{v.score.satisfaction === null ? '–' : v.score.satisfaction.toFixed(1)}</td><td className="vn-num cs-wide">{money(v.score.costMinor, v.score.currency, i18n.language)}</td>
              <td className="vn-num">{v.score.open}{v.score.late > 0 ? <> <Chip tone="late">{t('score.late', { count: v.score.late })}</Chip></> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
