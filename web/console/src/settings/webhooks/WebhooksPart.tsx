import { api } from '@aftercare/contract';
import { Chip, EmptyState, Moment, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import type { PartProps } from '../parts.ts';
import { WebhookForm } from './WebhookForm.tsx';

/** Programs outside that are told what happens here. */
export function WebhooksPart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const removal = useRemoval();
  // Shown once, right after it was made: the form that made it is gone by then.
  const [made, setMade] = useState<{ id: number; secret: string } | null>(null);
  const webhooks = useQuery(queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => call(api.webhooks.list, {}, { signal }), staleTime: 5000, refetchInterval: 10_000 }));
  if (id === 'new') return <WebhookForm webhook={null} secret={null} onMade={setMade} />;
  return (
    <Loaded of={[webhooks]}>
      {(loaded) => {
        const items = loaded.items.filter((one) => removal.stays('webhook', one.id));
        if (id !== null) {
          const webhook = items.find((one) => String(one.id) === id);
          return webhook ? <WebhookForm key={webhook.id} webhook={webhook} secret={made?.id === webhook.id ? made.secret : null} onMade={setMade} /> : <EmptyState icon={<WebhookIcon size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.webhooks')} intro={t('webhooks.intro')} add={{ label: t('webhooks.add'), to: 'webhooks/new' }} empty={items.length > 0 ? undefined : { icon: <WebhookIcon size={22} />, title: t('webhooks.empty'), text: t('webhooks.emptyText') }}>
            <ul className="st-rows ac-panel">
              {items.map((one) => (
                <Row
                  key={one.id} to={`webhooks/${one.id}`} faded={!one.enabled} lead={<span className="st-lead" aria-hidden="true"><WebhookIcon size={18} /></span>} title={one.name}
                  sub={<>{t('webhooks.facts', { count: one.events.length })} · {one.lastDeliveredAt ? <>{t('webhooks.last')} <Moment at={one.lastDeliveredAt} /></> : t('webhooks.never')}{one.fault ? <span className="st-row__fault"> · {one.fault}</span> : null}</>}
                  end={<>{one.waiting > 0 ? <Chip tone={one.failingSince ? 'late' : 'plain'}>{t('webhooks.waiting', { count: one.waiting })}</Chip> : null}{one.enabled ? null : <Chip>{t('off')}</Chip>}</>}
                />
              ))}
            </ul>
          </ListPage>
        );
      }}
    </Loaded>
  );
}
