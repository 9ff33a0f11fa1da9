import { Button, Chip, DetailPage, EmptyState, ErrorState, Loading, Moment, Skeleton, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Grid3x3, PencilLine, Plus, TriangleAlert, Workflow } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useRenewal } from '../../data/useRenewal.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { type Definition, useProcessQueries } from '../data.ts';
import { loadProcessWords } from '../words.ts';
import { NewProcessDialog } from './NewProcessDialog.tsx';
import '../processes.css';

await loadProcessWords();

/** All diagrams and decision tables: what is live, how much runs on it, who changed it when. */
export function ProcessesPage() {
  const { t } = useTranslation('processes');
  const may = useMay();
  const list = useQuery(useProcessQueries().list());
  const [fresh, setFresh] = useState(false);
  useTitle(t('list.title'));
  useRenewal('processes', [['processes']], 3000);
  const items = list.data?.items ?? [];
  const stuck = items.reduce((sum, one) => sum + one.stuck, 0);
  const add = may('processes.manage') ? <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setFresh(true)}>{t('list.new')}</Button> : null;
  return (
    <DetailPage title={t('list.title')} intro={stuck > 0 ? t('list.stuckIntro', { count: stuck }) : t('list.intro')} actions={add}>
      {list.isPending ? <Loading className="ac-panel pr-rows">{[48, 36, 55, 40].map((width) => <span key={width} className="pr-row"><Skeleton width={`${width}%`} height="1.25rem" /></span>)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState icon={<Workflow size={22} />} title={t('list.emptyTitle')} text={t('list.emptyText')}>{add}</EmptyState> : null}
      {(['bpmn', 'dmn'] as const).map((kind) => {
        const some = items.filter((one) => one.kind === kind);
        return some.length === 0 ? null : (
          <section key={kind} className="ac-section" aria-label={t(`list.${kind}`)}>
            <h2 className="ac-section__title">{t(`list.${kind}`)} <span className="ac-faint">{some.length}</span></h2>
            <ul className="ac-panel pr-rows">{some.map((one) => <Row key={one.key} one={one} />)}</ul>
          </section>
        );
      })}
      <NewProcessDialog open={fresh} onClose={() => setFresh(false)} taken={items.map((one) => one.key)} />
    </DetailPage>
  );
}

function Row({ one }: { readonly one: Definition }) {
  const { t, i18n } = useTranslation('processes');
  const Icon = one.kind === 'bpmn' ? Workflow : Grid3x3;
  return (
    <li>
      <Link className="pr-row" to="/processes/$key" params={{ key: one.key }}>
        <Icon size={18} aria-hidden="true" className="ac-faint" />
        <span className="pr-row__words"><span className="pr-row__title">{named(one.title, i18n.language) || one.key}</span><span className="ac-faint ac-small">{one.key}</span></span>
        <span className="pr-row__chips">
          {one.stuck > 0 ? <Chip tone="late" icon={<TriangleAlert size={12} aria-hidden="true" />}>{t('list.stuck', { count: one.stuck })}</Chip> : null}
          {one.hasDraft ? <Chip tone="accent" icon={<PencilLine size={12} aria-hidden="true" />}>{t('list.draft')}</Chip> : null}
          {one.kind === 'bpmn' ? <span className="ac-soft ac-small pr-row__running">{t('list.running', { count: one.running })}</span> : null}
          <span className="ac-soft ac-small pr-row__version">{one.live === null ? t('list.notLive') : t('list.live', { version: one.live })}</span>
          <span className="ac-faint ac-small pr-row__when"><Moment at={one.changedAt} as="compact" /></span>
        </span>
      </Link>
    </li>
  );
}
