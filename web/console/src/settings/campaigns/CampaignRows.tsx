import { api } from '@aftercare/contract';
import type { Campaign, CampaignOutcome } from '@aftercare/contract/campaigns';
import { Button, Field, Loading, Moment, Select, Skeleton, useApi } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countOf, isUnderWay } from './counts.ts';

const outcomes = ['ready', 'queued', 'sent', 'delivered', 'failed', 'recalled', 'excluded'] as const;

/** What came of it, customer by customer. */
export function CampaignRows({ campaign }: { readonly campaign: Campaign }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const [state, setState] = useState<CampaignOutcome | ''>('');
  const found = useInfiniteQuery({
    queryKey: ['campaign-rows', campaign.id, state], initialPageParam: '', refetchInterval: isUnderWay(campaign.state) ? 4000 : false,
    queryFn: ({ pageParam, signal }) => call(api.campaigns.rows, { params: { id: campaign.id }, query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <section className="ac-panel im-outcome" aria-label={t('campaigns.each')}>
      <div className="ac-spread"><h2 className="im-outcome__title">{t('campaigns.each')}</h2>
        <Field label={t('campaigns.show')}>{(control) => <Select {...control} value={state} choices={[{ value: '', label: t('campaigns.all') }, ...outcomes.filter((one) => countOf(campaign, one) > 0).map((one) => ({ value: one, label: `${t(`campaigns.is.${one}`)} (${number.format(countOf(campaign, one))})` }))]} onChange={(next) => setState(next as CampaignOutcome | '')} />}</Field>
      </div>
      {found.isPending ? <Loading className="ac-stack-tight">{[60, 75, 65].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : items.length === 0 ? <p className="ac-faint">{t('campaigns.nobody')}</p> : (
        <div className="im-scroll" role="region" aria-label={t('campaigns.each')} tabIndex={0}>
          <table className="im-table">
            <thead><tr><th scope="col">{t('campaigns.customer')}</th><th scope="col">{t('campaigns.result')}</th><th scope="col">{t('campaigns.door')}</th><th scope="col">{t('campaigns.when')}</th></tr></thead>
            <tbody>{items.map((one) => (
              <tr key={one.id}>
                <td><Link translate="no" to="/customers/$customerId" params={{ customerId: String(one.customer.id) }}>{one.customer.name}</Link></td>
                <td>{t(`campaigns.is.${one.state}`)}{one.reason ? <span className="ac-faint"> · {t(`campaigns.why.${one.reason}`, { defaultValue: one.reason })}</span> : null}{one.answeredAt ? <span className="ac-faint"> · {t('campaigns.wrote')}</span> : null}</td>
                <td>{one.channel ? t(`ui:channel.${one.channel}`) : '–'}</td>
                <td><Moment at={one.at} as="compact" /></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {found.hasNextPage ? <Button kind="quiet" size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('imports.more')}</Button> : null}
    </section>
  );
}
