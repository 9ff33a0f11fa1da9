import { ApiError } from '@aftercare/contract/client';
import { ErrorState, Loading, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { named } from '@aftercare/ui';
import { useTitle } from '../../shell/useTitle.ts';
import { useProcessQueries } from '../data.ts';
import { loadProcessWords } from '../words.ts';
import '../processes.css';

await loadProcessWords();
const DiagramEditor = lazy(() => import('./DiagramEditor.tsx').then((module) => ({ default: module.DiagramEditor })));
const TableEditor = lazy(() => import('../tables/TableEditor.tsx').then((module) => ({ default: module.TableEditor })));

/** Where a diagram or a decision table is changed: the draft where there is one, else what is live. */
export function DesignerPage() {
  const { t, i18n } = useTranslation('processes');
  const { key } = useParams({ strict: false }) as { key: string };
  const ask = useProcessQueries();
  const one = useQuery(ask.one(key));
  const draft = useQuery({ ...ask.draft(key), staleTime: Infinity, refetchOnWindowFocus: false });
  const noDraft = draft.isError && draft.error instanceof ApiError && draft.error.problem.status === 404;
  const live = useQuery(ask.version(key, one.data?.live ?? null));
  useTitle(one.data ? `${named(one.data.title, i18n.language) || key} · ${t('designer.title')}` : undefined);
  if (one.isError) return <ErrorState error={one.error} retry={() => void one.refetch()} heading="h1" />;
  if (draft.isError && !noDraft) return <ErrorState error={draft.error} retry={() => void draft.refetch()} heading="h1" />;
  if (live.isError) return <ErrorState error={live.error} retry={() => void live.refetch()} heading="h1" />;
  const bones = <Loading className="pr-designer"><Skeleton height="3rem" /><Skeleton height="60vh" /></Loading>;
  const start = draft.data ?? (noDraft ? live.data : undefined);
  if (!one.data || !start || (one.data.live !== null && !live.data)) return bones;
  const props = { definition: one.data, xml: start.xml, isDraft: draft.data !== undefined, problems: draft.data?.problems ?? null, live: live.data ?? null };
  return <Suspense fallback={bones}>{one.data.kind === 'bpmn' ? <DiagramEditor key={key} {...props} /> : <TableEditor key={key} {...props} />}</Suspense>;
}
