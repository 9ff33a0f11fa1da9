import { api } from '@aftercare/contract';
import { Select, named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';

interface Props { readonly kind: 'company' | undefined; readonly segment: number | undefined; readonly onChange: (only: { kind?: 'company'; segment?: number }) => void }

/** Everybody, companies, or a segment with how many are in it. */
export function Show({ kind, segment, onChange }: Props) {
  const { t, i18n } = useTranslation('profile');
  const { call } = useApi();
  const may = useMay();
  const found = useQuery({ queryKey: ['segments'], queryFn: ({ signal }) => call(api.segments.list, {}, { signal }), staleTime: 15_000 });
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className="pf-show">
      <Select
        aria-label={t('show.label')} value={segment ? String(segment) : (kind ?? '')} onChange={(value) => onChange(value === '' ? {} : value === 'company' ? { kind: 'company' } : { segment: Number(value) })}
        choices={[{ value: '', label: t('show.all') }, { value: 'company', label: t('show.companies') }, ...(found.data?.items ?? []).map((s) => ({ value: String(s.id), label: `${named(s.name, i18n.language)} · ${number.format(s.members)}` }))]}
      />
      {may('segments.manage') ? <Link to="/settings/$" params={{ _splat: 'segments' }} className="ac-small">{t('show.manage')}</Link> : null}
      {may('imports.manage') ? <Link to="/settings/$" params={{ _splat: 'imports/new' }} className="ac-small">{t('show.import')}</Link> : null}
    </div>
  );
}
