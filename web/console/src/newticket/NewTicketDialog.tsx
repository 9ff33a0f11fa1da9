import { Button, Combobox, Dialog, Field, Input, Notice, Select, Textarea, faultSentence, fieldFaults, named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, Priority } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { lastView } from '../inbox/place.ts';
import { DesignedPart } from './DesignedPart.tsx';
import { useDesigned } from './useDesigned.ts';

const channels = ['phone', 'mail', 'chat', 'webhook'] as const;

/** Opens a ticket for somebody on the phone: who, what, which product. */
export function NewTicketDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return <Form key={String(open)} open={open} onClose={onClose} />;
}

interface Fields { subject: string; text: string; type: string; priority: Priority; channel: (typeof channels)[number]; product: string; serial: string; email: string; phone: string; teamId: string; owner: 'me' | 'none' }

function Form({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const me = useMe();
  const client = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const from = useQueries();
  const types = useQuery({ ...from.types(), enabled: open });
  const teams = useQuery({ ...from.teams(), enabled: open });
  const [who, setWho] = useState('');
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [fields, setFields] = useState<Fields>({ subject: '', text: '', type: 'inquiry', priority: 'normal', channel: 'phone', product: '', serial: '', email: '', phone: '', teamId: '', owner: 'me' });
  const designed = useDesigned(fields.type, open);
  const [key] = useState(() => crypto.randomUUID());
  const words = useDeferredValue(who.trim());
  const found = useInfiniteQuery({ ...from.customers(words), enabled: open && words !== '' && customer === null });
  const put = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const create = useMutation({
    mutationFn: () => call(api.tickets.open, {
      body: {
        subject: fields.subject.trim(), text: fields.text.trim(), type: fields.type, priority: fields.priority, channel: fields.channel, product: fields.product.trim(), serial: fields.serial.trim(), fields: designed.filled(),
        ...(customer ? { customerId: customer.id } : { customer: { name: who.trim(), ...(fields.email.trim() ? { email: fields.email.trim() } : {}), ...(fields.phone.trim() ? { phone: fields.phone.trim() } : {}), language: i18n.language.startsWith('zh') ? 'zh-CN' as const : 'en' as const } }),
        ...(fields.teamId ? { teamId: Number(fields.teamId) } : {}), ...(fields.owner === 'me' ? { ownerId: me.id } : {}),
      },
    }, { idempotencyKey: key }),
    onSuccess: ({ id }) => {
      onClose();
      void client.invalidateQueries({ queryKey: ['list'] });
      void client.invalidateQueries({ queryKey: ['views'] });
      toasts.show({ text: t('new.done', { id }), seconds: 4 });
      void navigate({ to: '/inbox/$view/$ticketId', params: { view: lastView(), ticketId: String(id) } });
    },
  });
  const faults = fieldFaults(create.error);
  const people = (found.data?.pages[0]?.items ?? []).slice(0, 6);
  const ready = fields.subject.trim() !== '' && (customer !== null || who.trim() !== '');
  return (
    <Dialog
      open={open} onClose={onClose} title={t('command.new')} onSubmit={() => { if (ready && !create.isPending) create.mutate(); }}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!ready} busy={create.isPending}>{t('new.create')}</Button></>}
    >
      <div className="ac-stack">
        {create.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(create.error)}</Notice> : null}
        <Field label={t('new.who')} hint={customer ? t('new.known', { count: customer.identities.length }) : who.trim() ? t('new.fresh') : undefined} fault={faults['customer.name']} required>
          {(control) => <Combobox control={control} label={t('new.who')} autoFocus text={who} onText={(text) => { setWho(text); setCustomer(null); }} placeholder={t('new.whoPlaceholder')} options={people.map((one) => ({ value: one.id, label: one.name, hint: one.identities.map((identity) => identity.value).slice(0, 2).join(' · ') }))} onPick={(id) => { const one = people.find((person) => person.id === id); if (one) { setCustomer(one); setWho(one.name); } }} />}
        </Field>
        {customer === null && who.trim() !== '' ? (
          <div className="cs-two">
            <Field label={t('new.phone')} fault={faults['customer.phone']}>{(control) => <Input {...control} type="tel" value={fields.phone} onChange={(event) => put({ phone: event.target.value })} />}</Field>
            <Field label={t('signIn.email')} fault={faults['customer.email']}>{(control) => <Input {...control} type="email" value={fields.email} onChange={(event) => put({ email: event.target.value })} />}</Field>
          </div>
        ) : null}
        <Field label={t('field.subject')} fault={faults.subject} required>{(control) => <Input {...control} maxLength={500} value={fields.subject} onChange={(event) => put({ subject: event.target.value })} placeholder={t('new.subjectPlaceholder')} />}</Field>
        <Field label={t('new.text')} fault={faults.text} optional>{(control) => <Textarea {...control} grows rows={4} value={fields.text} onChange={(event) => put({ text: event.target.value })} />}</Field>
        <div className="cs-two">
          <Field label={t('field.type')}>{(control) => <Select {...control} value={fields.type} choices={(types.data?.items ?? []).filter((type) => type.active).map((type) => ({ value: type.key, label: named(type.name, i18n.language) }))} onChange={(type) => put({ type })} />}</Field>
          <Field label={t('field.priority')}>{(control) => <Select {...control} value={fields.priority} choices={(['low', 'normal', 'high', 'urgent'] as const).map((one) => ({ value: one, label: t(`ui:priority.${one}`) }))} onChange={(priority) => put({ priority })} />}</Field>
          <Field label={t('field.product')}>{(control) => <Input {...control} maxLength={200} value={fields.product} onChange={(event) => put({ product: event.target.value })} />}</Field>
          <Field label={t('field.serial')}>{(control) => <Input {...control} maxLength={100} value={fields.serial} onChange={(event) => put({ serial: event.target.value })} />}</Field>
          <Field label={t('field.channel')}>{(control) => <Select {...control} value={fields.channel} choices={channels.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))} onChange={(channel) => put({ channel })} />}</Field>
          <Field label={t('field.ownerId')}>{(control) => <Select {...control} value={fields.owner} choices={[{ value: 'me', label: t('meNamed', { name: me.name }) }, { value: 'none', label: t('new.route') }]} onChange={(owner) => put({ owner })} />}</Field>
          <Field label={t('field.teamId')}>{(control) => <Select {...control} value={fields.teamId} choices={[{ value: '', label: t('new.anyTeam') }, ...(teams.data?.items ?? []).map((team) => ({ value: String(team.id), label: team.name }))]} onChange={(teamId) => put({ teamId })} />}</Field>
        </div>
        <DesignedPart designed={designed} customerId={customer?.id ?? null} faults={faults} />
      </div>
    </Dialog>
  );
}
