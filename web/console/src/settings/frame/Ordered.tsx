import { IconButton } from '@aftercare/ui';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props<Item extends { readonly id: number | string; readonly name: string }> {
  readonly items: readonly Item[];
  readonly onMove: (id: Item['id'], to: number) => void;
  readonly draw: (item: Item, at: number) => ReactNode;
}

/** Rows whose order matters: drag by the grip, or focus it and press ↑ ↓; on touch screens there are buttons. */
export function Ordered<Item extends { readonly id: number | string; readonly name: string }>({ items, onMove, draw }: Props<Item>) {
  const { t } = useTranslation('settings');
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const move = (item: Item, from: number, to: number) => {
    if (to < 0 || to >= items.length || to === from) return;
    onMove(item.id, to);
    setTold(t('order.moved', { name: item.name, place: to + 1, of: items.length }));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-grip="${item.id}"]`)?.focus());
  };
  return (
    <>
      <ol ref={list} className="st-rows st-ordered ac-panel">
        {items.map((item, at) => (
          <li
            key={item.id} className="st-row" data-dragged={dragged === at || undefined} data-over={over === at && dragged !== null && dragged !== at ? (dragged < at ? 'below' : 'above') : undefined}
            draggable={dragged === at} onDragOver={(event) => { if (dragged !== null) { event.preventDefault(); setOver(at); } }} onDragEnd={() => { setDragged(null); setOver(null); }}
            onDrop={(event) => { event.preventDefault(); const moved = dragged === null ? undefined : items[dragged]; if (moved && dragged !== null) move(moved, dragged, at); setDragged(null); setOver(null); }}
          >
            <button
              type="button" className="st-grip" data-grip={item.id} aria-label={t('order.grip', { name: item.name, place: at + 1, of: items.length })} title={t('order.hint')}
              onPointerDown={(event) => { if (event.pointerType === 'mouse') setDragged(at); }} onPointerUp={() => setDragged(null)}
              onKeyDown={(event) => { const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]; if (step) { event.preventDefault(); move(item, at, at + step); } }}
            >
              <span className="st-grip__place" aria-hidden="true">{at + 1}</span><GripVertical size={16} aria-hidden="true" />
            </button>
            {draw(item, at)}
            <span className="st-updown">
              <IconButton size="small" label={t('order.up', { name: item.name })} icon={<ArrowUp size={14} />} disabled={at === 0} onClick={() => move(item, at, at - 1)} />
              <IconButton size="small" label={t('order.down', { name: item.name })} icon={<ArrowDown size={14} />} disabled={at === items.length - 1} onClick={() => move(item, at, at + 1)} />
            </span>
          </li>
        ))}
      </ol>
      <span className="ac-unseen" role="status">{told}</span>
    </>
  );
}
