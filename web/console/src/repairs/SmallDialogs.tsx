import { StockSerials } from './StockSerials.tsx';
import { api } from '@aftercare/contract';
import type { RepairHow } from '@aftercare/contract/repairs';
import { Checkbox, Field, Input, Select, Textarea } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from './ActDialog.tsx';
import { type Repair, useAct } from './data.ts';

interface Props { readonly repair: Repair; readonly onClose: () => void }
const hows: readonly RepairHow[] = ['depot', 'counter', 'visit', 'remote'];
const tests = ['fault', 'functions', 'safety'] as const;

export function ConfirmDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [how, setHow] = useState<RepairHow>(repair.how);
  const confirm = useAct(api.repairs.confirm, repair.ticketId, onClose);
  return (
    <ActDialog title={t('act.confirm')} act={t('act.confirm')} busy={confirm.isPending} onClose={onClose} onDo={() => confirm.mutate({ params: { id: repair.id }, body: { how } })}>
      <Field label={t('how.title')}>{(control) => <Select {...control} value={how} choices={hows.map((value) => ({ value, label: t(`how.${value}`) }))} onChange={setHow} />}</Field>
    </ActDialog>
  );
}
export function WorkDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const planned = repair.lines.filter((line) => line.kind === 'labour').reduce((sum, line) => sum + line.minutes, 0);
  const [form, setForm] = useState({ minutes: String(planned || ''), note: '', oldBack: true });
  const [unused, setUnused] = useState<readonly number[]>([]);
  const [serials, setSerials] = useState<Readonly<Record<string, string>>>({});
  const work = useAct(api.repairs.work, repair.ticketId, onClose);
  const parts = repair.lines.filter((line) => line.kind === 'part' && line.state !== 'used');
  return (
    <ActDialog title={t('act.work')} act={t('act.workDone')} busy={work.isPending} onClose={onClose} onDo={() => work.mutate({ params: { id: repair.id }, body: { minutes: Number(form.minutes) || 0, note: form.note, oldBack: form.oldBack, unused: [...unused], serials: { ...serials } } })}>
      {parts.length > 0 ? (
        <fieldset className="rp-fitted">
          <legend className="ac-field__label">{t('work.fitted')}</legend>
          {parts.map((line) => (
            <div key={line.id} className="rp-fit">
              <Checkbox label={`${line.description} × ${line.quantity}`} checked={!unused.includes(line.id)} onChange={(on) => setUnused((all) => (on ? all.filter((id) => id !== line.id) : [...all, line.id]))} />
              {unused.includes(line.id) ? null : <Input aria-label={t('work.serialOf', { what: line.description })} placeholder={t('work.serial')} value={serials[String(line.id)] ?? ''} maxLength={100} onChange={(event) => setSerials((all) => ({ ...all, [String(line.id)]: event.target.value }))} />}
            </div>
          ))}
          <Checkbox label={t('work.oldBack')} checked={form.oldBack} onChange={(oldBack) => setForm({ ...form, oldBack })} />
        </fieldset>
      ) : null}
      <Field label={t('work.minutes')}>{(control) => <Input {...control} type="number" min={0} max={10000} value={form.minutes} onChange={(event) => setForm({ ...form, minutes: event.target.value })} />}</Field>
      <Field label={t('work.done')} optional>{(control) => <Textarea {...control} rows={3} grows maxLength={4000} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} />}</Field>
    </ActDialog>
  );
}
export function TestDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [results, setResults] = useState<Readonly<Record<string, { ok: boolean | null; note: string }>>>({});
  const test = useAct(api.repairs.test, repair.ticketId, onClose);
  const of = (key: string) => results[key] ?? { ok: null, note: '' };
  const all = tests.every((key) => of(key).ok !== null);
  const passed = tests.every((key) => of(key).ok === true);
  return (
    <ActDialog title={t('act.test')} act={t(all && !passed ? 'test.failed' : 'test.passed')} busy={test.isPending} ready={all} onClose={onClose} onDo={() => test.mutate({ params: { id: repair.id }, body: { results: tests.map((key) => ({ key, title: t(`test.${key}`), ok: of(key).ok === true, note: of(key).note })) } })}>
      {tests.map((key) => (
        <fieldset key={key} className="rp-check">
          <legend>{t(`test.${key}`)}</legend>
          <span className="ac-row">
            <label className="rp-verdict" data-on={of(key).ok === true}><input type="radio" name={key} className="ac-unseen" checked={of(key).ok === true} onChange={() => setResults({ ...results, [key]: { ...of(key), ok: true } })} />{t('test.ok')}</label>
            <label className="rp-verdict" data-on={of(key).ok === false} data-bad><input type="radio" name={key} className="ac-unseen" checked={of(key).ok === false} onChange={() => setResults({ ...results, [key]: { ...of(key), ok: false } })} />{t('test.bad')}</label>
            {of(key).ok === false ? <Input aria-label={t('note')} placeholder={t('test.what')} value={of(key).note} maxLength={1000} onChange={(event) => setResults({ ...results, [key]: { ...of(key), note: event.target.value } })} /> : null}
          </span>
        </fieldset>
      ))}
    </ActDialog>
  );
}
export function HandBackDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [form, setForm] = useState<{ how: 'in-person' | 'shipped' | 'on-site'; to: string }>({ how: repair.how === 'depot' ? 'shipped' : repair.how === 'visit' ? 'on-site' : 'in-person', to: '' });
  const back = useAct(api.repairs.handBack, repair.ticketId, onClose);
  return (
    <ActDialog title={t('act.hand-back')} act={t('act.hand-back')} busy={back.isPending} onClose={onClose} onDo={() => back.mutate({ params: { id: repair.id }, body: form })}>
      <Field label={t('handBack.how')}>{(control) => <Select {...control} value={form.how} choices={(['in-person', 'shipped', 'on-site'] as const).map((value) => ({ value, label: t(`handBack.${value}`) }))} onChange={(how) => setForm({ ...form, how })} />}</Field>
      <Field label={t('handBack.to')} optional>{(control) => <Input {...control} value={form.to} maxLength={200} onChange={(event) => setForm({ ...form, to: event.target.value })} />}</Field>
    </ActDialog>
  );
}
export function ReplaceDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [serial, setSerial] = useState('');
  const replace = useAct(api.repairs.replace, repair.ticketId, onClose);
  return (
    <ActDialog title={t('act.replace')} act={t('act.replace')} busy={replace.isPending} ready={serial.trim() !== ''} onClose={onClose} onDo={() => replace.mutate({ params: { id: repair.id }, body: { serial } })}>
      <Field label={t('replace.serial')} hint={t('replace.hint')} required>{(control) => <Input {...control} list="rp-ready" value={serial} maxLength={100} autoCapitalize="characters" onChange={(event) => setSerial(event.target.value)} />}</Field>
      <StockSerials id="rp-ready" unitId={repair.unit?.id ?? null} />
    </ActDialog>
  );
}
export function CancelDialog({ repair, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [reason, setReason] = useState('');
  const cancel = useAct(api.repairs.cancel, repair.ticketId, onClose);
  return (
    <ActDialog title={t('act.cancel')} act={t('act.cancel')} busy={cancel.isPending} ready={reason.trim() !== ''} onClose={onClose} onDo={() => cancel.mutate({ params: { id: repair.id }, body: { reason } })}>
      <Field label={t('reason')} required>{(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}</Field>
    </ActDialog>
  );
}
