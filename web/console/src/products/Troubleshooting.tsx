import type { FaultTree } from '@aftercare/contract/products';
import { Button, named } from '@aftercare/ui';
import { CircleCheck, CircleHelp, RotateCcw, Send, TriangleAlert, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** 故障排查 walked question by question, as an agent does with a customer on the line. */
export function Troubleshooting({ tree }: { readonly tree: FaultTree }) {
  const { t, i18n } = useTranslation('products');
  const [way, setWay] = useState<readonly { key: string; answer: string }[]>([]);
  const [at, setAt] = useState(tree.start);
  const [solved, setSolved] = useState(false);
  const language = i18n.language;
  const node = tree.nodes[at];
  const go = (answer: string, to: string) => { setWay([...way, { key: at, answer }]); setAt(to); };
  const again = () => { setWay([]); setAt(tree.start); setSolved(false); };
  return (
    <div className="pd-tree">
      <ol className="pd-tree__way">{way.map((step) => { const past = tree.nodes[step.key]; return past ? <li key={step.key}><span className="ac-faint">{named(past.text, language)}</span> <strong>{step.answer}</strong></li> : null; })}</ol>
      <div aria-live="polite">
        {solved ? <p className="pd-tree__end"><CircleCheck size={20} aria-hidden="true" />{t('tree.solved')}</p> : null}
        {!solved && node?.kind === 'question' ? <><p className="pd-tree__ask"><CircleHelp size={20} aria-hidden="true" />{named(node.text, language)}</p>{node.hint ? <p className="ac-soft">{named(node.hint, language)}</p> : null}<div className="pd-tree__answers">{node.answers.map((a) => <Button key={a.text.en} onClick={() => go(named(a.text, language), a.to)}>{named(a.text, language)}</Button>)}</div></> : null}
        {!solved && node?.kind === 'fix' ? <><p className="pd-tree__ask"><Wrench size={20} aria-hidden="true" />{named(node.text, language)}</p><p className="pd-wordy">{named(node.steps, language)}</p><p className="ac-soft">{t('tree.helped')}</p><div className="pd-tree__answers"><Button kind="primary" onClick={() => setSolved(true)}>{t('tree.yes')}</Button>{node.notHelped ? <Button onClick={() => go(t('tree.no'), node.notHelped ?? at)}>{t('tree.no')}</Button> : null}</div></> : null}
        {!solved && node?.kind === 'report' ? <><p className="pd-tree__ask">{node.stopUsing ? <TriangleAlert size={20} aria-hidden="true" /> : <Send size={20} aria-hidden="true" />}{named(node.text, language)}</p>{node.stopUsing ? <p className="pd-safety">{t('tree.stop')}</p> : null}{node.photos ? <p className="ac-soft">{named(node.photos, language)}</p> : null}</> : null}
      </div>
      {way.length > 0 ? <Button kind="link" size="small" icon={<RotateCcw size={14} />} onClick={again}>{t('tree.again')}</Button> : null}
    </div>
  );
}
