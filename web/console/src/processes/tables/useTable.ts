import type { Dmn, DmnView, MakeDmn } from 'dmn-js/lib/NavigatedViewer';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../../command/CommandProvider.tsx';
import { translateModule } from '../editor/translate.ts';
import { firstTable } from './dmn.ts';

const quiet = () => undefined;

/** Decision tables of a DMN file in an element of the page, to look at or to change. */
export function useTable(Make: MakeDmn, xml: string, onChange: () => void = quiet) {
  const { i18n } = useTranslation('processes');
  const host = useRef<HTMLDivElement>(null);
  const [table, setTable] = useState<Dmn | null>(null);
  const [views, setViews] = useState<readonly DmnView[]>([]);
  const [open, setOpen] = useState<DmnView | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const changed = useLatest(() => { setTurn((n) => n + 1); onChange(); });
  const language = i18n.language;
  useEffect(() => {
    if (!host.current) return;
    const inner = document.createElement('div');
    inner.className = 'pr-table__inner';
    host.current.append(inner);
    const labels = { additionalModules: [translateModule(() => language)] };
    const made = new Make({ container: inner, drd: labels, decisionTable: labels, literalExpression: labels, common: labels });
    let gone = false;
    const watched = new Set<unknown>();
    made.on('viewer.created', ({ viewer }) => {
      if (!viewer || watched.has(viewer)) return;
      watched.add(viewer);
      viewer.on('commandStack.changed', () => { if (!gone) changed(); });
    });
    made.importXML(xml).then(async () => {
      const first = firstTable(made);
      if (first) await made.open(first);
      if (gone) return;
      // What scrolls must be reachable without a mouse.
      for (const box of host.current?.querySelectorAll<HTMLElement>('.tjs-table-container') ?? []) box.tabIndex = 0;
      setTable(made);
      setViews(made.getViews().filter((view) => view.type !== 'drd'));
      setOpen(first ?? null);
    }).catch((error: unknown) => { if (!gone) setFault(error); });
    return () => { gone = true; made.destroy(); inner.remove(); setTable(null); };
  }, [Make, xml, language, changed]);
  const show = (view: DmnView) => { void table?.open(view).then(() => setOpen(view)); };
  return { host, table, views, open, show, fault, turn };
}
