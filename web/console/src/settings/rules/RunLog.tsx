import { Button, EmptyState, ErrorState, Loading, Moment, Skeleton, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';

/** What rules did, on which ticket, what for, and what was held back. */
export function RunLog({ ruleId }: { readonly ruleId?: number }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const actions = useQuery(useSettingsQueries().ruleActions()).data?.items ?? [];
  const title = (name: string) => { const known = actions.find((one) => one.name === name); return known ? named(known.title, i18n.language) : name; };
  const log = useInfiniteQuery({ queryKey: ['rule-runs', ruleId ?? 0], initialPageParam: '', queryFn: ({ pageParam, signal }) => call(api.automation.runs, { query: { limit: 50, ...(ruleId ? { ruleId } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next, staleTime: 5000 });
  if (log.isPending) return <Loading><Skeleton height="8rem" /></Loading>;
  if (log.isError) return <ErrorState error={log.error} retry={() => void log.refetch()} />;
  const items = log.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon={<ScrollText size={22} />} title={t('rules.noRuns')} text={t('rules.noRunsText')} />;
  return (
    <>
      <ul className="rl-log ac-panel">
        {items.map((one) => (
          <li key={one.id}>
            <span className="rl-log__outcome" data-outcome={one.outcome}>{t(`rules.outcome.${one.outcome}`)}</span>
            <span className="ac-grow">
              <Link to="/tickets/$ticketId" params={{ ticketId: String(one.ticket.id) }}>#{one.ticket.id} {one.ticket.subject}</Link>
              <span className="ac-faint ac-small rl-log__why">{ruleId ? null : `${named(one.ruleName, i18n.language)} · `}{t(`rules.event.${one.event}`)} · <Moment at={one.at} />{one.depth > 0 ? ` · ${t('rules.depth', { depth: one.depth })}` : ''}</span>
              {one.held ? <span className="ac-small rl-due">{t(`rules.heldWhy.${one.held}`)}</span> : null}
              {one.steps.filter((step) => !step.ok).map((step, at) => <span key={at} className="ac-small rl-bad">{title(step.name)}: {step.detail}</span>)}
            </span>
          </li>
        ))}
      </ul>
      {log.hasNextPage ? <Button kind="quiet" wide busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t('rules.earlier')}</Button> : null}
    </>
  );
}
