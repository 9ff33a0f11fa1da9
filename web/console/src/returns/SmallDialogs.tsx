import { api } from '@aftercare/contract';
import type { Disposition, ReturnKind, ReturnReason } from '@aftercare/contract/returns';
import { Field, Input, Select } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../repairs/ActDialog.tsx';
import { type ReturnOrder, useAct } from '../repairs/data.ts';
import { StockSerials } from '../repairs/StockSerials.tsx';
import { formatMoney, readMoney, writeMoney } from '../repairs/money.ts';

interface Props { readonly order: ReturnOrder; readonly onClose: () => void }
const reasons: readonly ReturnReason[] = ['faulty', 'wrong-item', 'not-as-described', 'changed-mind', 'damaged-in-transit', 'other'];

/** Opens a return on a ticket: what is wanted, and why. */
export function OpenDialog({ ticketId, kind: first, onClose }: { readonly ticketId: number; readonly kind: ReturnKind; readonly onClose: () => void }) {
  const { t } = useTranslation('repairs');
  const [kind, setKind] = useState(first);
  const [reason, setReason] = useState<ReturnReason>('faulty');
  const open = useAct(api.returns.open, ticketId, onClose);
  return (
    <ActDialog title={t('returnOpen')} act={t('returnOpen')} busy={open.isPending} onClose={onClose} onDo={() => open.mutate({ params: { id: ticketId }, body: { kind, reason } })}>
      <Field label={t('returnTitle')}>{(control) => <Select {...control} value={kind} choices={(['return', 'exchange', 'refund'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={setKind} />}</Field>
      <Field label={t('reason')}>{(control) => <Select {...control} value={reason} choices={reasons.map((value) => ({ value, label: t(`returnReason.${value}`) }))} onChange={setReason} />}</Field>
    </ActDialog>
  );
}
/** Yes or no, with a reason; a no is read by the customer. */
export function AnswerDialog({ order, yes, onClose }: Props & { readonly yes: boolean }) {
  const { t } = useTranslation('repairs');
  const [reason, setReason] = useState('');
  const approve = useAct(api.returns.approve, order.ticketId, onClose);
  const refuse = useAct(api.returns.refuse, order.ticketId, onClose);
  const act = t(yes ? 'returnAct.approve' : 'returnAct.refuse');
  return (
    <ActDialog title={act} act={act} busy={approve.isPending || refuse.isPending} ready={yes || reason.trim() !== ''} onClose={onClose} onDo={() => (yes ? approve : refuse).mutate({ params: { id: order.id }, body: { reason } })}>
      <Field label={t('reason')} required={!yes}>{(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}</Field>
    </ActDialog>
  );
}
export function RefundDialog({ order, onClose }: Props) {
  const { t, i18n } = useTranslation('repairs');
  const [amount, setAmount] = useState(writeMoney(order.paidMinor, order.currency));
  const [reference, setReference] = useState('');
  const refund = useAct(api.returns.refund, order.ticketId, onClose);
  const minor = readMoney(amount, order.currency);
  const paid = formatMoney(order.paidMinor, order.currency, i18n.language);
  const fault = minor !== null && minor > order.paidMinor ? t('money.tooMuch', { paid }) : null;
  return (
    <ActDialog title={t('returnAct.refund')} act={t('returnAct.refund')} busy={refund.isPending} ready={minor !== null && minor > 0 && !fault} onClose={onClose} onDo={() => { if (minor) refund.mutate({ params: { id: order.id }, body: { amountMinor: minor, reference } }); }}>
      <Field label={t('money.amount')} hint={`${t('money.paid')} ${paid}`} fault={fault} required>{(control) => <Input {...control} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}</Field>
      <Field label={t('money.reference')} hint={t('money.referenceHint')} optional>{(control) => <Input {...control} value={reference} maxLength={100} onChange={(event) => setReference(event.target.value)} />}</Field>
    </ActDialog>
  );
}
export function SwapDialog({ order, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [serial, setSerial] = useState('');
  const swap = useAct(api.returns.swap, order.ticketId, onClose);
  return (
    <ActDialog title={t('returnAct.swap')} act={t('returnAct.swap')} busy={swap.isPending} ready={serial.trim() !== ''} onClose={onClose} onDo={() => swap.mutate({ params: { id: order.id }, body: { serial } })}>
      <Field label={t('replace.serial')} hint={t('replace.hint')} required>{(control) => <Input {...control} list="rp-ready" value={serial} maxLength={100} autoCapitalize="characters" onChange={(event) => setSerial(event.target.value)} />}</Field>
      <StockSerials id="rp-ready" unitId={order.unit?.id ?? null} />
    </ActDialog>
  );
}
export function DisposeDialog({ order, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const usual: Disposition = order.state === 'inspected' ? 'send-back' : ({ A: 'restock', B: 'refurbish', C: 'refurbish', D: 'recycle' } as const)[order.inspection?.grade ?? 'D'];
  const [disposition, setDisposition] = useState<Disposition>(usual);
  const dispose = useAct(api.returns.dispose, order.ticketId, onClose);
  const choices: readonly Disposition[] = order.state === 'inspected' ? ['send-back'] : ['restock', 'refurbish', 'recycle'];
  return (
    <ActDialog title={t('returnAct.dispose')} act={t('returnAct.dispose')} busy={dispose.isPending} onClose={onClose} onDo={() => dispose.mutate({ params: { id: order.id }, body: { disposition } })}>
      <Field label={t('disposition.title')}>{(control) => <Select {...control} value={disposition} choices={choices.map((value) => ({ value, label: t(`disposition.${value}`) }))} onChange={setDisposition} />}</Field>
    </ActDialog>
  );
}
export function CancelDialog({ order, onClose }: Props) {
  const { t } = useTranslation('repairs');
  const [reason, setReason] = useState('');
  const cancel = useAct(api.returns.cancel, order.ticketId, onClose);
  return (
    <ActDialog title={t('returnAct.cancel')} act={t('returnAct.cancel')} busy={cancel.isPending} ready={reason.trim() !== ''} onClose={onClose} onDo={() => cancel.mutate({ params: { id: order.id }, body: { reason } })}>
      <Field label={t('reason')} required>{(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}</Field>
    </ActDialog>
  );
}
