import { type FilterKey, filterValues } from '@aftercare/contract/search';
import { api } from '@aftercare/contract';
import { named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useQueries } from '../data/useQueries.ts';
import { type Choice, type Piece, dayChoices, fixedChoices, keyChoices, namedChoices, shown } from './complete.ts';

interface Named { readonly name: string; readonly hint?: string | undefined }

/** People, teams and things whose names can stand behind this filter; asked for when somebody begins to type them. */
function useNamed(key: FilterKey | null, begun: string): readonly Named[] {
  const { i18n } = useTranslation();
  const { call } = useApi();
  const may = useMay();
  const words = useDeferredValue(begun);
  const q = useQueries();
  const agents = useQuery({ ...q.agents(), enabled: key === 'owner' && may('org.read') });
  const teams = useQuery({ ...q.teams(), enabled: key === 'team' && may('org.read') });
  const types = useQuery({ ...q.types(), enabled: key === 'type' });
  const customers = useQuery({ queryKey: ['customers', words, 'choices'], enabled: key === 'customer' && words.length > 0 && may('customers.read'), queryFn: ({ signal }) => call(api.customers.list, { query: { q: words, limit: 8 } }, { signal }), staleTime: 30_000, placeholderData: (before) => before });
  const models = useQuery({ queryKey: ['models', words, 'choices'], enabled: key === 'product' && may('products.read'), queryFn: ({ signal }) => call(api.products.models, { query: { ...(words ? { q: words } : {}), limit: 8 } }, { signal }), staleTime: 30_000, placeholderData: (before) => before });
  const tags = useQuery({ queryKey: ['tags', words, 'choices'], enabled: key === 'tag', queryFn: ({ signal }) => call(api.desk.searchTags, { query: { q: words } }, { signal }), staleTime: 30_000, placeholderData: (before) => before });
  return useMemo((): readonly Named[] => {
    switch (key) {
      case 'owner': return (agents.data?.items ?? []).map((a) => ({ name: a.name, hint: a.email }));
      case 'team': return (teams.data?.items ?? []).map((one) => ({ name: one.name }));
      case 'type': return (types.data?.items ?? []).map((one) => ({ name: named(one.name, i18n.language) }));
      case 'customer': return (customers.data?.items ?? []).map((c) => ({ name: c.name }));
      case 'product': return (models.data?.items ?? []).map((m) => ({ name: named(m.name, i18n.language) }));
      case 'tag': return (tags.data?.items ?? []).map((one) => ({ name: one.name }));
      default: return [];
    }
  }, [key, agents.data, teams.data, types.data, customers.data, models.data, tags.data, i18n.language]);
}

/** What can stand at the cursor. */
export function useChoices(text: string, piece: Piece | null): readonly Choice[] {
  const { t } = useTranslation();
  const found = useNamed(piece?.what === 'value' ? piece.key : null, piece?.what === 'value' ? piece.begun : '');
  return useMemo(() => {
    if (!piece) return [];
    if (piece.what === 'key') return shown(text, piece, keyChoices(piece.begun, (key) => t(`search.keys.${key}`)));
    const told = (value: string): string => {
      if (piece.key === 'status') return value === 'todo' ? t('search.chips.status:todo', { nsSeparator: false }) : t(`ui:status.${value}`);
      if (piece.key === 'priority') return t(`ui:priority.${value}`);
      if (piece.key === 'channel') return t(`ui:channel.${value}`);
      if (piece.key === 'owner') return t(value === 'me' ? 'search.chips.owner:me' : 'search.chips.owner:none', { nsSeparator: false });
      return t(`search.groups.${value}`);
    };
    const fixed = filterValues[piece.key] ? fixedChoices(piece, told) : [];
    const days = piece.key === 'after' || piece.key === 'before' ? dayChoices(piece, (n) => t('search.daysAgo', { count: Number(n) })) : [];
    return shown(text, piece, [...fixed, ...days, ...namedChoices(piece, found)]);
  }, [text, piece, found, t]);
}
