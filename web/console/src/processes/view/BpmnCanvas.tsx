import { ErrorState, IconButton, classes } from '@aftercare/ui';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../../command/CommandProvider.tsx';
import { loadProcessWords } from '../words.ts';
import type { BpmnViewProps } from './BpmnView.tsx';
import { MarkLayer } from './MarkLayer.tsx';
import { type Viewer, openViewer } from './viewer.ts';
import { firstOf } from './marks.ts';

await loadProcessWords();

/** The drawing itself; see `BpmnView`, which brings it when it is needed. */
export function BpmnCanvas({ xml, marks = {}, label, selected = null, onSelect, size = 'card', whole = false }: BpmnViewProps) {
  const { t, i18n } = useTranslation('processes');
  const host = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const select = useLatest((id: string | null) => onSelect?.(id));
  const focus = useLatest(() => selected ?? firstOf(marks));
  useEffect(() => {
    if (!host.current) return;
    let gone = false;
    let opened: Viewer | null = null;
    setFault(null);
    openViewer(host.current, xml, { language: i18n.language, whole, focus: () => focus(), onSelect: (id) => select(id) }).then((made) => {
      if (gone) { made.close(); return; }
      opened = made;
      setViewer(made);
    }, (error: unknown) => { if (!gone) setFault(error); });
    return () => { gone = true; opened?.close(); setViewer(null); };
  }, [xml, whole, i18n.language, focus, select]);
  useEffect(() => { viewer?.select(selected); }, [viewer, selected]);
  return (
    <figure className={classes('pr-diagram', `pr-diagram--${size}`, onSelect && 'pr-diagram--picks')} aria-label={label}>
      <div ref={host} className="pr-diagram__canvas" />
      {viewer ? <MarkLayer viewer={viewer} marks={marks} /> : null}
      {fault ? <div className="pr-diagram__fault"><ErrorState error={fault} safe={t('view.faultSafe')} /></div> : null}
      {viewer ? (
        <div className="pr-diagram__acts" role="group" aria-label={t('view.zoom')}>
          <IconButton size="small" kind="secondary" label={t('view.closer')} icon={<Plus size={16} />} onClick={() => viewer.zoom(1.25)} />
          <IconButton size="small" kind="secondary" label={t('view.farther')} icon={<Minus size={16} />} onClick={() => viewer.zoom(0.8)} />
          <IconButton size="small" kind="secondary" label={t('view.whole')} icon={<Maximize size={16} />} onClick={() => viewer.whole()} />
        </div>
      ) : null}
    </figure>
  );
}
