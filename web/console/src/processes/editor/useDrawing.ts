import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../../command/CommandProvider.tsx';
import { type Drawing, type Shape, openDrawing } from './modeler.ts';

/** A drawing in an element of the page. `turn` grows with every change, so that panels read the model anew. */
export function useDrawing(xml: string, onChange: () => void) {
  const { i18n } = useTranslation('processes');
  const host = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const [selected, setSelected] = useState<readonly Shape[]>([]);
  const changed = useLatest(() => { setTurn((n) => n + 1); onChange(); });
  const language = useLatest(() => i18n.language);
  useEffect(() => {
    if (!host.current) return;
    const inner = document.createElement('div');
    inner.className = 'pr-diagram__inner';
    host.current.append(inner);
    let gone = false;
    let opened: Drawing | null = null;
    openDrawing(inner, xml, { language: () => language(), onChange: () => changed(), onSelect: (shapes) => setSelected(shapes) }).then((made) => {
      if (gone) { made.close(); return; }
      opened = made;
      setDrawing(made);
    }, (error: unknown) => { if (!gone) setFault(error); });
    return () => { gone = true; opened?.close(); inner.remove(); setDrawing(null); setSelected([]); };
  }, [xml, changed, language]);
  return { host, drawing, fault, turn, selected };
}
