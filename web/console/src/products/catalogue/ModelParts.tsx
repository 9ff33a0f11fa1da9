import { api } from '@aftercare/contract';
import { Button, IconButton, Section, Tag, named, useApi, calendarDay } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { FileText, Pencil, Plus, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useRemoval } from '../../settings/frame/useRemoval.ts';
import type { ModelPage } from '../data.ts';
import { Troubleshooting } from '../Troubleshooting.tsx';
import { FaultDialog } from './FaultDialog.tsx';
import { BatchDialog, ManualDialog, VariantDialog } from './SmallDialogs.tsx';

/** What all parts of a model share: whether one may change it, and how things are removed. */
function useModelWork(model: ModelPage) {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const { stays, remove } = useRemoval();
  const params = { id: model.id };
  const keys = ['model', 'models'];
  const off = (kind: string, id: number, name: string, work: () => Promise<unknown>) => remove({ kind, id, text: t('modelEdit.removed', { name }), work, keys });
  return {
    manage: useMay()('products.manage'), stays,
    dropVariant: (v: ModelPage['variants'][number], name: string) => off('variant', v.id, name, () => call(api.products.removeVariant, { params: { ...params, variantId: v.id } })),
    dropBatch: (b: ModelPage['batches'][number]) => off('batch', b.id, b.key, () => call(api.products.removeBatch, { params: { ...params, batchId: b.id } })),
    dropManual: (m: ModelPage['manuals'][number]) => off('manual', m.id, m.title, () => call(api.products.removeManual, { params: { ...params, manualId: m.id } })),
    dropFault: (f: ModelPage['faults'][number], name: string) => off('fault', f.id, name, () => call(api.products.removeFault, { params: { ...params, faultId: f.id } })),
    dropTree: (tree: ModelPage['trees'][number], name: string) => off('tree', tree.id, name, () => call(api.products.removeTree, { params: { id: tree.id } })),
  };
}
function Acts({ what, onEdit, onRemove }: { readonly what: string; readonly onEdit?: () => void; readonly onRemove: () => void }) {
  const { t } = useTranslation('products');
  return <span className="pd-acts">{onEdit ? <IconButton size="small" label={t('modelEdit.editWhat', { what })} icon={<Pencil size={14} />} onClick={onEdit} /> : null}<IconButton size="small" label={t('modelEdit.removeWhat', { what })} icon={<Trash2 size={14} />} onClick={onRemove} /></span>;
}
const AddButton = ({ label, onClick }: { readonly label: string; readonly onClick: () => void }) => <Button kind="link" size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={onClick}>{label}</Button>;

export function Faults({ model }: { readonly model: ModelPage }) {
  const { t, i18n } = useTranslation('products');
  const language = i18n.language;
  const work = useModelWork(model);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const faults = model.faults.filter((f) => work.stays('fault', f.id));
  if (faults.length === 0 && !work.manage) return null;
  return (
    <Section title={t('faults.title')} action={work.manage ? <AddButton label={t('modelEdit.addFault')} onClick={() => setOpen('new')} /> : null}>
      {faults.length === 0 ? <p className="ac-faint">{t('modelEdit.noFaults')}</p> : null}
      {faults.map((f) => (
        <details key={f.id} className="pd-fault">
          <summary><span className="pd-fault__name">{named(f.title, language)}</span>{f.safety ? <span className="pd-safety"><TriangleAlert size={14} aria-hidden="true" />{t('faults.safety')}</span> : null}{f.active ? null : <Tag>{t('modelEdit.off')}</Tag>}<span className="ac-faint ac-small">{f.plans[0] ? t('minutes', { count: f.plans[0].minutes }) : ''}</span></summary>
          {named(f.advice, language) ? <p className="ac-soft"><span className="ac-faint">{t('faults.advice')} </span>{named(f.advice, language)}</p> : null}
          {f.plans.map((p) => <div key={p.id} className="pd-plan"><p className="ac-small ac-faint">{named(p.title, language) || t('faults.plan')} · {t('minutes', { count: p.minutes })}</p><p className="pd-wordy">{named(p.steps, language)}</p><p className="ac-row">{p.parts.map((part) => <Tag key={part.number}>{`${part.number} × ${part.quantity}`}</Tag>)}</p></div>)}
          {work.manage ? <Acts what={named(f.title, language)} onEdit={() => setOpen(f.id)} onRemove={() => work.dropFault(f, named(f.title, language))} /> : null}
        </details>
      ))}
      {open === null ? null : <FaultDialog key={open} model={model} item={model.faults.find((f) => f.id === open) ?? null} onClose={() => setOpen(null)} />}
    </Section>
  );
}

export function Trees({ model }: { readonly model: ModelPage }) {
  const { t, i18n } = useTranslation('products');
  const work = useModelWork(model);
  const trees = model.trees.filter((tree) => work.stays('tree', tree.id));
  const at = (treeId: string) => ({ to: '/products/models/$modelId/trees/$treeId', params: { modelId: String(model.id), treeId } }) as const;
  return (
    <>
      {trees.map((tree) => {
        const title = named(tree.title, i18n.language);
        return (
          <Section key={tree.id} title={tree.active ? title : `${title} · ${t('modelEdit.off')}`} action={work.manage ? <span className="pd-acts"><Link {...at(String(tree.id))} className="ac-button ac-button--quiet ac-button--small" aria-label={t('modelEdit.editWhat', { what: title })}><Pencil size={14} aria-hidden="true" />{t('modelEdit.change')}</Link><IconButton size="small" label={t('modelEdit.removeWhat', { what: title })} icon={<Trash2 size={14} />} onClick={() => work.dropTree(tree, title)} /></span> : null}>
            <Troubleshooting tree={tree} />
          </Section>
        );
      })}
      {work.manage ? <Section title={t('treeEdit.part')} action={<Link {...at('new')} className="ac-button ac-button--link ac-button--small"><Plus size={14} aria-hidden="true" />{t('treeEdit.add')}</Link>}>{trees.length === 0 ? <p className="ac-faint">{t('treeEdit.none')}</p> : <p className="ac-faint">{t('treeEdit.several')}</p>}</Section> : null}
    </>
  );
}

