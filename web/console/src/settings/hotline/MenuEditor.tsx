import { Button, Field, IconButton, Input, Select } from '@aftercare/ui';
import type { MenuTree } from '@aftercare/contract/hotline';
import type { Team } from '@aftercare/contract/org';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StationFields } from './StationFields.tsx';
import { type Kind, freeName, kinds, renamed, stationOf } from './stations.ts';
import './hotline.css';

interface Props { readonly menu: MenuTree; readonly teams: readonly Team[]; readonly faults: Readonly<Record<string, string | undefined>>; readonly set: (menu: MenuTree) => void }

/** The menu as callers walk through it: one card for each station, in the order they were drawn. */
export function MenuEditor({ menu, teams, faults, set }: Props) {
  const { t } = useTranslation('settings');
  const [kind, setKind] = useState<Kind>('say');
  const ids = menu.nodes.map((node) => node.id);
  return (
    <>
      <Field label={t('hotline.start')} fault={faults['menu.start']}>{(control) => <Select {...control} value={menu.start} choices={ids.map((id) => ({ value: id, label: id }))} onChange={(start) => set({ ...menu, start })} />}</Field>
      <ol className="hl-stations">
        {menu.nodes.map((node, i) => (
          <li key={i} className="hl-station" aria-label={`${t(`hotline.kinds.${node.kind}`)} · ${node.id}`}>
            <header className="hl-station__head">
              <span className="hl-station__kind">{t(`hotline.kinds.${node.kind}`)}</span>
              <div className="ac-grow"><Field label={t('hotline.stationName')} fault={faults[`menu.nodes.${i}.id`]}>{(control) => <Input {...control} value={node.id} maxLength={40} onChange={(event) => { const name = event.target.value.toLowerCase().replace(/[^a-z0-9-]+/g, '-'); if (name !== '' && !ids.includes(name)) set(renamed(menu, node.id, name)); }} />}</Field></div>
              <IconButton label={t('removeWhat', { what: node.id })} icon={<Trash2 size={16} />} disabled={menu.nodes.length === 1} onClick={() => set({ ...menu, nodes: menu.nodes.filter((_, at) => at !== i) })} />
            </header>
            <StationFields node={node} ids={ids} teams={teams} faults={faults} at={`menu.nodes.${i}`} set={(changed) => set({ ...menu, nodes: menu.nodes.map((one, at) => (at === i ? changed : one)) })} />
          </li>
        ))}
      </ol>
      <div className="st-need">
        <Select aria-label={t('hotline.newStation')} value={kind} choices={kinds.map((one) => ({ value: one, label: t(`hotline.kinds.${one}`) }))} onChange={setKind} />
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => set({ ...menu, nodes: [...menu.nodes, stationOf(kind, freeName(kind, ids), ids[0] ?? '')] })}>{t('hotline.addStation')}</Button>
      </div>
    </>
  );
}
