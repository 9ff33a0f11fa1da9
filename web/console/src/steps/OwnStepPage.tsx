import { DetailPage, ErrorState, Loading, Skeleton, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { useOwnActions, useStepQueries } from './data.ts';
import { TaskCard } from './TaskCard.tsx';
import { loadStepWords } from './words.ts';
import './steps.css';

await loadStepWords();

/** One step as its technician or shop does it, with what they must know of the case and nothing else. */
export function OwnStepPage() {
  const { t, i18n } = useTranslation('steps');
  const taskId = Number(useParams({ from: '/shell/steps/$taskId' }).taskId);
  const navigate = useNavigate();
  const me = useMe();
  const step = useQuery(useStepQueries().own(taskId));
  const acts = useOwnActions(taskId, me.id, () => void navigate({ to: '/steps' }));
  const title = step.data ? named(step.data.title, i18n.language) : t('mine.title');
  useTitle(title);
  const about = step.data?.ticket;
  return (
    <DetailPage title={title} intro={about ? `#${about.id} ${about.subject}` : undefined} actions={<Link to="/steps">{t('mine.title')}</Link>} width="reading">
      {step.isPending ? <Loading className="ac-stack">{[60, 95, 80].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {step.isError ? <ErrorState error={step.error} retry={() => void step.refetch()} /> : null}
      {step.data && about ? (
        <div className="ac-stack">
          <p className="ac-faint">{[about.customerName, about.product, about.serial].filter(Boolean).join(' · ')}</p>
          <TaskCard task={step.data} ticket={about} can acts={acts} />
        </div>
      ) : null}
    </DetailPage>
  );
}
