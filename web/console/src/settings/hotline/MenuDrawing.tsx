import type { MenuTree } from '@aftercare/contract/hotline';
import { classes } from '@aftercare/ui';
import type { KeyboardEvent } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { draw, type Placed } from './drawing.ts';

/** In the drawing's own units. */
const box = { width: 156, height: 48, across: 72, down: 28, edge: 12, head: 40 };
const left = (p: Pick<Placed, 'column'>) => box.edge + p.column * (box.width + box.across);
const top = (p: Pick<Placed, 'row'>) => box.head + p.row * (box.height + box.down);

interface Props { readonly menu: MenuTree; readonly chosen: string; readonly faulty: ReadonlySet<string>; readonly onChoose: (id: string) => void }

/** The menu as callers walk through it, from left to right. A station is opened by a press. */
export function MenuDrawing({ menu, chosen, faulty, onChoose }: Props) {
  const { t } = useTranslation('settings');
  const { placed, ways, columns, rows } = useMemo(() => draw(menu), [menu]);
  const of = new Map(placed.map((p) => [p.node.id, p]));
  const width = 2 * box.edge + columns * box.width + (columns - 1) * box.across;
  const height = box.head + rows * box.height + (rows - 1) * box.down + box.head;
  const words = (by: string) => by.split('\u0000').map((one) => (/^[0-9*#]$/.test(one) ? one : t(`hotline.way.${one}`))).join(' · ');
  return (
    <div className="hl-drawing" tabIndex={0} role="region" aria-label={t('hotline.drawing')}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label={t('hotline.drawing')}>
        <defs><marker id="hl-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" className="hl-arrow" /></marker></defs>
        {ways.map((way) => {
          const [from, to] = [of.get(way.from), of.get(way.to)];
          if (!from || !to) return null;
          const [x1, y1, x2, y2] = [left(from) + box.width, top(from) + box.height / 2, left(to), top(to) + box.height / 2];
          const back = x2 <= x1;
          // A way back runs below everything.
          const low = height - box.edge / 2;
          // Past a station in between: over its head.
          const over = !back && to.column - from.column > 1 && from.row === to.row;
          const high = Math.min(y1, y2) - box.height / 2 - 22;
          const path = over ? `M${x1 - 24} ${y1 - box.height / 2} C${x1 + 20} ${high} ${x2 - 20} ${high} ${x2 + 24} ${y2 - box.height / 2}` : back ? `M${x1} ${y1} C${x1 + 40} ${low} ${x2 - 40} ${low} ${x2} ${y2}` : `M${x1} ${y1} C${x1 + box.across / 2} ${y1} ${x2 - box.across / 2} ${y2} ${x2} ${y2}`;
          const lit = way.from === chosen || way.to === chosen;
          return (
            <g key={`${way.from}>${way.to}`} className={classes('hl-way', lit && 'hl-way--lit')}>
              <path d={path} markerEnd="url(#hl-arrow)" />
              {lit ? <text x={over ? x1 + 10 : x1 + 4} y={over ? high - 4 : back ? y1 + 16 : y1 + (y2 > y1 ? 16 : -7)}>{words(way.by)}</text> : null}
            </g>
          );
        })}
        {placed.map((p) => {
          const { id, kind } = p.node;
          const press = (event: KeyboardEvent) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); onChoose(id); } };
          return (
            <g
              key={id} role="button" tabIndex={0} aria-pressed={id === chosen} aria-label={`${t(`hotline.kinds.${kind}`)} · ${id}${faulty.has(id) ? ` · ${t('hotline.faulty')}` : ''}`}
              className={classes('hl-box', id === chosen && 'hl-box--chosen', faulty.has(id) && 'hl-box--faulty')} transform={`translate(${left(p)} ${top(p)})`} onClick={() => onChoose(id)} onKeyDown={press}
            >
              <rect width={box.width} height={box.height} rx="6" />
              <text x="10" y="20" className="hl-box__kind">{t(`hotline.kinds.${kind}`)}</text>
              <text x="10" y="37" className="hl-box__name">{id.length > 18 ? `${id.slice(0, 17)}…` : id}{id === menu.start ? ` · ${t('hotline.first')}` : ''}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
