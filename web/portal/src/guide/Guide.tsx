import { GuideStep, named } from '@aftercare/ui';
import { ChevronRight, ListChecks } from 'lucide-react';
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
  return (
    <GuideStep
      title={say(tree.title)} at={path.length + 1} node={node} onFixed={onFixed}
      onAnswer={(answer) => go([...path, { nodeKey: key, answer }])} onBack={() => (path.length > 0 ? go(path.slice(0, -1)) : setTree(null))}
    />
  );
}
