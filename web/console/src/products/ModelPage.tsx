import { DetailPage, ErrorState, Facts, Loading, Section, Skeleton, Tag, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FileText, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/useTitle.ts';
import { type ModelPage as Page, useProductQueries } from './data.ts';
import { RateChart } from './RateChart.tsx';
import { Troubleshooting } from './Troubleshooting.tsx';
import { loadProductWords } from './words.ts';
import '../customer/customer.css';
import './products.css';

await loadProductWords();

/** One model: what is known of it, how it fails and how it is mended, where its batches differ. */
export function ModelPage() {
  const { t, i18n } = useTranslation('products');
  const { modelId } = useParams({ from: '/shell/products/models/$modelId' });
  const id = Number(modelId);
  const from = useProductQueries();
  const page = useQuery(from.model(id));
  const ages = useQuery(from.rates('age', id));
  useTitle(page.data?.key);
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" /><Skeleton height="10rem" /></Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  const model = page.data;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <DetailPage title={`${model.key} ${named(model.name, i18n.language)}`} width="wide" intro={named(model.description, i18n.language)}>
      <div className="cs-profile">
        <div className="ac-stack pd-wide-gap">
          <Faults model={model} />
          {model.trees.map((tree) => <Section key={tree.id} title={named(tree.title, i18n.language)}><Troubleshooting tree={tree} /></Section>)}
          {ages.data && ages.data.items.some((i) => i.faults > 0) ? <Section title={t('rates.byAge')}><RateChart items={ages.data.items.filter((i) => i.units >= 40)} ages /></Section> : null}
          <Batches model={model} />
        </div>
        <aside className="ac-panel cs-profile__side">
          <Facts items={[[t('field.brand'), named(model.brandName, i18n.language)], [t('field.category'), t(`category.${model.category}`, { defaultValue: model.category })], [t('field.released'), model.releasedOn], [t('field.discontinued'), model.discontinuedOn], [t('field.units'), number.format(model.units)]]} />
          {model.variants.length > 0 ? <Section title={t('variants')}><ul className="pd-lines">{model.variants.map((v) => <li key={v.id}><span>{named(v.name, i18n.language)}</span><span className="pd-serial ac-faint">{v.sku}</span></li>)}</ul></Section> : null}
          {model.manuals.length > 0 ? <Section title={t('manuals')}><ul className="pd-lines">{model.manuals.map((m) => <li key={m.id}><a className="ac-row" href={m.file.url}><FileText size={14} aria-hidden="true" />{m.title}</a><span className="ac-faint">{m.language}</span></li>)}</ul></Section> : null}
        </aside>
      </div>
    </DetailPage>
  );
}

function Faults({ model }: { readonly model: Page }) {
  const { t, i18n } = useTranslation('products');
  const language = i18n.language;
  if (model.faults.length === 0) return null;
  return (
    <Section title={t('faults.title')}>
      {model.faults.map((f) => (
        <details key={f.id} className="pd-fault">
          <summary><span className="pd-fault__name">{named(f.title, language)}</span>{f.safety ? <span className="pd-safety"><TriangleAlert size={14} aria-hidden="true" />{t('faults.safety')}</span> : null}<span className="ac-faint ac-small">{f.plans[0] ? t('minutes', { count: f.plans[0].minutes }) : ''}</span></summary>
          {named(f.advice, language) ? <p className="ac-soft"><span className="ac-faint">{t('faults.advice')} </span>{named(f.advice, language)}</p> : null}
          {f.plans.map((p) => <div key={p.id} className="pd-plan"><p className="ac-small ac-faint">{t('faults.plan')} · {t('minutes', { count: p.minutes })}</p><p className="pd-wordy">{named(p.steps, language)}</p><p className="ac-row">{p.parts.map((part) => <Tag key={part.number}>{`${part.number} × ${part.quantity}`}</Tag>)}</p></div>)}
        </details>
      ))}
    </Section>
  );
}

function Batches({ model }: { readonly model: Page }) {
  const { t } = useTranslation('products');
  // A handful of units says nothing; the rest by how often they fail.
  const told = model.batches.filter((b) => b.units >= 5).map((b) => ({ ...b, rate: (b.faults / b.units) * 100 })).toSorted((a, b) => b.rate - a.rate).slice(0, 12);
  if (told.length === 0) return null;
  return (
    <Section title={t('rates.byBatch')}>
      <table className="cs-table"><thead><tr><th>{t('field.batch')}</th><th>{t('field.producedOn')}</th><th>{t('field.units')}</th><th>{t('rates.faults')}</th><th>{t('rates.rate')}</th></tr></thead>
        <tbody>{told.map((b) => <tr key={b.id}><td className="pd-serial">{b.key}</td><td>{b.producedOn ?? '–'}</td><td className="pd-num">{b.units}</td><td className="pd-num">{b.faults}</td><td className="pd-num"><strong>{b.rate.toFixed(1)} %</strong></td></tr>)}</tbody></table>
    </Section>
  );
}
