import { api } from '@aftercare/contract';
import { Button, Dialog, Field, IconButton, Input, Notice, Select, Switch, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../../settings/frame/BothNames.tsx';
import { useWork } from '../../settings/frame/useWork.ts';
import { type ModelPage, useProductQueries } from '../data.ts';

type Fault = ModelPage['faults'][number];
interface PlanDraft { readonly title: { zh: string; en: string }; readonly minutes: string; readonly steps: { zh: string; en: string }; readonly parts: readonly { readonly number: string; readonly quantity: string }[]; readonly skill: string }
const noPlan: PlanDraft = { title: noNames, minutes: '30', steps: noNames, parts: [], skill: '' };

/** A known fault: what one sees, what to say, and the standard repairs with time, steps and parts. */
export function FaultDialog({ model, item, onClose }: { readonly model: ModelPage; readonly item: Fault | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const from = useProductQueries();
  const [value, setValue] = useState({ key: item?.key ?? '', title: item?.title ?? noNames, advice: item?.advice ?? noNames, safety: item?.safety ?? false, active: item?.active ?? true });
  const [plans, setPlans] = useState<readonly PlanDraft[]>(item?.plans.map((p) => ({ ...p, minutes: String(p.minutes), parts: p.parts.map((one) => ({ number: one.number, quantity: String(one.quantity) })) })) ?? [noPlan]);
  const parts = useQuery(from.partsOf(model.id));
  const skills = useQuery(from.skills());
  const known = new Map((parts.data?.items ?? []).map((p) => [p.number, named(p.name, i18n.language)]));
  const save = useWork({
    work: (_: undefined) => call(api.products.saveFault, { params: { id: model.id }, body: { ...value, key: value.key.trim(), title: bothNames(value.title), advice: bothNames(value.advice), plans: plans.map((p) => ({ title: bothNames(p.title.zh || p.title.en ? p.title : value.title), minutes: Number(p.minutes), steps: bothNames(p.steps), skill: p.skill, parts: p.parts.filter((one) => one.number.trim()).map((one) => ({ number: one.number.trim(), quantity: Number(one.quantity) })) })) } }),
    keys: ['model'], said: (saved) => t('modelEdit.savedPart', { name: named(saved.title, i18n.language) }), after: onClose,
  });
  const faults = fieldFaults(save.error);
  const setPlan = (at: number, change: Partial<PlanDraft>) => setPlans(plans.map((p, i) => (i === at ? { ...p, ...change } : p)));
  return (
    <Dialog open onClose={onClose} size="wide" title={item ? t('modelEdit.editFault') : t('modelEdit.addFault')} onSubmit={() => { if (!save.isPending) save.mutate(undefined); }} foot={<><Button kind="quiet" onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={save.isPending}>{t('save')}</Button></>}>
      <div className="ac-stack">
        {save.isError ? <Notice tone="late" role="alert">{Object.keys(faults).length > 0 ? t('modelEdit.checkFields') : faultSentence(save.error)}</Notice> : null}
        <BothNames label={t('modelEdit.faultTitle')} value={value.title} onChange={(title) => setValue({ ...value, title })} faults={{ zh: faults['title.zh'], en: faults['title.en'] }} />
        <Field label={t('modelEdit.faultKey')} hint={item ? t('modelEdit.lasting') : t('modelEdit.faultKeyHint')} fault={faults['key']}>{(control) => <Input {...control} className="pd-serial st-narrow" readOnly={item !== null} maxLength={60} value={value.key} onChange={(event) => setValue({ ...value, key: event.target.value })} />}</Field>
        <BothNames label={t('modelEdit.advice')} hint={t('modelEdit.adviceHint')} rows={2} maxLength={8000} value={value.advice} onChange={(advice) => setValue({ ...value, advice })} />
        <div className="st-radios"><Switch label={t('modelEdit.safety')} checked={value.safety} onChange={(safety) => setValue({ ...value, safety })} /><Switch label={t('modelEdit.faultActive')} checked={value.active} onChange={(active) => setValue({ ...value, active })} /></div>
        {plans.map((plan, at) => (
          <section key={at} className="pd-planform" aria-label={t('modelEdit.plan', { n: at + 1 })}>
            <div className="ac-spread"><h3 className="ac-section__title">{t('modelEdit.plan', { n: at + 1 })}</h3><IconButton size="small" label={t('modelEdit.dropPlan', { n: at + 1 })} icon={<Trash2 size={14} />} onClick={() => setPlans(plans.filter((_, i) => i !== at))} /></div>
            <BothNames label={t('modelEdit.planTitle')} hint={t('modelEdit.planTitleHint')} value={plan.title} onChange={(title) => setPlan(at, { title })} faults={{ zh: faults[`plans.${at}.title.zh`], en: faults[`plans.${at}.title.en`] }} />
            <div className="pd-two">
              <Field label={t('modelEdit.minutes')} fault={faults[`plans.${at}.minutes`]}>{(control) => <Input {...control} type="number" min={1} max={10_000} value={plan.minutes} onChange={(event) => setPlan(at, { minutes: event.target.value })} />}</Field>
              <Field label={t('modelEdit.skill')} optional fault={faults[`plans.${at}.skill`]}>{(control) => <Select {...control} value={plan.skill} choices={[{ value: '', label: t('modelEdit.noSkill') }, ...(plan.skill && !skills.data?.items.some((s) => s.key === plan.skill) ? [{ value: plan.skill, label: plan.skill }] : []), ...(skills.data?.items ?? []).map((s) => ({ value: s.key, label: named(s.name, i18n.language) }))]} onChange={(skill) => setPlan(at, { skill })} />}</Field>
            </div>
            <BothNames label={t('modelEdit.steps')} hint={t('modelEdit.stepsHint')} rows={3} maxLength={8000} value={plan.steps} onChange={(steps) => setPlan(at, { steps })} />
            <div className="ac-stack">
              {plan.parts.map((part, i) => (
                <div key={i} className="pd-partline">
                  <Field label={t('modelEdit.part')} hint={known.get(part.number)} fault={faults[`plans.${at}.parts.${i}.number`]}>{(control) => <Input {...control} className="pd-serial" list={`pd-parts-${model.id}`} maxLength={60} value={part.number} onChange={(event) => setPlan(at, { parts: plan.parts.map((p, j) => (j === i ? { ...p, number: event.target.value } : p)) })} />}</Field>
                  <Field label={t('modelEdit.quantity')} fault={faults[`plans.${at}.parts.${i}.quantity`]}>{(control) => <Input {...control} type="number" min={1} max={100} value={part.quantity} onChange={(event) => setPlan(at, { parts: plan.parts.map((p, j) => (j === i ? { ...p, quantity: event.target.value } : p)) })} />}</Field>
                  <IconButton label={t('modelEdit.dropPart', { number: part.number })} icon={<Trash2 size={16} />} onClick={() => setPlan(at, { parts: plan.parts.filter((_, j) => j !== i) })} />
                </div>
              ))}
              <div><Button size="small" icon={<Plus size={14} aria-hidden="true" />} disabled={plan.parts.length >= 50} onClick={() => setPlan(at, { parts: [...plan.parts, { number: '', quantity: '1' }] })}>{t('modelEdit.addPart')}</Button></div>
            </div>
          </section>
        ))}
        <div><Button size="small" icon={<Plus size={14} aria-hidden="true" />} disabled={plans.length >= 10} onClick={() => setPlans([...plans, noPlan])}>{t('modelEdit.addPlan')}</Button></div>
        <datalist id={`pd-parts-${model.id}`}>{(parts.data?.items ?? []).map((p) => <option key={p.id} value={p.number}>{named(p.name, i18n.language)}</option>)}</datalist>
      </div>
    </Dialog>
  );
}
