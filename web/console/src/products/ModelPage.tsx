import { Chip, DetailPage, ErrorState, Facts, Loading, Section, Skeleton, buttonClass, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/useTitle.ts';
import { loadSettingsWords } from '../settings/words.ts';
import { useMay } from '../data/useQueries.ts';
import { Batches, Faults, Manuals, Trees, Variants } from './catalogue/ModelParts.tsx';
import { useProductQueries } from './data.ts';
import { RateChart } from './RateChart.tsx';
import { loadProductWords } from './words.ts';
import '../customer/customer.css';
import '../settings/settings.css';
import './products.css';

await Promise.all([loadProductWords(), loadSettingsWords()]);

/** One model: what is known of it, how it fails and how it is mended, where its batches differ. */
export function ModelPage() {
  const { t, i18n } = useTranslation('products');
  const { modelId } = useParams({ from: '/shell/products/models/$modelId' });
  const id = Number(modelId);
  const from = useProductQueries();
  const page = useQuery(from.model(id));
  const may = useMay();
  const ages = useQuery(from.rates('age', id));
  useTitle(page.data?.key);
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" /><Skeleton height="10rem" /></Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  const model = page.data;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <DetailPage title={`${model.key} ${named(model.name, i18n.language)}`} width="wide" intro={named(model.description, i18n.language)} actions={<>{model.active ? null : <Chip>{t('modelEdit.off')}</Chip>}{may('products.manage') ? <Link className={buttonClass()} to="/products/models/$modelId/edit" params={{ modelId }}><Pencil size={16} aria-hidden="true" />{t('modelEdit.change')}</Link> : null}</>}>
      <div className="cs-profile">
        <div className="ac-stack pd-wide-gap">
          <Faults model={model} />
          <Trees model={model} />
          {ages.data && ages.data.items.some((i) => i.faults > 0) ? <Section title={t('rates.byAge')}><RateChart items={ages.data.items.filter((i) => i.units >= 40)} ages /></Section> : null}
          <Batches model={model} />
        </div>
        <aside className="ac-panel cs-profile__side">
          {model.imageUrl ? <img className="pd-portrait" src={model.imageUrl} alt="" /> : null}
          <Facts items={[[t('field.brand'), named(model.brandName, i18n.language)], [t('field.category'), t(`category.${model.category}`, { defaultValue: model.category })], [t('field.released'), model.releasedOn], [t('field.discontinued'), model.discontinuedOn], [t('field.units'), number.format(model.units)]]} />
          <Variants model={model} />
          <Manuals model={model} />
        </aside>
      </div>
    </DetailPage>
  );
}
