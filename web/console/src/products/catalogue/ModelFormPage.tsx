import { api } from '@aftercare/contract';
import { type FileInfo, maxFileBytes } from '@aftercare/contract/files';
import { Button, EmptyState, Field, FileDrop, Input, Select, Switch, UploadList, buttonClass, fieldFaults, named, sendBytes, useApi, useUploads } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ChevronLeft, Factory, ImagePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../../settings/frame/BothNames.tsx';
import { FormPage, Group } from '../../settings/frame/FormPage.tsx';
import { Loaded } from '../../settings/frame/Loaded.tsx';
import { useForm } from '../../settings/frame/useForm.ts';
import { useWork } from '../../settings/frame/useWork.ts';
import { loadSettingsWords } from '../../settings/words.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { type ModelPage, useProductQueries } from '../data.ts';
import { loadProductWords } from '../words.ts';
import '../../settings/settings.css';
import '../products.css';

await Promise.all([loadProductWords(), loadSettingsWords()]);

/** Address `new`, or the number of a model. */
export function ModelFormPage() {
  const { t } = useTranslation('products');
  const { modelId } = useParams({ strict: false });
  const from = useProductQueries();
  const id = Number(modelId);
  const brands = useQuery(from.brands());
  const model = useQuery({ ...from.model(id), enabled: modelId !== undefined });
  const all = useQuery(from.models(''));
  if (brands.data?.items.length === 0) return <EmptyState icon={<Factory size={22} />} heading="h1" title={t('modelEdit.brandFirst')} text={t('modelEdit.brandFirstText')}><Link className={buttonClass('primary')} to="/products/brands">{t('brands.add')}</Link></EmptyState>;
  if (modelId === undefined) return <Loaded of={[brands, all]}>{({ items }, { categories }) => <ModelForm model={null} brands={items} categories={categories} />}</Loaded>;
  return <Loaded of={[brands, all, model]}>{({ items }, { categories }, page) => <ModelForm key={page.id} model={page} brands={items} categories={categories} />}</Loaded>;
}

const draftOf = (m: ModelPage | null, brandId: number) => ({
  brandId: m?.brandId ?? brandId, key: m?.key ?? '', name: m?.name ?? noNames, category: m?.category ?? '', description: m?.description ?? noNames, imageId: m?.imageId ?? null, imageUrl: m?.imageUrl ?? null,
  releasedOn: m?.releasedOn ?? '', discontinuedOn: m?.discontinuedOn ?? '', active: m?.active ?? true,
});

function ModelForm({ model, brands, categories }: { readonly model: ModelPage | null; readonly brands: readonly { id: number; key: string; name: { zh: string; en: string } }[]; readonly categories: readonly string[] }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm(draftOf(model, brands[0]?.id ?? 0));
  const { value, set } = form;
  useTitle(model ? model.key : t('modelEdit.add'));
  const photo = useUploads<FileInfo>({ maxBytes: maxFileBytes, send: async (file, onProgress) => { const sent = await sendBytes<FileInfo>({ url: `/api/v1/files?name=${encodeURIComponent(file.name)}`, file, language: i18n.language, onProgress }); set({ imageId: sent.id, imageUrl: sent.url }); return sent; } });
  const save = useWork({
    work: (_: undefined) => {
      const { imageUrl: _url, ...fields } = value;
      const body = { ...fields, key: value.key.trim(), name: bothNames(value.name), description: bothNames(value.description), category: value.category.trim(), releasedOn: value.releasedOn || null, discontinuedOn: value.discontinuedOn || null };
      return model ? call(api.products.updateModel, { params: { id: model.id }, body }, { version: model.version }) : call(api.products.createModel, { body });
    },
    keys: ['model', 'models'], said: (saved) => t('modelEdit.saved', { key: saved.key }),
    after: (saved) => { photo.reset(); form.rebase(draftOf(saved, saved.brandId)); void navigate({ to: '/products/models/$modelId', params: { modelId: String(saved.id) }, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const leave = () => void navigate(model ? { to: '/products/models/$modelId', params: { modelId: String(model.id) } } : { to: '/products' });
  const day = (label: string, key: 'releasedOn' | 'discontinuedOn') => <Field label={label} optional fault={faults[key]}>{(control) => <Input {...control} type="date" value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  return (
    <FormPage
      title={model ? t('modelEdit.edit', { key: model.key }) : t('modelEdit.add')} intro={<Link className="pd-back" to={model ? '/products/models/$modelId' : '/products'} params={model ? { modelId: String(model.id) } : {}}><ChevronLeft size={14} aria-hidden="true" />{model ? `${model.key} ${named(model.name, i18n.language)}` : t('part.catalogue')}</Link>}
      fresh={!model} dirty={form.dirty} busy={save.isPending || photo.sending} error={save.error} known={['brandId', 'key', 'name', 'category', 'description', 'imageId', 'releasedOn', 'discontinuedOn']} createLabel={t('modelEdit.create')}
      onCancel={leave} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); photo.reset(); save.reset(); }}
    >
      <Group title={t('modelEdit.what')}>
        <div className="st-two">
          <Field label={t('field.brand')} fault={faults['brandId']}>{(control) => <Select {...control} value={String(value.brandId)} choices={brands.map((b) => ({ value: String(b.id), label: named(b.name, i18n.language) }))} onChange={(id) => set({ brandId: Number(id) })} />}</Field>
          <Field label={t('modelEdit.key')} hint={t('modelEdit.keyHint')} fault={faults['key']}>{(control) => <Input {...control} autoFocus={!model} maxLength={60} value={value.key} onChange={(event) => set({ key: event.target.value })} />}</Field>
        </div>
        <BothNames label={t('modelEdit.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} />
        <Field label={t('field.category')} hint={t('modelEdit.categoryHint')} fault={faults['category']}>{(control) => <><Input {...control} className="st-narrow" list="pd-categories" maxLength={60} value={value.category} onChange={(event) => set({ category: event.target.value })} /><datalist id="pd-categories">{categories.map((one) => <option key={one} value={one}>{t(`category.${one}`, { defaultValue: one })}</option>)}</datalist></>}</Field>
        <BothNames label={t('modelEdit.description')} rows={3} maxLength={8000} value={value.description} onChange={(description) => set({ description })} faults={{ zh: faults['description.zh'], en: faults['description.en'] }} />
      </Group>
      <Group title={t('modelEdit.picture')}>
        <div className="pd-picture">
          {value.imageUrl ? <img src={value.imageUrl} alt="" className="pd-picture__now" /> : null}
          <div className="ac-grow ac-stack">
            <FileDrop label={value.imageUrl ? t('modelEdit.otherPicture') : t('modelEdit.choosePicture')} accept="image/*" icon={<ImagePlus size={20} aria-hidden="true" />} onFiles={(files) => photo.add(files.slice(0, 1))} />
            <UploadList uploads={photo.uploads.filter((u) => !u.sent)} onRemove={photo.remove} onRetry={photo.retry} />
            {value.imageUrl ? <div><Button kind="quiet" size="small" onClick={() => set({ imageId: null, imageUrl: null })}>{t('modelEdit.noPicture')}</Button></div> : null}
          </div>
        </div>
      </Group>
      <Group title={t('modelEdit.life')}>
        <div className="st-two">{day(t('field.released'), 'releasedOn')}{day(t('field.discontinued'), 'discontinuedOn')}</div>
        <Switch label={t('modelEdit.active')} checked={value.active} onChange={(active) => set({ active })} />
      </Group>
    </FormPage>
  );
}
