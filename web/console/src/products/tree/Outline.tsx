import type { TreeNode } from '@aftercare/contract/products';
import { IconButton, Menu, named } from '@aftercare/ui';
import { CircleHelp, CornerDownRight, Plus, Send, TriangleAlert, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Draft, type Kind, type Problem, reached } from './tree.ts';

const icons = { question: CircleHelp, fix: Wrench, report: Send } as const;
const kinds: readonly Kind[] = ['question', 'fix', 'report'];
interface Props {
  readonly draft: Draft;
  readonly open: string;
  readonly faults: ReadonlyMap<string, readonly Problem[]>;
  readonly onOpen: (key: string) => void;
  readonly onGrow: (from: string, way: number, kind: Kind) => void;
}

/** The whole tree at a glance: questions, beneath each answer what it leads to. What stands above already is named only. */
export function Outline(props: Props) {
  const { t } = useTranslation('products');
  const shown = new Set<string>();
  const lost = Object.keys(props.draft.nodes).filter((key) => !reached(props.draft).has(key));
  return (
    <nav className="pd-outline" aria-label={t('treeEdit.outline')}>
      <ul><li><Node {...props} nodeKey={props.draft.start} shown={shown} /></li></ul>
      {lost.length > 0 ? <><p className="pd-outline__lost">{t('treeEdit.lost')}</p><ul>{lost.map((key) => <li key={key}><Mark {...props} nodeKey={key} /></li>)}</ul></> : null}
    </nav>
  );
}

function Mark({ draft, open, faults, onOpen, nodeKey, again }: Props & { readonly nodeKey: string; readonly again?: boolean }) {
  const { t, i18n } = useTranslation('products');
  const node = draft.nodes[nodeKey];
  if (!node) return null;
  const Icon = again ? CornerDownRight : icons[node.kind];
  const wrong = faults.has(nodeKey);
  return (
    <button type="button" className="pd-outline__node" data-kind={node.kind} aria-current={open === nodeKey || undefined} onClick={() => onOpen(nodeKey)}>
      <Icon size={16} aria-hidden="true" />
      <span className="ac-unseen">{t(`treeEdit.kind.${node.kind}`)}: </span>
      <span className="ac-grow">{named(node.text, i18n.language) || t('treeEdit.untold')}</span>
      {wrong ? <TriangleAlert size={14} role="img" aria-label={t('treeEdit.unfinished')} className="pd-outline__wrong" /> : null}
    </button>
  );
}

function Node({ nodeKey, shown, ...props }: Props & { readonly nodeKey: string; readonly shown: Set<string> }) {
  const { t, i18n } = useTranslation('products');
  const node = props.draft.nodes[nodeKey];
  if (!node) return null;
  if (shown.has(nodeKey)) return <Mark {...props} nodeKey={nodeKey} again />;
  shown.add(nodeKey);
  const branches = branchesOf(node, t('treeEdit.notHelped'), i18n.language);
  return (
    <>
      <Mark {...props} nodeKey={nodeKey} />
      {branches.length > 0 ? (
        <ul>
          {branches.map(({ words, to }, way) => (
            <li key={way}>
              <span className="pd-outline__answer">{words || t('treeEdit.untold')}
                {props.draft.nodes[to] ? null : <Menu label={t('treeEdit.next', { answer: words })} items={kinds.map((kind) => ({ key: kind, label: t(`treeEdit.kind.${kind}`), perform: () => props.onGrow(nodeKey, way, kind) }))} trigger={(trigger) => <IconButton {...trigger} size="small" label={t('treeEdit.next', { answer: words })} icon={<Plus size={14} />} />} />}
              </span>
              {props.draft.nodes[to] ? <Node {...props} nodeKey={to} shown={shown} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
const branchesOf = (node: TreeNode, notHelped: string, language: string): { words: string; to: string }[] =>
  (node.kind === 'question' ? node.answers.map((a) => ({ words: named(a.text, language), to: a.to })) : node.kind === 'fix' && node.notHelped !== undefined ? [{ words: notHelped, to: node.notHelped }] : []);