export function Variants({ model }: { readonly model: ModelPage }) {
  const { t, i18n } = useTranslation('products');
  const work = useModelWork(model);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const variants = model.variants.filter((v) => work.stays('variant', v.id));
  if (variants.length === 0 && !work.manage) return null;
  return (
    <Section title={t('variants')} action={work.manage ? <AddButton label={t('modelEdit.add1')} onClick={() => setOpen('new')} /> : null}>
      {variants.length === 0 ? <p className="ac-faint">{t('modelEdit.noVariants')}</p> : <ul className="pd-lines">{variants.map((v) => <li key={v.id}><span>{named(v.name, i18n.language)} <span className="pd-serial ac-faint">{v.sku}</span></span>{work.manage ? <Acts what={v.sku} onEdit={() => setOpen(v.id)} onRemove={() => work.dropVariant(v, v.sku)} /> : null}</li>)}</ul>}
      {open === null ? null : <VariantDialog key={open} model={model} item={model.variants.find((v) => v.id === open) ?? null} onClose={() => setOpen(null)} />}
    </Section>
  );
}

export function Manuals({ model }: { readonly model: ModelPage }) {
  const { t } = useTranslation('products');
  const work = useModelWork(model);
  const [open, setOpen] = useState(false);
  const manuals = model.manuals.filter((m) => work.stays('manual', m.id));
  if (manuals.length === 0 && !work.manage) return null;
  return (
    <Section title={t('manuals')} action={work.manage ? <AddButton label={t('modelEdit.add1')} onClick={() => setOpen(true)} /> : null}>
      {manuals.length === 0 ? <p className="ac-faint">{t('modelEdit.noManuals')}</p> : <ul className="pd-lines">{manuals.map((m) => <li key={m.id}><a className="ac-row" href={m.file.url}><FileText size={14} aria-hidden="true" />{m.title}</a><span className="ac-faint ac-small">{t(`modelEdit.languages.${m.language}`, { defaultValue: m.language })}</span>{work.manage ? <Acts what={m.title} onRemove={() => work.dropManual(m)} /> : null}</li>)}</ul>}
      {open ? <ManualDialog model={model} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

export function Batches({ model }: { readonly model: ModelPage }) {
  const { t, i18n } = useTranslation('products');
  const work = useModelWork(model);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [all, setAll] = useState(false);
  const batches = model.batches.filter((b) => work.stays('batch', b.id)).map((b) => ({ ...b, rate: b.units > 0 ? (b.faults / b.units) * 100 : 0 }));
  // A handful of units says nothing; the rest by how often they fail.
  const told = batches.filter((b) => b.units >= 5).toSorted((a, b) => b.rate - a.rate).slice(0, 12);
  const shown = all || told.length === 0 ? batches : told;
  if (batches.length === 0 && !work.manage) return null;
  return (
    <Section title={all || told.length === 0 ? t('modelEdit.batches') : t('rates.byBatch')} action={<span className="pd-acts">{told.length > 0 && batches.length > told.length ? <Button kind="link" size="small" onClick={() => setAll(!all)}>{all ? t('modelEdit.worstBatches') : t('modelEdit.allBatches', { count: batches.length })}</Button> : null}{work.manage ? <AddButton label={t('modelEdit.add1')} onClick={() => setOpen('new')} /> : null}</span>}>
      {shown.length === 0 ? <p className="ac-faint">{t('modelEdit.noBatches')}</p> : (
        <table className="cs-table"><thead><tr><th>{t('field.batch')}</th><th className="cs-wide">{t('field.producedOn')}</th><th>{t('field.units')}</th><th>{t('rates.faults')}</th><th>{t('rates.rate')}</th>{work.manage ? <th><span className="ac-unseen">{t('terms.acts')}</span></th> : null}</tr></thead>
          <tbody>{shown.map((b) => <tr key={b.id}><td className="pd-serial">{b.key}{b.note ? <span className="ac-faint ac-small pd-batchnote">{b.note}</span> : null}</td><td className="cs-wide">{b.producedOn ? calendarDay(b.producedOn, i18n.language) : '–'}</td><td className="pd-num">{b.units}</td><td className="pd-num">{b.faults}</td><td className="pd-num"><strong>{b.rate.toFixed(1)}%</strong></td>{work.manage ? <td className="pd-num"><Acts what={b.key} onEdit={() => setOpen(b.id)} onRemove={() => work.dropBatch(b)} /></td> : null}</tr>)}</tbody></table>
      )}
      {open === null ? null : <BatchDialog key={open} model={model} item={model.batches.find((b) => b.id === open) ?? null} onClose={() => setOpen(null)} />}
    </Section>
  );
}
