import { api } from '@aftercare/contract';
import type { GoodsItem } from '@aftercare/contract/goods';
import { Button, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePartQueries } from './data.ts';
import { useStockWork } from './useStockWork.ts';

export type GoodsAct = { readonly kind: 'receive' } | { readonly kind: 'refurbished' | 'send' | 'issue' | 'recycle'; readonly item: GoodsItem };
const grades = ['A', 'B', 'C', 'D'] as const;

/** One unit comes, is good again, goes elsewhere or leaves. */
export function GoodsDialog({ act, onClose }: { readonly act: GoodsAct; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('parts');
  const { call } = useApi();
  const from = usePartQueries();
  const sites = useQuery(from.sites());
  const models = useQuery({ ...from.models(), enabled: act.kind === 'receive' });
  const [v, setV] = useState({ serial: '', modelId: '', siteId: '', grade: (act.kind === 'refurbished' ? 'B' : 'A') as (typeof grades)[number], state: 'ready' as 'ready' | 'refurbishing', reason: '' });
  const set = (change: Partial<typeof v>) => setV({ ...v, ...change });
  const [once] = useState(() => crypto.randomUUID());
  const params = { unitId: act.kind === 'receive' ? 0 : act.item.unitId };
  const work = useStockWork({
    work: async (_: null): Promise<unknown> => {
      if (act.kind === 'receive') return call(api.goods.receive, { body: { serial: v.serial, modelId: v.modelId ? Number(v.modelId) : null, siteId: Number(v.siteId), grade: v.grade, state: v.state, reason: v.reason } }, { idempotencyKey: `${once}:${v.serial}` });
      if (act.kind === 'refurbished') return call(api.goods.refurbished, { params, body: { grade: v.grade, reason: v.reason } });
      if (act.kind === 'send') return call(api.goods.send, { params, body: { siteId: Number(v.siteId), reason: v.reason } });
      return act.kind === 'issue' ? call(api.goods.issue, { params, body: { reason: v.reason } }) : call(api.goods.recycle, { params, body: { reason: v.reason } });
    },
    said: () => t(`goods.done.${act.kind}`, { serial: act.kind === 'receive' ? v.serial : act.item.serial }), after: onClose,
  });
  const faults = fieldFaults(work.error);
  const ready = (act.kind !== 'receive' || (v.serial.trim().length >= 3 && v.siteId !== '')) && (act.kind !== 'send' || v.siteId !== '') && (act.kind !== 'issue' || v.reason.trim() !== '');
  const places = (sites.data?.items ?? []).filter((s) => s.kind !== 'van' && (act.kind !== 'send' || s.id !== act.item.siteId));
  return (
    <Dialog open onClose={onClose} size="small" title={t(`goods.act.${act.kind}`)} onSubmit={() => { if (ready && !work.isPending) work.mutate(null); }} foot={<><Button kind="quiet" onClick={onClose}>{t('goods.cancel')}</Button><Button kind={act.kind === 'recycle' ? 'danger' : 'primary'} type="submit" busy={work.isPending} disabled={!ready}>{t(`goods.do.${act.kind}`)}</Button></>}>
      <div className="ac-stack">
        {work.isError && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        {act.kind === 'receive' ? null : <p className="ac-soft"><span className="ps-serial">{act.item.serial}</span> · {act.item.modelKey}</p>}
        {act.kind === 'recycle' ? <p className="ac-soft">{t('goods.recycleAbout')}</p> : null}
        {act.kind === 'receive' ? (
          <>
            <Field label={t('goods.serial')} fault={faults['serial']}>{(control) => <Input {...control} className="ps-serial" autoComplete="off" maxLength={64} value={v.serial} onChange={(event) => set({ serial: event.target.value })} />}</Field>
            <Field label={t('goods.model')} hint={t('goods.modelHint')} optional fault={faults['modelId']}>{(control) => <Select {...control} value={v.modelId} choices={[{ value: '', label: t('goods.bySerial') }, ...(models.data?.items ?? []).map((m) => ({ value: String(m.id), label: `${m.key} · ${named(m.name, i18n.language)}` }))]} onChange={(modelId) => set({ modelId })} />}</Field>
            <Field label={t('goods.state')}>{(control) => <Select {...control} value={v.state} choices={(['ready', 'refurbishing'] as const).map((state) => ({ value: state, label: t(`goods.states.${state}`) }))} onChange={(state) => set({ state })} />}</Field>
          </>
        ) : null}
        {act.kind === 'receive' || act.kind === 'send' ? <Field label={t(act.kind === 'send' ? 'goods.to' : 'goods.site')} fault={faults['siteId']}>{(control) => <Select {...control} value={v.siteId} choices={[{ value: '', label: '–' }, ...places.map((s) => ({ value: String(s.id), label: named(s.name, i18n.language) }))]} onChange={(siteId) => set({ siteId })} />}</Field> : null}
        {act.kind === 'receive' || act.kind === 'refurbished' ? <Field label={t('goods.gradeShort')} fault={faults['grade']}>{(control) => <Select {...control} value={v.grade} choices={grades.map((g) => ({ value: g, label: `${g} · ${t(`goods.grade.${g}`)}` }))} onChange={(grade) => set({ grade })} />}</Field> : null}
        <Field label={t('goods.reason')} {...(act.kind === 'issue' ? { required: true } : { optional: true })} fault={faults['reason']}>{(control) => <Input {...control} maxLength={500} value={v.reason} onChange={(event) => set({ reason: event.target.value })} />}</Field>
      </div>
    </Dialog>
  );
}
