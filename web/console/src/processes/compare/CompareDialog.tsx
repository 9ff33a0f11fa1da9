import { Button, Dialog, ErrorState, Loading, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BpmnView } from '../view/BpmnView.tsx';
import { difference } from './difference.ts';
import { drawingLabel } from '../editor/translate.ts';
import { changeWords, summary } from './words.ts';
import type { Change } from './difference.ts';

interface Props { readonly open: boolean; readonly onClose: () => void; readonly older: { readonly xml: string; readonly label: string }; readonly newer: { readonly xml: string; readonly label: string } }

/** Two versions one above the other, what differs in colour and as a list. */
export function CompareDialog({ open, onClose, older, newer }: Props) {
  const { t } = useTranslation('processes');
  return <Dialog open={open} onClose={onClose} title={t('compare.title', { older: older.label, newer: newer.label })} size="wide"><Compare older={older} newer={newer} /></Dialog>;
}

/** The comparison itself. */
export function Compare({ older, newer }: Pick<Props, 'older' | 'newer'>) {
  const { t, i18n } = useTranslation('processes');
  const [selected, setSelected] = useState<string | null>(null);
  const found = useQuery({ queryKey: ['process-difference', older.xml, newer.xml], queryFn: () => difference(older.xml, newer.xml), staleTime: Infinity, gcTime: 0, retry: false });
  if (found.isError) return <ErrorState error={found.error} />;
  if (!found.data) return <Loading className="ac-stack"><Skeleton height="2rem" /><Skeleton height="14rem" /><Skeleton height="14rem" /></Loading>;
  const { changes, before, after } = found.data;
  const told = changes.filter((one) => one.kind !== 'moved');
  const nameOf = (one: Change) => (i18n.language.startsWith('zh') ? one.zh : one.en) || drawingLabel(one.type.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`), {}, i18n.language);
  return (
    <div className="pr-compare">
      <p className="pr-compare__finding">{summary(t, changes)}</p>
      <div className="pr-compare__views">
        <figure className="pr-compare__view"><figcaption className="ac-soft ac-small">{older.label}</figcaption><BpmnView whole xml={older.xml} marks={before} label={older.label} selected={selected} onSelect={setSelected} /></figure>
        <figure className="pr-compare__view"><figcaption className="ac-soft ac-small">{newer.label}</figcaption><BpmnView whole xml={newer.xml} marks={after} label={newer.label} selected={selected} onSelect={setSelected} /></figure>
      </div>
      {told.length > 0 ? (
        <ul className="pr-changes" aria-label={t('compare.list')}>
          {told.map((one) => (
            <li key={one.id} className="pr-change" data-kind={one.kind}>
              <span className="pr-change__kind">{t(`view.state.${one.kind}`)}</span>
              <Button kind="link" aria-pressed={selected === one.id} onClick={() => setSelected(one.id)}>{nameOf(one)}</Button>
              {one.what.length > 0 ? <span className="ac-soft">{changeWords(t, one.what)}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
