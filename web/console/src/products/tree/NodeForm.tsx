import type { TreeNode } from '@aftercare/contract/products';
import { Button, Field, IconButton, Select, Switch, named } from '@aftercare/ui';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BothNames, noNames } from '../../settings/frame/BothNames.tsx';
import type { ModelPage } from '../data.ts';
import { type Draft, type Kind, type Problem, blank } from './tree.ts';

interface Props {
  readonly draft: Draft;
  readonly nodeKey: string;
  readonly node: TreeNode;
  readonly model: ModelPage;
  readonly faults: readonly Problem[];
  /** What the server said of it. */
  readonly told: string | undefined;
  readonly onChange: (node: TreeNode) => void;
  readonly onLead: (way: number, to: string | { readonly grow: Kind }) => void;
  readonly onDropAnswer: (answer: number) => void;
  readonly onRemove: () => void;
}
const kinds: readonly Kind[] = ['question', 'fix', 'report'];

/** One node: what is asked, tried or reported, and where each answer leads. */
export function NodeForm({ draft, nodeKey, node, model, faults, told, onChange, onLead, onDropAnswer, onRemove }: Props) {
  const { t, i18n } = useTranslation('products');
  const say = (words: { zh: string; en: string }) => named(words, i18n.language);
  const targets = (to: string) => [
    ...(draft.nodes[to] ? [] : [{ value: '', label: t('treeEdit.nowhere') }]),
    ...Object.entries(draft.nodes).filter(([key]) => key !== nodeKey).map(([key, one]) => ({ value: key, label: `${t(`treeEdit.kind.${one.kind}`)} · ${say(one.text) || t('treeEdit.untold')}` })),
    ...kinds.map((kind) => ({ value: `+${kind}`, label: t(`treeEdit.new.${kind}`) })),
  ];
  const leads = (label: string, way: number, to: string) => (
    <Field label={label} fault={draft.nodes[to] ? null : t('treeEdit.problem.nowhere')}>
      {(control) => <Select {...control} value={draft.nodes[to] ? to : ''} choices={targets(to)} onChange={(value) => onLead(way, value.startsWith('+') ? { grow: value.slice(1) as Kind } : value)} />}
    </Field>
  );
  const faultChoice = (value: string | undefined, set: (key: string) => void) => (
    <Field label={t('treeEdit.fault')} hint={t('treeEdit.faultHint')} optional>
      {(control) => <Select {...control} value={value ?? ''} choices={[{ value: '', label: t('treeEdit.noFault') }, ...model.faults.map((f) => ({ value: f.key, label: say(f.title) }))]} onChange={set} />}
    </Field>
  );
  const missing = faults.includes('words') ? t('treeEdit.problem.words') : undefined;
  return (
    <section className="st-group pd-node" aria-label={t('treeEdit.node')}>
      <div className="ac-spread">
        <Field label={t('treeEdit.what')}>{(control) => <Select {...control} value={node.kind} choices={kinds.map((kind) => ({ value: kind, label: t(`treeEdit.kind.${kind}`) }))} onChange={(kind) => onChange({ ...blank(kind), text: node.text } as TreeNode)} />}</Field>
        {nodeKey === draft.start ? null : <IconButton label={t('treeEdit.remove')} icon={<Trash2 size={16} />} onClick={onRemove} />}
      </div>
      {told ? <p className="ac-field__fault" role="alert">{told}</p> : null}
      {faults.filter((f) => f === 'unreached' || f === 'circle').map((f) => <p key={f} className="ac-field__fault">{t(`treeEdit.problem.${f}`)}</p>)}
      <BothNames key={`${nodeKey} text`} label={t(`treeEdit.text.${node.kind}`)} value={node.text} onChange={(text) => onChange({ ...node, text })} faults={{ zh: !say(node.text) ? missing : undefined }} />
      {node.kind === 'question' ? (
        <>
          <BothNames key={`${nodeKey} hint`} label={t('treeEdit.hint')} hint={t('treeEdit.hintHint')} rows={2} maxLength={2000} value={node.hint ?? noNames} onChange={(hint) => onChange({ ...node, hint })} />
          <ol className="pd-answers">
            {node.answers.map((answer, at) => (
              <li key={at} className="pd-answers__one">
                <BothNames label={t('treeEdit.answer', { n: at + 1 })} value={answer.text} onChange={(text) => onChange({ ...node, answers: node.answers.map((a, i) => (i === at ? { ...a, text } : a)) })} faults={{ zh: !say(answer.text) ? missing : undefined }} />
                <div className="pd-answers__way">
                  {leads(t('treeEdit.leads'), at, answer.to)}
                  <span className="ac-row">
                    <IconButton size="small" label={t('treeEdit.up', { n: at + 1 })} icon={<ArrowUp size={14} />} disabled={at === 0} onClick={() => onChange({ ...node, answers: swapped(node.answers, at - 1) })} />
                    <IconButton size="small" label={t('treeEdit.down', { n: at + 1 })} icon={<ArrowDown size={14} />} disabled={at === node.answers.length - 1} onClick={() => onChange({ ...node, answers: swapped(node.answers, at) })} />
                    <IconButton size="small" label={t('treeEdit.drop', { n: at + 1 })} icon={<Trash2 size={14} />} disabled={node.answers.length === 1} onClick={() => onDropAnswer(at)} />
                  </span>
                </div>
              </li>
            ))}
          </ol>
          <div><Button size="small" icon={<Plus size={14} aria-hidden="true" />} disabled={node.answers.length >= 8} onClick={() => onChange({ ...node, answers: [...node.answers, { text: noNames, to: '' }] })}>{t('treeEdit.addAnswer')}</Button></div>
        </>
      ) : null}
      {node.kind === 'fix' ? (
        <>
          <BothNames key={`${nodeKey} steps`} label={t('treeEdit.steps')} hint={t('treeEdit.stepsHint')} rows={4} maxLength={8000} value={node.steps} onChange={(steps) => onChange({ ...node, steps })} />
          <Switch label={t('treeEdit.goesOn')} checked={node.notHelped !== undefined} onChange={(on) => { const { notHelped: _, ...rest } = node; onChange(on ? { ...rest, notHelped: '' } : rest); }} />
          {node.notHelped !== undefined ? leads(t('treeEdit.notHelped'), 0, node.notHelped) : null}
          {faultChoice(node.faultKey, (faultKey) => onChange({ ...node, faultKey }))}
        </>
      ) : null}
      {node.kind === 'report' ? (
        <>
          <Switch label={t('treeEdit.stop')} checked={node.stopUsing} onChange={(stopUsing) => onChange({ ...node, stopUsing })} />
          <BothNames key={`${nodeKey} photos`} label={t('treeEdit.photos')} hint={t('treeEdit.photosHint')} rows={2} maxLength={2000} value={node.photos ?? noNames} onChange={(photos) => onChange({ ...node, photos })} />
          {faultChoice(node.faultKey, (faultKey) => onChange({ ...node, faultKey }))}
        </>
      ) : null}
    </section>
  );
}
/** With the one at this place and the next exchanged. */
function swapped<Item>(list: readonly Item[], at: number): Item[] {
  const next = [...list];
  const [one, other] = [list[at], list[at + 1]];
  if (one !== undefined && other !== undefined) next.splice(at, 2, other, one);
  return next;
}
