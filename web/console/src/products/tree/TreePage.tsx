import { api } from '@aftercare/contract';
import { Button, EmptyState, Switch, buttonClass, fieldFaults, named, useApi, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ChevronLeft, ListTree, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames } from '../../settings/frame/BothNames.tsx';
import { FormPage } from '../../settings/frame/FormPage.tsx';
import { Loaded } from '../../settings/frame/Loaded.tsx';
import { useForm } from '../../settings/frame/useForm.ts';
import { useWork } from '../../settings/frame/useWork.ts';
import { loadSettingsWords } from '../../settings/words.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { type ModelPage, useProductQueries } from '../data.ts';
import { loadProductWords } from '../words.ts';
import { NodeForm } from './NodeForm.tsx';
import { Outline } from './Outline.tsx';
import { TreePreview } from './TreePreview.tsx';
import { type Draft, grown, led, newTree, problems, sendable, without } from './tree.ts';
import '../../settings/settings.css';
import '../products.css';

await Promise.all([loadProductWords(), loadSettingsWords()]);

/** Guided troubleshooting being written: the tree beside the node in hand. */
export function TreePage() {
  const { t } = useTranslation('products');
  const { modelId, treeId } = useParams({ from: '/shell/products/models/$modelId/trees/$treeId' });
  const page = useQuery(useProductQueries().model(Number(modelId)));
  return (
    <Loaded of={[page]}>
      {(model) => {
        const tree = model.trees.find((one) => String(one.id) === treeId);
        return tree || treeId === 'new' ? <TreeForm key={treeId} model={model} id={tree?.id ?? null} saved={tree ? { title: tree.title, start: tree.start, nodes: tree.nodes, active: tree.active } : newTree()} />
          : <EmptyState icon={<ListTree size={22} />} title={t('treeEdit.gone')} text={t('treeEdit.goneText')}><Link className={buttonClass()} to="/products/models/$modelId" params={{ modelId }}>{model.key}</Link></EmptyState>;
      }}
    </Loaded>
  );
}

function TreeForm({ model, id, saved }: { readonly model: ModelPage; readonly id: number | null; readonly saved: Draft }) {
  const { t, i18n } = useTranslation(['products', 'app']);
  const { call } = useApi();
  const toasts = useToasts();
  const navigate = useNavigate();
  const form = useForm<Draft>(saved);
  const [open, setOpen] = useState(saved.start);
  const [trying, setTrying] = useState(false);
  const draft = form.value;
  const title = named(draft.title, i18n.language);
  useTitle(title || t('treeEdit.add'));
  const home = { to: '/products/models/$modelId', params: { modelId: String(model.id) } } as const;
  const save = useWork({
    work: (body: Draft) => (id ? call(api.products.updateTree, { params: { id }, body }) : call(api.products.saveTree, { params: { id: model.id }, body })),
    keys: ['model'], said: () => t('treeEdit.saved'), after: (tree) => { const { title: name, start, nodes, active } = tree; form.rebase({ title: name, start, nodes, active }); if (!id) void navigate({ ...home, ignoreBlocker: true }); },
  });
  const found = problems(draft);
  const told = fieldFaults(save.error);
  const node = draft.nodes[open];
  /** Changes the draft and offers the way back, for what takes something away. */
  const cut = (next: Draft, text: string) => { form.set(next); toasts.show({ text, seconds: 8, action: { label: t('app:undo'), perform: () => form.set(draft) } }); };
  const go = (next: { draft: Draft; key: string }) => { form.set(next.draft); setOpen(next.key); };
  return (
    <FormPage
      title={title || t('treeEdit.add')} intro={<><Link {...home} className="pd-back"><ChevronLeft size={14} aria-hidden="true" />{model.key} {named(model.name, i18n.language)}</Link></>} wide fresh={!id} dirty={form.dirty} busy={save.isPending} error={save.error} known={['title', 'nodes', 'start']}
      onCancel={() => void navigate(home)} createLabel={t('treeEdit.create')} onSave={() => save.mutate(sendable(draft))} onReset={() => { form.reset(); save.reset(); if (!form.base.nodes[open]) setOpen(form.base.start); }}
      actions={<Button icon={<Play size={16} aria-hidden="true" />} onClick={() => setTrying(true)}>{t('treeEdit.preview')}</Button>}
    >
      <section className="st-group">
        <BothNames label={t('treeEdit.title')} hint={t('treeEdit.titleHint')} value={draft.title} onChange={(name) => form.set({ title: name })} faults={{ zh: told['title.zh'], en: told['title.en'] }} focus={!id} />
        <Switch label={t('treeEdit.active')} checked={draft.active} onChange={(active) => form.set({ active })} />
      </section>
      <div className="pd-treeform">
        <Outline draft={draft} open={open} faults={found} onOpen={setOpen} onGrow={(from, way, kind) => go(grown(draft, from, way, kind))} />
        {node ? (
          <NodeForm
            draft={draft} nodeKey={open} node={node} model={model} faults={found.get(open) ?? []} told={told[`nodes.${open}`]}
            onChange={(changed) => form.set({ nodes: { ...draft.nodes, [open]: changed } })}
            onLead={(way, to) => (typeof to === 'string' ? form.set(led(draft, open, way, to)) : go(grown(draft, open, way, to.grow)))}
            onDropAnswer={(at) => { if (node.kind === 'question') cut({ ...draft, nodes: { ...draft.nodes, [open]: { ...node, answers: node.answers.filter((_, i) => i !== at) } } }, t('treeEdit.dropped')); }}
            onRemove={() => { cut(without(draft, open), t('treeEdit.removed')); setOpen(draft.start); }}
          />
        ) : null}
      </div>
      <TreePreview draft={draft} open={trying} onClose={() => setTrying(false)} />
    </FormPage>
  );
}
