import { Button, Notice, named } from '@aftercare/ui';
import { Check, ChevronRight, ListChecks, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../report/draft.ts';
import { type Answered, type Tree, standing, told } from './walk.ts';
import './guide.css';

interface Props { readonly trees: readonly (Tree & { readonly id: number })[]; readonly draft: Draft; readonly onTold: (part: Partial<Draft>) => void; readonly onFixed: () => void }

/** A few questions before anything is sent: what can be mended at home is mended at home. Skipped by who does not like it. */
export function Guide({ trees, draft, onTold, onFixed }: Props) {
  const { t, i18n } = useTranslation();
  const [tree, setTree] = useState<Props['trees'][number] | null>(null);
  const [path, setPath] = useState<readonly Answered[]>([]);
  const say = (names: { zh: string; en: string }) => named(names, i18n.language);
  const go = (next: readonly Answered[]) => {
    setPath(next);
    const now = tree ? standing(tree, next) : null;
    if (!tree || !now) return;
    onTold({ guided: told(tree, next, i18n.language, t('guide.notHelped')), ...(now.node.kind === 'report' ? { faultKey: now.node.faultKey ?? '', ...(draft.text.trim() === '' ? { text: say(tree.title) } : {}) } : {}) });
  };
  if (!tree) {
    return (
      <section className="p-guide" aria-labelledby="guide">
        <h2 id="guide" className="p-guide__title"><ListChecks size={20} aria-hidden="true" />{t('guide.title')}</h2>
        <p className="ac-soft">{t('guide.intro')}</p>
        <div className="p-guide__answers">{trees.map((one) => <button key={one.id} type="button" className="p-guide__answer" onClick={() => { setTree(one); setPath([]); }}>{say(one.title)}<ChevronRight size={18} aria-hidden="true" /></button>)}</div>
      </section>
    );
  }
  const now = standing(tree, path) ?? standing(tree, []);
  if (!now) return null;
  const { key, node } = now;
  const again = <Button kind="quiet" size="small" icon={<RotateCcw size={14} aria-hidden="true" />} onClick={() => (path.length > 0 ? go(path.slice(0, -1)) : setTree(null))}>{t('report.back')}</Button>;
  return (
    <section className="p-guide" aria-live="polite" aria-label={say(tree.title)}>
      <p className="ac-faint ac-small">{say(tree.title)} · {t('guide.at', { at: path.length + 1 })}</p>
      <h2 className="p-guide__question">{say(node.text)}</h2>
      {node.kind === 'question' ? (
        <>
          {node.hint && say(node.hint) ? <p className="ac-soft">{say(node.hint)}</p> : null}
          <div className="p-guide__answers">{node.answers.map((answer, at) => <button key={at} type="button" className="p-guide__answer" onClick={() => go([...path, { nodeKey: key, answer: at }])}>{say(answer.text)}<ChevronRight size={18} aria-hidden="true" /></button>)}</div>
          {again}
        </>
      ) : null}
      {node.kind === 'fix' ? (
        <>
          <p className="p-guide__steps">{say(node.steps)}</p>
          <div className="p-acts"><Button kind="primary" size="large" icon={<Check size={18} aria-hidden="true" />} onClick={onFixed}>{t('guide.helped')}</Button>{node.notHelped ? <Button size="large" onClick={() => go([...path, { nodeKey: key, answer: 0 }])}>{t('guide.notHelped')}</Button> : <span className="ac-soft">{t('guide.elseReport')}</span>}</div>
          {again}
        </>
      ) : null}
      {node.kind === 'report' ? (
        <>
          {node.stopUsing ? <Notice tone="late" icon={<TriangleAlert size={18} aria-hidden="true" />}>{t('guide.stopUsing')}</Notice> : null}
          <p className="ac-soft">{node.photos && say(node.photos) ? say(node.photos) : t('guide.report')}</p>
          {again}
        </>
      ) : null}
    </section>
  );
}
