import { Button, Field, IconButton, Input, Select, Switch } from '@aftercare/ui';
import type { Announcement, MenuNode } from '@aftercare/contract/hotline';
import type { Team } from '@aftercare/contract/org';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { tierNames } from '../sla/choices.ts';
import { Chips } from '../frame/Chips.tsx';
import { SayFields, SoundField } from './SayFields.tsx';
import { keyNames } from './stations.ts';

/** Where a call may be led on: another hotline of ours, or a vendor. */
export interface Place { readonly kind: 'number' | 'vendor'; readonly id: number; readonly name: string }

interface Props { readonly node: MenuNode; readonly ids: readonly string[]; readonly teams: readonly Team[]; readonly places: readonly Place[]; readonly faults: Readonly<Record<string, string | undefined>>; readonly at: string; readonly set: (node: MenuNode) => void }

/** What one station says and where it leads. */
export function StationFields({ node, ids, teams, places, faults, at, set }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const to = (field: string, label: string, value: string, change: (id: string) => void) => (
    <Field key={field} label={label} fault={faults[`${at}.${field}`]}>{(control) => <Select {...control} value={value} choices={ids.includes(value) ? ids.map((id) => ({ value: id, label: id })) : [{ value, label: value }, ...ids.map((id) => ({ value: id, label: id }))]} onChange={change} />}</Field>
  );
  const seconds = (label: string, value: number, change: (seconds: number) => void) => <Field label={label}>{(control) => <Input {...control} type="number" min={1} value={value} onChange={(event) => change(Number(event.target.value))} />}</Field>;
  const says = (say: Announcement, change: (say: Announcement) => void) => <SayFields say={say} faults={faults} at={`${at}.say`} set={change} />;
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
              <Select aria-label={t('hotline.key')} value={key} choices={keyNames.filter((one) => one === key || !(one in node.keys)).map((one) => ({ value: one as string, label: t('hotline.keyNamed', { key: one }) }))} onChange={(other) => { const { [key]: _, ...rest } = node.keys; const { [key]: said, ...words } = node.words; set({ ...node, keys: { ...rest, [other]: id }, words: said ? { ...words, [other]: said } : words }); }} />
              <div className="ac-grow">{to(`keys.${key}`, t('hotline.leadsTo'), id, (other) => set({ ...node, keys: { ...node.keys, [key]: other } }))}</div>
              <div className="ac-grow"><Field label={t('hotline.words')}>{(control) => <Input {...control} value={node.words[key] ?? ''} maxLength={300} placeholder={t('hotline.wordsPlaceholder')} onChange={(event) => { const { [key]: _, ...words } = node.words; set({ ...node, words: event.target.value === '' ? words : { ...words, [key]: event.target.value } }); }} />}</Field></div>
              <IconButton label={t('removeWhat', { what: t('hotline.keyNamed', { key }) })} icon={<X size={16} />} onClick={() => { const { [key]: _, ...keys } = node.keys; const { [key]: _said, ...words } = node.words; set({ ...node, keys, words }); }} />
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
        <Field label={t('hotline.music')} hint={t(node.musicFileId === null ? 'hotline.musicUsual' : 'hotline.musicOwn')}>{() => <SoundField name={t('hotline.music')} upload={t('hotline.musicUpload')} other={t('hotline.musicOther')} fileId={node.musicFileId} fault={faults[`${at}.musicFileId`]} set={(musicFileId) => set({ ...node, musicFileId })} />}</Field>
        <Switch label={t('hotline.callback')} checked={node.callback} onChange={(callback) => set({ ...node, callback })} />
        <Switch label={t('hotline.vip')} checked={node.vip} onChange={(vip) => set({ ...node, vip })} />
      </>
    );
    case 'voicemail': return <>{says(node.say, (say) => set({ ...node, say }))}{seconds(t('hotline.messageSeconds'), node.mostSeconds, (mostSeconds) => set({ ...node, mostSeconds }))}</>;
    case 'transfer': {
      const now = node.numberId !== null ? `number:${node.numberId}` : node.vendorId !== null ? `vendor:${node.vendorId}` : '';
      const lead = (value: string) => { const [kind, id] = value.split(':'); set({ ...node, to: value === '' ? node.to : '', numberId: kind === 'number' ? Number(id) : null, vendorId: kind === 'vendor' ? Number(id) : null }); };
      return (
        <>
          <Field label={t('hotline.whither')}>{(control) => <Select {...control} value={now} choices={[{ value: '', label: t('hotline.anyNumber') }, ...places.map((one) => ({ value: `${one.kind}:${one.id}`, label: t(`hotline.place.${one.kind}`, { name: one.name }) }))]} onChange={lead} />}</Field>
          {now === '' ? <Field label={t('hotline.to')} fault={faults[`${at}.to`]}>{(control) => <Input {...control} value={node.to} onChange={(event) => set({ ...node, to: event.target.value })} />}</Field> : null}
          {to('failed', t('hotline.failed'), node.failed, (failed) => set({ ...node, failed }))}
        </>
      );
    }
    case 'callback': case 'hangup': return says(node.say, (say) => set({ ...node, say }));
  }
}
