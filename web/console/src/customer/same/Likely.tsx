import { Avatar, Button, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { MergeDialog } from './MergeDialog.tsx';
import { reasonWords } from './words.ts';
import { useMerging } from './useMerging.ts';
import './same.css';

/** «Probably the same person», and why. Nothing is shown where nobody is likely. */
export function Likely({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const may = useMay();
  const navigate = useNavigate();
  const { dismiss } = useMerging();
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const found = useQuery({ queryKey: ['likely', customerId], queryFn: ({ signal }) => call(api.customers.likely, { params: { id: customerId } }, { signal }), staleTime: 30_000 });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="cs-same ac-stack-tight" aria-label={t('same.likely')}>
      <h2 className="cs-same__title">{t('same.likely')}</h2>
      <ul>
        {items.map((one) => (
          <li key={one.id} className="cs-same__one">
            <Avatar name={one.other.name} />
            <span className="ac-grow ac-stack-tight">
              <Link to="/customers/$customerId" params={{ customerId: String(one.other.id) }} className="cs-who__name">{one.other.name}</Link>
              <span className="ac-soft ac-small">{one.reasons.map((r) => reasonWords(t, r)).join(' · ')}</span>
            </span>
            {may('customers.write') ? (
              <span className="cs-same__acts">
                <Button size="small" kind="quiet" busy={dismiss.isPending} onClick={() => dismiss.mutate(one.id)}>{t('same.no')}</Button>
                <Button size="small" onClick={() => setPair([one.other.id, customerId])}>{t('same.look')}</Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <MergeDialog ids={pair} onClose={() => setPair(null)} onDone={(id) => void navigate({ to: '/customers/$customerId', params: { customerId: String(id) } })} />
    </section>
  );
}
