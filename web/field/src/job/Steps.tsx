import type { FieldJob } from '@aftercare/contract/field';
import { Button, Dialog, Field, Input, Radio, clockTime } from '@aftercare/ui';
import { CircleCheck, MapPinCheck, Navigation } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';
import { arrivalFrom } from './arrival.ts';

const reasons = ['absent', 'part', 'time', 'other'] as const;

/** On the way, arrived, done: one big button at a time. */
export function Steps({ job, timeZone }: { readonly job: FieldJob; readonly timeZone: string }) {
  const { t, i18n } = useTranslation();
  const store = useFieldStore();
  const [asking, setAsking] = useState<'done' | 'failed' | null>(null);
  const [reason, setReason] = useState<(typeof reasons)[number]>('absent');
  const [other, setOther] = useState('');
  const clock = (at: string) => clockTime(at, i18n.language, timeZone);
  const eta = arrivalFrom(Date.now(), job.drive);
  const open = job.checklist.filter((item) => !job.checked.includes(item.key)).length;
  const finish = () => { setAsking(null); void store.record(job.id, { kind: 'done' }); };
  const why = reason === 'other' ? other.trim() : t(`job.failReasons.${reason}`);
  return (
    <div className="f-steps">
      {job.state === 'planned' ? <><p className="f-soft">{t('job.eta', { time: clock(eta) })}</p><Button kind="primary" size="large" wide icon={<Navigation size={20} aria-hidden="true" />} onClick={() => void store.record(job.id, { kind: 'on-the-way', eta })}>{t('job.go')}</Button></> : null}
      {job.state === 'on-the-way' ? <>{job.etaAt ? <p className="f-soft">{t('job.etaTold', { time: clock(job.etaAt) })}</p> : null}<Button kind="primary" size="large" wide icon={<MapPinCheck size={20} aria-hidden="true" />} onClick={() => void store.record(job.id, { kind: 'arrived' })}>{t('job.arrive')}</Button></> : null}
      {job.state === 'arrived' ? <Button kind="primary" size="large" wide icon={<CircleCheck size={20} aria-hidden="true" />} onClick={() => (open > 0 ? setAsking('done') : finish())}>{t('job.finish')}</Button> : null}
      {job.state === 'planned' ? null : <Button kind="quiet" wide onClick={() => setAsking('failed')}>{t('job.fail')}</Button>}
      <Dialog open={asking === 'done'} onClose={() => setAsking(null)} title={t('job.finish')} size="small" foot={<><Button onClick={() => setAsking(null)}>{t('job.keepOn')}</Button><Button kind="primary" onClick={finish}>{t('job.finishAnyway')}</Button></>}><p>{t('job.unchecked', { count: open })}</p></Dialog>
      <Dialog open={asking === 'failed'} onClose={() => setAsking(null)} title={t('job.failWhy')} size="small" foot={<><Button onClick={() => setAsking(null)}>{t('job.keepOn')}</Button><Button kind="danger" disabled={why === ''} onClick={() => { setAsking(null); void store.record(job.id, { kind: 'failed', reason: why }); }}>{t('job.failConfirm')}</Button></>}>
        <div className="f-checks">{reasons.map((one) => <Radio key={one} name="why" checked={reason === one} label={t(`job.failReasons.${one}`)} onChange={() => setReason(one)} />)}</div>
        {reason === 'other' ? <Field label={t('job.failReasons.other')}>{(control) => <Input {...control} value={other} maxLength={500} onChange={(event) => setOther(event.target.value)} />}</Field> : null}
      </Dialog>
    </div>
  );
}
