import { Dialog, GuideStep, named } from '@aftercare/ui';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@aftercare/ui';
import { type Draft, ways } from './tree.ts';

/** The tree as a customer walks it, as far as it is written. */
export function TreePreview({ draft, open, onClose }: { readonly draft: Draft; readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('products');
  return <Dialog as="drawer" open={open} onClose={onClose} title={t('treeEdit.preview')}><Walk draft={draft} /></Dialog>;
}

function Walk({ draft }: { readonly draft: Draft }) {
  const { t, i18n } = useTranslation('products');
  const [path, setPath] = useState<readonly string[]>([draft.start]);
  const [fixed, setFixed] = useState(false);
  const [lost, setLost] = useState(false);
  const node = draft.nodes[path.at(-1) ?? draft.start];
  const back = () => { setFixed(false); setLost(false); setPath(path.length > 1 ? path.slice(0, -1) : path); };
  if (!node) return null;
  return (
    <div className="ac-stack">
      <p className="ac-soft">{t('treeEdit.previewText')}</p>
      {fixed ? <Notice tone="done" role="status" icon={<CircleCheck size={18} aria-hidden="true" />}>{t('tree.solved')}</Notice> : null}
      {lost ? <Notice tone="due" role="status">{t('treeEdit.previewLost')}</Notice> : null}
      <GuideStep
        title={named(draft.title, i18n.language) || t('treeEdit.untitled')} at={path.length} node={node} onBack={back} onFixed={() => setFixed(true)}
        onAnswer={(answer) => { const to = ways(node)[answer] ?? ''; setFixed(false); if (draft.nodes[to]) { setLost(false); setPath([...path, to]); } else setLost(true); }}
      />
    </div>
  );
}
