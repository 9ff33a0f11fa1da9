import { Button, Field, IconButton, Input, Select, Switch, Textarea } from '@aftercare/ui';
import type { Announcement, MenuNode } from '@aftercare/contract/hotline';
import type { Team } from '@aftercare/contract/org';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { tierNames } from '../sla/choices.ts';
import { Chips } from '../frame/Chips.tsx';
import { keyNames } from './stations.ts';

interface Props { readonly node: MenuNode; readonly ids: readonly string[]; readonly teams: readonly Team[]; readonly faults: Readonly<Record<string, string | undefined>>; readonly at: string; readonly set: (node: MenuNode) => void }

/** What one station says and where it leads. */
export function StationFields({ node, ids, teams, faults, at, set }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const to = (field: string, label: string, value: string, change: (id: string) => void) => (
    <Field key={field} label={label} fault={faults[`${at}.${field}`]}>{(control) => <Select {...control} value={value} choices={ids.includes(value) ? ids.map((id) => ({ value: id, label: id })) : [{ value, label: value }, ...ids.map((id) => ({ value: id, label: id }))]} onChange={change} />}</Field>
  );
  const seconds = (label: string, value: number, change: (seconds: number) => void) => <Field label={label}>{(control) => <Input {...control} type="number" min={1} value={value} onChange={(event) => change(Number(event.target.value))} />}</Field>;
  const says = (say: Announcement, change: (say: Announcement) => void) => (
    <div className="st-two">
      <Field label={t('hotline.sayZh')} fault={faults[`${at}.say`]}>{(control) => <Textarea {...control} lang="zh-CN" rows={2} maxLength={600} value={say.zh} onChange={(event) => change({ ...say, zh: event.target.value })} />}</Field>
      <Field label={t('hotline.sayEn')}>{(control) => <Textarea {...control} lang="en" rows={2} maxLength={600} value={say.en} onChange={(event) => change({ ...say, en: event.target.value })} />}</Field>
    </div>
  );
  switch (node.kind) {
    case 'say': return <>{says(node.say, (say) => set({ ...node, say }))}{to('next', t('hotline.next'), node.next, (next) => set({ ...node, next }))}</>;
    case 'hours': return <div className="st-two">{to('open', t('hotline.open'), node.open, (open) => set({ ...node, open }))}{to('closed', t('hotline.closed'), node.closed, (closed) => set({ ...node, closed }))}</div>;
    case 'language': return <>{says(node.say, (say) => set({ ...node, say }))}{to('next', t('hotline.next'), node.next, (next) => set({ ...node, next }))}</>;
    case 'menu': {
      const free = keyNames.find((key) => !(key in node.keys));
      return (
        <>
          {says(node.say, (say) => set({ ...node, say }))}
          {Object.entries(node.keys).map(([key, id]) => (
            <div key={key} className="hl-key">
              <Select aria-label={t('hotline.key')} value={key} choices={keyNames.filter((one) => one === key || !(one in node.keys)).map((one) => ({ value: one as string, label: t('hotline.keyNamed', { key: one }) }))} onChange={(other) => { const { [key]: _, ...rest } = node.keys; set({ ...node, keys: { ...rest, [other]: id } }); }} />
              <div className="ac-grow">{to(`keys.${key}`, t('hotline.leadsTo'), id, (other) => set({ ...node, keys: { ...node.keys, [key]: other } }))}</div>
              <IconButton label={t('removeWhat', { what: t('hotline.keyNamed', { key }) })} icon={<X size={16} />} onClick={() => { const { [key]: _, ...keys } = node.keys; set({ ...node, keys }); }} />
            </div>
          ))}
          {free ? <div><Button size="small" icon={<Plus size={16} aria-hidden="true" />} onClick={() => set({ ...node, keys: { ...node.keys, [free]: ids[0] ?? '' } })}>{t('hotline.addKey')}</Button></div> : null}
          <div className="st-two">{to('otherwise', t('hotline.otherwise'), node.otherwise, (otherwise) => set({ ...node, otherwise }))}{seconds(t('hotline.tries'), node.tries, (tries) => set({ ...node, tries }))}</div>
        </>
      );
    }
    case 'lookup': return (
      <>
        <Field label={t('hotline.by')}>{(control) => <Select {...control} value={node.by} choices={[{ value: 'phone', label: t('hotline.byPhone') }, { value: 'ticket', label: t('hotline.byTicket') }]} onChange={(by) => set({ ...node, by })} />}</Field>
        {node.by === 'ticket' ? says(node.say, (say) => set({ ...node, say })) : null}
        <div className="st-two">{to('found', t('hotline.found'), node.found, (found) => set({ ...node, found }))}{to('otherwise', t('hotline.notFound'), node.otherwise, (otherwise) => set({ ...node, otherwise }))}</div>
      </>
    );
    case 'vip': return (
      <>
        <Chips label={t('match.tier')} all={t('match.any')} choices={tierNames.map((one) => ({ value: one, label: t(`ui:tier.${one}`) }))} chosen={node.tiers} onChange={(tiers) => set({ ...node, tiers })} />
        <div className="st-two">{to('vip', t('hotline.vipTo'), node.vip, (vip) => set({ ...node, vip }))}{to('otherwise', t('hotline.others'), node.otherwise, (otherwise) => set({ ...node, otherwise }))}</div>
      </>
    );
    case 'queue': return (
      <>
        <div className="st-two">
          <Field label={t('queues.team')}>{(control) => <Select {...control} value={String(node.teamId ?? '')} choices={[{ value: '', label: t('hotline.numbersTeam') }, ...teams.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ ...node, teamId: id === '' ? null : Number(id) })} />}</Field>
          {seconds(t('hotline.mostSeconds'), node.mostSeconds, (mostSeconds) => set({ ...node, mostSeconds }))}
        </div>
        {to('overflow', t('hotline.overflow'), node.overflow, (overflow) => set({ ...node, overflow }))}
        <Switch label={t('hotline.callback')} checked={node.callback} onChange={(callback) => set({ ...node, callback })} />
        <Switch label={t('hotline.vip')} checked={node.vip} onChange={(vip) => set({ ...node, vip })} />
      </>
    );
    case 'voicemail': return <>{says(node.say, (say) => set({ ...node, say }))}{seconds(t('hotline.messageSeconds'), node.mostSeconds, (mostSeconds) => set({ ...node, mostSeconds }))}</>;
    case 'transfer': return <div className="st-two"><Field label={t('hotline.to')} fault={faults[`${at}.to`]}>{(control) => <Input {...control} value={node.to} onChange={(event) => set({ ...node, to: event.target.value })} />}</Field>{to('failed', t('hotline.failed'), node.failed, (failed) => set({ ...node, failed }))}</div>;
    case 'callback': case 'hangup': return says(node.say, (say) => set({ ...node, say }));
  }
}
