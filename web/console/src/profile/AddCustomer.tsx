import { api } from '@aftercare/contract';
import { Button, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Somebody new, a person or a company. Who is known by this address already is opened instead. */
export function AddCustomer() {
  const { t } = useTranslation(['profile', 'app']);
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<'person' | 'company'>('person');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [email, setEmail] = useState('');
  const add = useMutation({
    mutationFn: () => call(api.customers.create, { body: { name: name.trim(), kind, identities: [...(phone.trim() ? [{ kind: 'phone' as const, value: phone.trim() }] : []), ...(email.trim() ? [{ kind: 'email' as const, value: email.trim() }] : [])] } }),
    onSuccess: (customer) => {
      if (customer.name !== name.trim()) toasts.show({ text: t('add.known') });
      setOpen(false); setName(''); setPhone(''); setEmail('');
      void client.invalidateQueries({ queryKey: ['customers'] });
      void navigate({ to: '/customers/$customerId', params: { customerId: String(customer.id) } });
    },
  });
  const faults = fieldFaults(add.error);
  return (
    <>
      <Button kind="primary" icon={<Plus size={16} />} onClick={() => setOpen(true)}>{t('add.title')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.title')} size="small" onSubmit={() => { if (name.trim()) add.mutate(); }} foot={<><Button onClick={() => setOpen(false)}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={!name.trim()} busy={add.isPending}>{t('add.create')}</Button></>}>
        <div className="ac-stack">
          {add.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(add.error)}</Notice> : null}
          <Field label={t('edit.kind')}>{(control) => <Select {...control} value={kind} choices={[{ value: 'person', label: t('edit.person') }, { value: 'company', label: t('edit.company') }]} onChange={setKind} />}</Field>
          <Field label={t('add.name')} fault={faults.name} required>{(control) => <Input {...control} maxLength={200} autoFocus value={name} onChange={(event) => setName(event.target.value)} />}</Field>
          <Field label={t('add.phone')}>{(control) => <Input {...control} type="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />}</Field>
          <Field label={t('add.email')}>{(control) => <Input {...control} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />}</Field>
        </div>
      </Dialog>
    </>
  );
}
