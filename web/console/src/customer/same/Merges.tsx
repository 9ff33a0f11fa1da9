import { Button, Moment, Section, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { movedWords, reasonWords } from './words.ts';
import { useMerging } from './useMerging.ts';
import './same.css';

/** Who was joined into this customer, by what proof, and the way back. */
export function Merges({ customerId }: { readonly customerId: number }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const may = useMay();
  const { undo } = useMerging();
  const found = useQuery({ queryKey: ['merges', customerId], queryFn: ({ signal }) => call(api.customers.merges, { params: { id: customerId } }, { signal }), staleTime: 30_000 });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('same.history')}>
      <ul className="cs-same__history">
        {items.map((m) => (
          <li key={m.id} className={m.undoneAt ? 'cs-same__past is-undone' : 'cs-same__past'}>
            <span className="ac-grow ac-stack-tight">
              <span>{t('same.joined', { from: m.from.name, into: m.into.name })}</span>
              <span className="ac-soft ac-small">{[t(`same.proof.${m.proof}`), ...m.reasons.filter((r) => r.code !== 'person').map((r) => reasonWords(t, r)), movedWords(t, m.moved, i18n.language)].join(' · ')}</span>
              <span className="ac-faint ac-small">{m.actor.kind === 'agent' ? m.actor.name : t('same.byItself')} · <Moment at={m.at} />{m.undoneAt ? <> · {t('same.undoneBy', { who: m.undoneBy ?? '' })} <Moment at={m.undoneAt} /></> : null}</span>
            </span>
            {m.undoneAt === null && may('customers.write') ? <Button size="small" busy={undo.isPending} onClick={() => undo.mutate(m.id)}>{t('same.undo')}</Button> : null}
          </li>
        ))}
      </ul>
      <p className="ac-faint ac-small">{t('same.rule')}</p>
    </Section>
  );
}
