import { api } from '@aftercare/contract';
import { Button, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProductQueries } from './data.ts';

interface Props { readonly open: boolean; readonly onClose: () => void; readonly serial?: string; readonly customerId?: number; /** Called instead of going to the unit's page. */ readonly onDone?: (unitId: number) => void }

/** A unit becomes known: the number says what it can, the rest is asked. */
export function RegisterDialog({ open, onClose, serial: given = '', customerId, onDone }: Props) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const from = useProductQueries();
  const [serial, setSerial] = useState(given);
  const [model, setModel] = useState('');
  const [purchasedOn, setPurchasedOn] = useState('');
  const [seller, setSeller] = useState('');
  const read = useQuery({ ...from.serial(useDeferredValue(serial)), enabled: open && serial.trim().length >= 4 });
  const models = useQuery({ ...from.models(''), enabled: open });
  const modelId = model || String(read.data?.modelId ?? '');
  const save = useMutation({
    mutationFn: () => call(api.products.register, { body: { serial, modelId: Number(modelId), customerId: customerId ?? null, purchasedOn: purchasedOn || null, seller } }),
    onSuccess: (unit) => {
      toasts.show({ text: t('units.registered', { serial: unit.serial }) });
      void client.invalidateQueries({ queryKey: ['units'] });
      onClose();
      if (onDone) onDone(unit.id); else void navigate({ to: '/products/units/$unitId', params: { unitId: String(unit.id) } });
    },
  });
  const faults = fieldFaults(save.error);
  const known = read.data?.unit;
  return (
    <Dialog
      open={open} onClose={onClose} title={t('units.register')} onSubmit={() => { if (!known && modelId) save.mutate(); }}
      foot={<><Button kind="quiet" onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={save.isPending} disabled={!modelId || known !== null && known !== undefined}>{t('units.register')}</Button></>}
    >
      <div className="ac-stack">
        <Field label={t('field.serial')} hint={t('units.serialHint')} fault={faults['serial'] ?? (serial.trim().length >= 8 && read.data?.problem ? named(read.data.problem, i18n.language) : null)}>{(control) => <Input {...control} className="pd-serial" value={serial} autoComplete="off" onChange={(event) => setSerial(event.target.value)} />}</Field>
        {known ? <Notice tone="accent">{t('units.known', { model: known.model.key, owner: known.customerName ?? '–' })}</Notice> : null}
        <Field label={t('field.model')}>{(control) => <Select {...control} value={modelId} choices={[{ value: '', label: '–' }, ...(models.data?.items ?? []).map((m) => ({ value: String(m.id), label: `${m.key} · ${named(m.name, i18n.language)}` }))]} onChange={setModel} />}</Field>
        <div className="pd-two">
          <Field label={t('field.purchasedOn')} optional>{(control) => <Input {...control} type="date" value={purchasedOn} onChange={(event) => setPurchasedOn(event.target.value)} />}</Field>
          <Field label={t('field.seller')} optional>{(control) => <Input {...control} value={seller} onChange={(event) => setSeller(event.target.value)} />}</Field>
        </div>
        {save.isError && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
      </div>
    </Dialog>
  );
}
