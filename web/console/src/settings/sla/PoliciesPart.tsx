import { Chip, EmptyState, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Calendar } from '@aftercare/contract/org';
import type { SlaPolicy } from '@aftercare/contract/sla';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Ordered } from '../frame/Ordered.tsx';
import { inOrder } from '../frame/order.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useReorder } from '../frame/useReorder.ts';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { ReplayNote } from './ReplayNote.tsx';
import { PolicyForm } from './PolicyForm.tsx';
import { usePromise } from './usePromise.ts';

/** What we promise, to whom: the first that fits a ticket counts. */
export function PoliciesPart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const from = useSettingsQueries();
  const of = [useQuery(from.policies()), useQuery(from.calendars()), useQuery(from.types())] as const;
  const { stays } = useRemoval();
  return (
    <Loaded of={of}>
      {({ items }, { items: calendars }, { items: types }) => {
        const shown = inOrder(items.filter((one) => stays('policy', one.id)));
        const next = Math.max(0, ...items.map((one) => one.position)) + 1;
        if (id === 'new') return <PolicyForm policy={null} position={next} calendars={calendars} types={types} />;
        if (id !== null) {
          const policy = shown.find((one) => String(one.id) === id);
          return policy ? <PolicyForm key={policy.id} policy={policy} position={policy.position} calendars={calendars} types={types} /> : <EmptyState icon={<Timer size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.sla')} intro={t('sla.intro')} add={{ label: t('sla.add'), to: 'sla/new' }}>
            <ReplayNote />
            {shown.length === 0 ? <EmptyState icon={<Timer size={22} />} title={t('sla.empty')} text={t('sla.emptyText')} /> : <Policies policies={shown} calendars={calendars} />}
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function Policies({ policies, calendars }: { readonly policies: readonly SlaPolicy[]; readonly calendars: readonly Calendar[] }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const promise = usePromise(calendars);
  const move = useReorder('policies', policies, ({ id, ...body }) => call(api.sla.updatePolicy, { params: { id }, body }));
  return (
    <Ordered
      items={policies} onMove={move}
      draw={(policy) => (
        <Link className="st-row__link" data-faded={!policy.enabled || undefined} to="/settings/$" params={{ _splat: `sla/${policy.id}` }}>
          <span className="st-row__words"><span className="st-row__title">{policy.name}</span><span className="st-row__sub st-row__sub--full">{promise(policy)}</span></span>
          <span className="st-row__end">{policy.enabled ? <span className="ac-faint st-wide">{calendars.find((one) => one.id === policy.calendarId)?.name}</span> : <Chip>{t('off')}</Chip>}</span>
          <ChevronRight size={16} aria-hidden="true" className="st-row__go" />
        </Link>
      )}
    />
  );
}
