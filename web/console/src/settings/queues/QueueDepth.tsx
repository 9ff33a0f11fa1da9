import { Field, Input, Select } from '@aftercare/ui';
import { type QueueSettings } from '@aftercare/contract/routing';
import type { Team } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { useSettingsQueries } from '../data.ts';

interface Props { readonly value: QueueSettings; readonly own: number | null; readonly teams: readonly Team[]; readonly faults: Readonly<Record<string, string>>; readonly onChange: (value: QueueSettings) => void }

/** How a queue behaves beyond who may take from it: its order, to whom customers come back, kept hands, offers by a time, overflow. */
export function QueueDepth({ value, own, teams, faults, onChange }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const queues = useQuery(useSettingsQueries().queues()).data?.items ?? [];
  const set = (change: Partial<QueueSettings>) => onChange({ ...value, ...change });
  const number = (label: string, now: number, take: (n: number) => void, more: { hint?: string; min?: number; max?: number; step?: number } = {}) => (
    <Field label={label} hint={more.hint}>{(control) => <Input {...control} type="number" inputMode="numeric" min={more.min ?? 0} max={more.max ?? 44_640} step={more.step ?? 1} value={now} onChange={(event) => { const n = Number(event.target.value); if (Number.isFinite(n)) take(Math.min(more.max ?? 44_640, Math.max(more.min ?? 0, n))); }} />}</Field>
  );
  const { sticky, order, lane, offer, overflow } = value;
  const others = queues.filter((q) => q.id !== own);
  const targets = overflow?.to === 'team' ? teams : others;
  return (
    <>
      <Group title={t('queues.order')} hint={t('queues.orderHint')}>
        <div className="st-two">
          {(['silver', 'gold', 'vip'] as const).map((tier) => <div key={tier}>{number(t('queues.ahead', { tier: t(`ui:tier.${tier}`) }), order[tier], (n) => set({ order: { ...order, [tier]: Math.round(n) } }))}</div>)}
          {number(t('queues.deadline'), order.deadline, (n) => set({ order: { ...order, deadline: Math.round(n) } }), { hint: t('queues.deadlineHint') })}
          {number(t('queues.weight'), value.weight, (weight) => set({ weight }), { hint: t('queues.weightHint'), min: 0.1, max: 20, step: 0.1 })}
        </div>
      </Group>
      <Group title={t('queues.sticky')} hint={t('queues.stickyHint')}>
        <div className="st-two">
          <Field label={t('queues.stickyTo')}>{(control) => <Select {...control} value={sticky.to} choices={(['person', 'team', 'nobody'] as const).map((to) => ({ value: to, label: t(`queues.stickyWho.${to}`) }))} onChange={(to) => set({ sticky: { ...sticky, to } })} />}</Field>
          {sticky.to === 'nobody' ? null : number(t('queues.stickyDays'), sticky.days, (n) => set({ sticky: { ...sticky, days: Math.round(n) } }), { min: 1, max: 730 })}
          {sticky.to === 'person' ? number(t('queues.hold'), sticky.holdMinutes, (n) => set({ sticky: { ...sticky, holdMinutes: Math.round(n) } }), { hint: t('queues.holdHint'), max: 1440 }) : null}
        </div>
      </Group>
      <Group title={t('queues.lane')} hint={t('queues.laneHint')}>
        <div className="st-two">
          <Field label={t('queues.laneTier')}>{(control) => <Select {...control} value={lane?.tier ?? ''} choices={[{ value: '', label: t('queues.laneNone') }, ...(['silver', 'gold', 'vip'] as const).map((tier) => ({ value: tier as string, label: t('queues.laneFrom', { tier: t(`ui:tier.${tier}`) }) }))]} onChange={(tier) => set({ lane: tier === 'silver' || tier === 'gold' || tier === 'vip' ? { tier, hands: lane?.hands ?? 1 } : null })} />}</Field>
          {lane ? number(t('queues.laneHands'), lane.hands, (n) => set({ lane: { ...lane, hands: Math.round(n) } }), { min: 1, max: 50 }) : null}
        </div>
      </Group>
      <Group title={t('queues.offer')} hint={t('queues.offerHint')}>
        <div className="st-two">
          <Field label={t('queues.offerWithin')}>{(control) => <Select {...control} value={String(offer?.seconds ?? '')} choices={[{ value: '', label: t('queues.offerNone') }, ...[...new Set([30, 60, 120, 300, 900, 3600, ...(offer ? [offer.seconds] : [])])].sort((a, b) => a - b).map((seconds) => ({ value: String(seconds), label: t(seconds % 60 === 0 ? 'queues.minutes' : 'queues.seconds', { count: seconds % 60 === 0 ? seconds / 60 : seconds }) }))]} onChange={(seconds) => set({ offer: seconds ? { seconds: Number(seconds), misses: offer?.misses ?? 3 } : null })} />}</Field>
          {offer ? number(t('queues.misses'), offer.misses, (n) => set({ offer: { ...offer, misses: Math.round(n) } }), { min: 1, max: 20 }) : null}
        </div>
      </Group>
      <Group title={t('queues.overflow')} hint={faults['settings.overflow'] ? <span className="ac-field__fault" role="alert">{faults['settings.overflow']}</span> : t('queues.overflowHint')}>
        <div className="st-two">
          <Field label={t('queues.overflowTo')}>{(control) => <Select {...control} value={overflow?.to ?? ''} choices={[{ value: '', label: t('queues.overflowNone') }, ...(['queue', 'team', 'vendor'] as const).map((to) => ({ value: to as string, label: t(`queues.overflowKind.${to}`) }))]} onChange={(to) => set({ overflow: to === 'queue' || to === 'team' || to === 'vendor' ? { to, afterMinutes: overflow?.afterMinutes ?? 30, id: (to === 'team' ? teams[0]?.id : to === 'queue' ? others[0]?.id : 1) ?? 1 } : null })} />}</Field>
          {overflow ? number(t('queues.overflowAfter'), overflow.afterMinutes, (n) => set({ overflow: { ...overflow, afterMinutes: Math.round(n) } }), { min: 1 }) : null}
          {overflow?.to === 'vendor' ? <VendorChoice id={overflow.id} onChange={(id) => set({ overflow: { ...overflow, id } })} /> : overflow ? (
            <Field label={t(`queues.overflowKind.${overflow.to}`)}>{(control) => <Select {...control} value={String(overflow.id)} choices={targets.map((one) => ({ value: String(one.id), label: one.name }))} onChange={(id) => set({ overflow: { ...overflow, id: Number(id) } })} />}</Field>
          ) : null}
        </div>
      </Group>
    </>
  );
}

function VendorChoice({ id, onChange }: { readonly id: number; readonly onChange: (id: number) => void }) {
  const { t } = useTranslation('settings');
  const vendors = useQuery(useSettingsQueries().vendors());
  const items = vendors.data?.items ?? [];
  return <Field label={t('queues.overflowKind.vendor')} hint={t('queues.vendorHint')}>{(control) => <Select {...control} value={items.some((one) => one.id === id) ? String(id) : ''} choices={[...(items.some((one) => one.id === id) ? [] : [{ value: '', label: '–' }]), ...items.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(next) => { if (next) onChange(Number(next)); }} />}</Field>;
}
