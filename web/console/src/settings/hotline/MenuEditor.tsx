import { Button, Field, IconButton, Input, Select } from '@aftercare/ui';
import type { MenuTree } from '@aftercare/contract/hotline';
import type { Team } from '@aftercare/contract/org';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuDrawing } from './MenuDrawing.tsx';
import { type Place, StationFields } from './StationFields.tsx';
import { type Kind, freeName, kinds, renamed, stationOf } from './stations.ts';
import './hotline.css';

interface Props { readonly menu: MenuTree; readonly teams: readonly Team[]; readonly places: readonly Place[]; readonly faults: Readonly<Record<string, string | undefined>>; readonly set: (menu: MenuTree) => void }

/** The menu, drawn as callers walk through it; the chosen station is written below. */
export function MenuEditor({ menu, teams, places, faults, set }: Props) {
  const { t } = useTranslation('settings');
  const [kind, setKind] = useState<Kind>('say');
  const [chosen, setChosen] = useState(menu.start);
  const ids = menu.nodes.map((node) => node.id);
  const at = Math.max(0, ids.indexOf(chosen));
  const node = menu.nodes[at];
  const faulty = new Set(Object.keys(faults).flatMap((path) => { const found = /^menu\.nodes\.(\d+)/.exec(path); const id = found ? menu.nodes[Number(found[1])]?.id : undefined; return id ? [id] : []; }));
  const [firstFaulty] = faulty;
  useEffect(() => { if (firstFaulty) setChosen(firstFaulty); }, [firstFaulty]);
  return (
    <>
      <MenuDrawing menu={menu} chosen={node?.id ?? ''} faulty={faulty} onChoose={setChosen} />
      <div className="st-two">
        <Field label={t('hotline.station')}>{(control) => <Select {...control} value={node?.id ?? ''} choices={menu.nodes.map((one) => ({ value: one.id, label: `${one.id} · ${t(`hotline.kinds.${one.kind}`)}` }))} onChange={setChosen} />}</Field>
        <Field label={t('hotline.start')} fault={faults['menu.start']}>{(control) => <Select {...control} value={menu.start} choices={ids.map((id) => ({ value: id, label: id }))} onChange={(start) => set({ ...menu, start })} />}</Field>
      </div>
      {node ? (
        <section key={at} className="hl-station" aria-label={`${t(`hotline.kinds.${node.kind}`)} · ${node.id}`}>
          <header className="hl-station__head">
            <span className="hl-station__kind">{t(`hotline.kinds.${node.kind}`)}</span>
            <div className="ac-grow"><Field label={t('hotline.stationName')} fault={faults[`menu.nodes.${at}.id`]}>{(control) => <Input {...control} value={node.id} maxLength={40} onChange={(event) => { const name = event.target.value.toLowerCase().replace(/[^a-z0-9-]+/g, '-'); if (name !== '' && !ids.includes(name)) { set(renamed(menu, node.id, name)); setChosen(name); } }} />}</Field></div>
            <IconButton label={t('removeWhat', { what: node.id })} icon={<Trash2 size={16} />} disabled={menu.nodes.length === 1} onClick={() => { set({ ...menu, nodes: menu.nodes.filter((_, one) => one !== at) }); setChosen(menu.start === node.id ? (ids.find((id) => id !== node.id) ?? '') : menu.start); }} />
          </header>
          <StationFields node={node} ids={ids} teams={teams} places={places} faults={faults} at={`menu.nodes.${at}`} set={(changed) => set({ ...menu, nodes: menu.nodes.map((one, n) => (n === at ? changed : one)) })} />
        </section>
      ) : null}
      <div className="st-need">
        <Select aria-label={t('hotline.newStation')} value={kind} choices={kinds.map((one) => ({ value: one, label: t(`hotline.kinds.${one}`) }))} onChange={setKind} />
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => { const id = freeName(kind, ids); set({ ...menu, nodes: [...menu.nodes, stationOf(kind, id, ids[0] ?? '')] }); setChosen(id); }}>{t('hotline.addStation')}</Button>
      </div>
    </>
  );
}
