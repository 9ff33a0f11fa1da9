import { Chip, EmptyState, ErrorState, Loading, Skeleton, Tabs, buttonClass, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PencilLine, TriangleAlert, Workflow } from 'lucide-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { useProcessQueries } from '../data.ts';
import { BpmnView } from '../view/BpmnView.tsx';
import { loadProcessWords } from '../words.ts';
import { Cases } from './Cases.tsx';
import { Versions } from './Versions.tsx';
import '../processes.css';

await loadProcessWords();
const HeatMap = lazy(() => import('../heat/HeatMap.tsx').then((module) => ({ default: module.HeatMap })));
const SimulationPart = lazy(() => import('../simulate/SimulationPart.tsx').then((module) => ({ default: module.SimulationPart })));
const TableView = lazy(() => import('../tables/TableView.tsx').then((module) => ({ default: module.TableView })));

/** One diagram or table to look at: as it is, where time goes, its versions, what a change would do. */
export function ProcessPage() {
  const { t, i18n } = useTranslation('processes');
  const { key } = useParams({ strict: false }) as { key: string };
  const { tab = 'drawing', version } = useSearch({ strict: false }) as { tab?: string; version?: number };
  const navigate = useNavigate();
  const may = useMay();
  const ask = useProcessQueries();
  const one = useQuery(ask.one(key));
  const shown = version ?? one.data?.live ?? null;
  const xml = useQuery(ask.version(key, shown));
  const title = one.data ? named(one.data.title, i18n.language) || key : undefined;
  useTitle(title);
  if (one.isError) return <ErrorState error={one.error} retry={() => void one.refetch()} heading="h1" />;
  if (!one.data) return <Loading className="pr-page"><Skeleton width="16rem" height="1.5rem" /><Skeleton height="24rem" /></Loading>;
  const { kind, live, running, stuck, hasDraft } = one.data;
  const manage = may('processes.manage');
  const wait = <Loading><Skeleton height="24rem" /></Loading>;
  const drawing = () => {
    if (shown === null) return <EmptyState icon={<Workflow size={22} />} title={t('page.notLiveTitle')} text={t('page.notLiveText')} />;
    if (xml.isError) return <ErrorState error={xml.error} retry={() => void xml.refetch()} />;
    if (!xml.data) return wait;
    return kind === 'bpmn' ? <BpmnView size="page" xml={xml.data.xml} label={`${title}, ${t('page.version', { version: shown })}`} /> : <Suspense fallback={wait}><TableView xml={xml.data.xml} label={title ?? key} canTry={manage} /></Suspense>;
  };
  const tabs = [
    { key: 'drawing', label: t(kind === 'bpmn' ? 'page.drawing' : 'page.table'), content: drawing },
    ...(kind === 'bpmn' && live !== null ? [{ key: 'heat', label: t('page.heat'), content: () => <Suspense fallback={wait}><HeatMap definition={one.data} /></Suspense> }] : []),
    ...(kind === 'bpmn' && live !== null ? [{ key: 'cases', label: t('page.cases'), content: () => <Cases definition={one.data} manage={manage} /> }] : []),
    { key: 'versions', label: t('page.versions'), content: () => <Versions definition={one.data} manage={manage} /> },
    ...(kind === 'bpmn' && live !== null && manage ? [{ key: 'simulation', label: t('page.simulation'), content: () => <Suspense fallback={wait}><SimulationPart definition={one.data} /></Suspense> }] : []),
  ];
  return (
    <div className="pr-page">
      <header className="pr-page__head">
        <div className="ac-grow">
          <p className="ac-small"><Link to="/processes">{t('list.title')}</Link></p>
          <h1 className="ac-page__title">{title}</h1>
          <p className="ac-row ac-small ac-soft">
            {live === null ? <Chip>{t('list.notLive')}</Chip> : <Chip tone="done">{t('list.live', { version: live })}</Chip>}
            {kind === 'bpmn' ? <span>{t('list.running', { count: running })}</span> : null}
            {stuck > 0 ? <Link className="pr-stuck" to="/processes/$key" params={{ key }} search={{ tab: 'cases' }}><Chip tone="late" icon={<TriangleAlert size={12} aria-hidden="true" />}>{t('list.stuck', { count: stuck })}</Chip></Link> : null}
            {version !== undefined && version !== live ? <Chip tone="due">{t('page.older', { version })}</Chip> : null}
          </p>
        </div>
        {manage ? <Link className={buttonClass('primary', 'normal', 'pr-wide-only')} to="/processes/$key/edit" params={{ key }}><PencilLine size={16} aria-hidden="true" />{t(hasDraft ? 'page.editDraft' : 'page.edit')}</Link> : null}
      </header>
      <div className="pr-page__tabs"><Tabs label={title ?? key} tabs={tabs} open={tab} onOpen={(next) => void navigate({ to: '/processes/$key', params: { key }, search: { ...(next === 'drawing' ? {} : { tab: next }) }, replace: true })} /></div>
    </div>
  );
}
