import { Field, IconButton, Input, Select } from '@aftercare/ui';
import { Minus, Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type Spot, project, tilesOf, unproject, viewAt, viewOf } from '../projection.ts';
import { useFrameSize } from '../useFrameSize.ts';
import { loadDispatchWords } from '../words.ts';
import { readCorners } from './area.ts';
import '../dispatch.css';

await loadDispatchWords();

export interface Place extends Spot { readonly id: number; readonly name: string }
interface Props {
  readonly value: Spot | null;
  /** Places with a name: chosen from a list, and seen on the map to find one's way. */
  readonly places: readonly Place[];
  readonly tiles: string;
  /** May one of the places be the answer? */
  readonly pick?: boolean;
  readonly fault?: string | undefined;
  readonly onChange: (spot: Spot | null, place: Place | null) => void;
}
const [nearest, farthest] = [18, 4];
/** Half the width of a name, so that it does not run out of the map. */
const margin = 70;

/** Where something is: one of our places, a press on the map, or coordinates pasted from elsewhere. */
export function PlaceField({ value, places, tiles, pick = true, fault, onChange }: Props) {
  const { t } = useTranslation('dispatch');
  const box = useRef<HTMLDivElement>(null);
  const size = useFrameSize(box, { width: 560, height: 260 });
  const [typed, setTyped] = useState<string | null>(null);
  // What is seen stays while the pin moves in it.
  const [middle, setMiddle] = useState<Spot | null>(value);
  const [zoom, setZoom] = useState<number | null>(value ? 12 : null);
  const view = useMemo(() => {
    const all = viewOf([...places], size.width, size.height);
    const wide = Math.min(all.zoom, 12);
    const spot = middle ?? unproject(all, { x: size.width / 2, y: size.height / 2 });
    return viewAt(spot, zoom ?? wide, size.width, size.height);
  }, [places, size, middle, zoom]);
  // A name is written where it does not lie on another one.
  const named = useMemo(() => {
    const written: { readonly id: number; readonly x: number; readonly y: number }[] = [];
    for (const one of places) {
      const { x, y } = project(view, one);
      if (!written.some((other) => Math.abs(other.x - x) < 2 * margin && Math.abs(other.y - y) < 18)) written.push({ id: one.id, x, y });
    }
    return new Set(written.map((one) => one.id));
  }, [places, view]);
  const here = value && places.find((one) => one.lat === value.lat && one.lon === value.lon);
  const choose = (spot: Spot | null, place: Place | null = null) => { setTyped(null); onChange(spot, place); };
  const press = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const corner = event.currentTarget.getBoundingClientRect();
    choose(unproject(view, { x: event.clientX - corner.left, y: event.clientY - corner.top }));
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 20 : 4;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by) return;
    event.preventDefault();
    const { x, y } = value ? project(view, value) : { x: size.width / 2, y: size.height / 2 };
    choose(unproject(view, { x: x + (by[0] ?? 0), y: y + (by[1] ?? 0) }));
  };
  const nearer = (by: number) => { setMiddle(value ?? unproject(view, { x: size.width / 2, y: size.height / 2 })); setZoom(Math.max(farthest, Math.min(nearest, view.zoom + by))); };
  const text = typed ?? (value ? `${value.lat}, ${value.lon}` : '');
  const wrong = typed !== null && typed.trim() !== '' && readCorners(typed)?.length !== 1;
  const type = (now: string) => {
    setTyped(now);
    const [spot] = readCorners(now) ?? [];
    if (now.trim() === '') onChange(null, null);
    else if (spot) { const [lat, lon] = spot; onChange({ lat, lon }, null); setMiddle({ lat, lon }); }
  };
  return (
    <div className="ac-stack-tight">
      {pick && places.length > 0 ? <Field label={t('place.at')}>{(control) => <Select {...control} value={String((here || null)?.id ?? '')} choices={[{ value: '', label: t('place.elsewhere') }, ...places.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => { const place = places.find((one) => String(one.id) === id); if (place) { choose({ lat: place.lat, lon: place.lon }, place); setMiddle(place); } }} />}</Field> : null}
      <p className="ac-faint ac-small">{t(pick && places.length > 0 ? 'place.hint' : 'place.hintMap')}</p>
      <div ref={box} className="dp-area dp-place">
        <svg viewBox={`0 0 ${size.width} ${size.height}`} role="application" tabIndex={0} aria-label={value ? t('place.chosen', { lat: value.lat, lon: value.lon }) : t('place.none')} onPointerDown={press} onKeyDown={keys}>
          {tilesOf(view, tiles).map((tile) => <image key={tile.url} href={tile.url} x={tile.x} y={tile.y} width={tile.size} height={tile.size} opacity="0.6" />)}
          {places.map((one) => { const { x, y } = project(view, one); return <g key={one.id}><rect className="dp-map__home" x={x - 4} y={y - 4} width="8" height="8" />{named.has(one.id) ? <text className="dp-map__name" x={Math.max(margin, Math.min(size.width - margin, x))} y={y - 9}>{one.name}</text> : <title>{one.name}</title>}</g>; })}
          {value ? <circle className="dp-place__pin" cx={project(view, value).x} cy={project(view, value).y} r={9} /> : null}
        </svg>
        <div className="dp-place__zoom"><IconButton label={t('place.nearer')} icon={<Plus size={16} />} onClick={() => nearer(1)} /><IconButton label={t('place.farther')} icon={<Minus size={16} />} onClick={() => nearer(-1)} /></div>
      </div>
      <Field label={t('place.coordinates')} hint={t('place.coordinatesHint')} fault={wrong ? t('place.coordinatesFault') : fault}>{(control) => <Input {...control} maxLength={60} placeholder="31.23, 121.47" value={text} onChange={(event) => type(event.target.value)} />}</Field>
    </div>
  );
}
