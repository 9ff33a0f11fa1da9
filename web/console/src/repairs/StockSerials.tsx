import { api } from '@aftercare/contract';
import { named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';

/** Offers the serial numbers of ready goods of a unit's model, for the field that names this list. */
export function StockSerials({ id, unitId }: { readonly id: string; readonly unitId: number | null }) {
  const { i18n } = useTranslation();
  const { call } = useApi();
  const may = useMay();
  const unit = useQuery({ queryKey: ['unit', unitId, ''], enabled: unitId !== null && may('products.read') && may('parts.read'), queryFn: ({ signal }) => call(api.products.unit, { params: { id: unitId ?? 0 }, query: {} }, { signal }), staleTime: 60_000 });
  const modelId = unit.data?.unit.modelId;
  const goods = useQuery({ queryKey: ['stock', 'goods', 'of', modelId], enabled: modelId !== undefined, queryFn: ({ signal }) => call(api.goods.list, { query: { limit: 50, state: 'ready', ...(modelId ? { modelId } : {}) } }, { signal }), staleTime: 5000 });
  return <datalist id={id}>{(goods.data?.items ?? []).map((one) => <option key={one.unitId} value={one.serial}>{`${one.grade} · ${named(one.siteName, i18n.language)}`}</option>)}</datalist>;
}
