import type { TreeNode } from '@aftercare/contract/products';
import { Check, ChevronRight, RotateCcw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { named } from '../language/named.ts';
import { Notice } from '../state/States.tsx';
import './guide.css';

interface Props {
  /** What the walk is about. */
  readonly title: string;
  /** How many nodes have been seen, this one counted. */
  readonly at: number;
  readonly node: TreeNode;
  /** By the number of the answer; for a fix that did not help, 0. */
  readonly onAnswer: (answer: number) => void;
  readonly onFixed: () => void;
  readonly onBack: () => void;
}

/** One step of guided troubleshooting as a customer sees it: a question, something to try, or that it is to be reported. */
export function GuideStep({ title, at, node, onAnswer, onFixed, onBack }: Props) {
  const { t, i18n } = useTranslation('ui');
  const say = (names: { zh: string; en: string } | undefined) => (names ? named(names, i18n.language) : '');
  return (
    <section className="ac-guide" aria-live="polite" aria-label={title}>
      <p className="ac-faint ac-small">{title} · {t('guide.at', { at })}</p>
      <h2 className="ac-guide__question">{say(node.text)}</h2>
      {node.kind === 'question' ? (
        <>
          {say(node.hint) ? <p className="ac-soft">{say(node.hint)}</p> : null}
          <div className="ac-guide__answers">{node.answers.map((answer, n) => <button key={n} type="button" className="ac-guide__answer" onClick={() => onAnswer(n)}>{say(answer.text)}<ChevronRight size={18} aria-hidden="true" /></button>)}</div>
        </>
      ) : null}
      {node.kind === 'fix' ? (
        <>
          <p className="ac-guide__steps">{say(node.steps)}</p>
          <div className="ac-guide__acts"><Button kind="primary" size="large" icon={<Check size={18} aria-hidden="true" />} onClick={onFixed}>{t('guide.helped')}</Button>{node.notHelped ? <Button size="large" onClick={() => onAnswer(0)}>{t('guide.notHelped')}</Button> : <span className="ac-soft">{t('guide.elseReport')}</span>}</div>
        </>
      ) : null}
      {node.kind === 'report' ? (
        <>
          {node.stopUsing ? <Notice tone="late" icon={<TriangleAlert size={18} aria-hidden="true" />}>{t('guide.stopUsing')}</Notice> : null}
          <p className="ac-soft">{say(node.photos) || t('guide.report')}</p>
        </>
      ) : null}
      <Button kind="quiet" size="small" icon={<RotateCcw size={14} aria-hidden="true" />} onClick={onBack}>{t('guide.back')}</Button>
    </section>
  );
}
