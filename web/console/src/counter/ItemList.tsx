import { Chip, EmptyState, ErrorState, Loading, Moment, Skeleton, named } from '@aftercare/ui';
import type { ItemRow } from '@aftercare/contract/counter';
import { useQuery } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCounter } from './data.ts';

/** Products of a site: lying here, on the way here, out, or back with their owners. */
export function ItemList({ siteId, part, onOpen }: { readonly siteId: number; readonly part: 'here' | 'coming' | 'away' | 'returned'; readonly onOpen: (id: number) => void }) {
  const { t } = useTranslation('counter');
  const list = useQuery(useCounter().items(siteId, part));
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading className="ac-stack ct-pad">{[80, 60, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="2.5rem" />)}</Loading>;
  if (list.data.items.length === 0) return <EmptyState icon={<PackageOpen size={22} />} title={t(`empty.${part}`)} text={t(`empty.${part}Text`)} />;
  return <ul className="ct-items">{list.data.items.map((item) => <li key={item.id}><ItemLine item={item} onOpen={() => onOpen(item.id)} /></li>)}</ul>;
}

/** One product: what, whose, and who has it. */
export function ItemLine({ item, onOpen }: { readonly item: ItemRow; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('counter');
  const where = item.holder.kind === 'site' && item.holder.site ? named(item.holder.site.name, i18n.language) : item.holder.name;
  return (
    <button type="button" className="ct-item" onClick={onOpen}>
      {item.photo ? <img src={item.photo.url} alt="" className="ct-item__photo" loading="lazy" /> : <span className="ct-item__photo ct-item__photo--none"><PackageOpen size={18} aria-hidden="true" /></span>}
      <span className="ct-item__words"><span className="ct-item__name ac-clip">{item.product || item.fault}</span><span className="ac-faint ac-small ac-clip">{item.code} · {item.customer}{item.serial ? ` · ${item.serial}` : ''}</span></span>
      <span className="ct-item__end"><Chip tone={item.holder.kind === 'customer' ? 'done' : item.boundFor ? 'wait' : 'plain'}>{t(`holder.${item.holder.kind}`, { name: where })}</Chip><Moment at={item.returnedAt ?? item.receivedAt} as="compact" className="ac-faint ac-small" /></span>
    </button>
  );
}
