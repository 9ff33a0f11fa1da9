import { ErrorState, Loading, Skeleton } from '@aftercare/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Data<Queries> = { [Key in keyof Queries]: Queries[Key] extends UseQueryResult<infer Value> ? Value : never };

interface Props<Queries extends readonly UseQueryResult[]> {
  readonly of: readonly [...Queries];
  readonly children: (...data: Data<Queries>) => ReactNode;
}

/** Draws what several queries brought; rows of grey until then, and one sentence with a way on when one of them failed. */
export function Loaded<const Queries extends readonly UseQueryResult[]>({ of, children }: Props<Queries>) {
  const { t } = useTranslation('settings');
  const failed = of.find((query) => query.isError && query.data === undefined);
  if (failed) return <ErrorState error={failed.error} safe={t('loadSafe')} retry={() => { for (const query of of) if (query.isError) void query.refetch(); }} />;
  if (of.some((query) => query.data === undefined)) {
    return <Loading className="st-bones ac-panel">{[52, 38, 61, 45].map((width) => <span key={width} className="st-bones__row"><Skeleton width="2rem" height="2rem" round /><Skeleton width={`${width}%`} /></span>)}</Loading>;
  }
  return children(...(of.map((query) => query.data) as Data<Queries>));
}
