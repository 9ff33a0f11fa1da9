import { api } from '@aftercare/contract';
import type { Contract } from '@aftercare/contract/customers';
import type { FileInfo } from '@aftercare/contract/files';
import { Button, Chip, Dialog, Field, FileDrop, FileList, Input, Notice, Section, Select, TagInput, Textarea, TierMark, faultSentence, fieldFaults, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';

const tiers = ['standard', 'silver', 'gold', 'vip'] as const;

/** What was agreed with them, or with a company above them; what is in force first. */
export function Contracts({ customerId }: { readonly customerId: number }) {
  const { t, i18n } = useTranslation('profile');
  const { call } = useApi();
  const may = useMay();
  const [open, setOpen] = useState<Contract | 'new' | null>(null);
  const found = useQuery({ queryKey: ['customer', customerId, 'contracts'], queryFn: ({ signal }) => call(api.customers.contracts, { params: { id: customerId } }, { signal }), staleTime: 30_000 });
  const mayWrite = may('customers.contracts');
  const day = (d: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${d}T00:00:00Z`));
  if (!found.data || (found.data.items.length === 0 && !mayWrite)) return null;
  return (
    <Section title={t('contract.title')} action={mayWrite ? <Button kind="link" size="small" icon={<Plus size={14} />} onClick={() => setOpen('new')}>{t('contract.add')}</Button> : null}>
      {found.data.items.length === 0 ? <p className="ac-faint">{t('contract.none')}</p> : null}
      <ul>
        {found.data.items.map((c) => (
          <li key={c.id} className="pf-contract">
            <span className="pf-chips"><strong translate="no">{c.number}</strong><Chip tone={c.inForce ? 'done' : 'plain'}>{t(c.inForce ? 'contract.inForce' : c.endedAt ? 'contract.ended' : 'contract.notNow')}</Chip><TierMark tier={c.tier} />{c.serviceLevel ? <Chip><span translate="no">{c.serviceLevel}</span></Chip> : null}{c.customerId === customerId ? null : <span className="ac-faint ac-small">{t('contract.of')} <span translate="no">{c.customerName}</span></span>}{mayWrite && c.customerId === customerId ? <Button kind="link" size="small" onClick={() => setOpen(c)}>{t('contract.change')}</Button> : null}</span>
            <span className="ac-soft ac-small">{c.endsOn ? t('contract.span', { from: day(c.startsOn), to: day(c.endsOn) }) : t('contract.since', { from: day(c.startsOn) })}{c.covers.length > 0 ? <> · {t('contract.coversShort')} <span translate="no">{c.covers.join(t('join'))}</span></> : null}</span>
            {c.note ? <span className="ac-small" translate="no">{c.note}</span> : null}
            {c.files.length > 0 ? <FileList files={c.files} /> : null}
          </li>
        ))}
      </ul>
      {open ? <ContractDialog customerId={customerId} contract={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

function ContractDialog({ customerId, contract, onClose }: { readonly customerId: number; readonly contract: Contract | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['profile', 'ui', 'app']);
  const { call, upload } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const [number, setNumber] = useState(contract?.number ?? '');
  const [startsOn, setStartsOn] = useState(contract?.startsOn ?? '');
  const [endsOn, setEndsOn] = useState(contract?.endsOn ?? '');
  const [tier, setTier] = useState<Contract['tier']>(contract?.tier ?? 'standard');
  const [serviceLevel, setServiceLevel] = useState(contract?.serviceLevel ?? '');
  const [covers, setCovers] = useState<readonly string[]>(contract?.covers ?? []);
  const [note, setNote] = useState(contract?.note ?? '');
  const [files, setFiles] = useState<readonly FileInfo[]>(contract?.files ?? []);
  const done = async () => { await client.invalidateQueries({ queryKey: ['customer', customerId] }); onClose(); };
  const save = useMutation({
    mutationFn: () => { const body = { number: number.trim(), startsOn, endsOn: endsOn || null, tier, serviceLevel: serviceLevel.trim(), covers: [...covers], note, fileIds: files.map((f) => f.id) }; return contract ? call(api.customers.updateContract, { params: { id: contract.id }, body }, { version: contract.version }) : call(api.customers.addContract, { params: { id: customerId }, body }); },
    onSuccess: done,
  });
  const end = useMutation({ mutationFn: () => call(api.customers.endContract, { params: { id: contract?.id ?? 0 } }), onSuccess: done });
  const bring = async (list: File[]) => { for (const file of list) await upload<FileInfo>('/files', file).then((info) => setFiles((now) => [...now, info]), (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) })); };
  const faults = fieldFaults(save.error);
  const ready = number.trim() !== '' && startsOn !== '';
  return (
    <Dialog
      open onClose={onClose} as="drawer" title={t(contract ? 'contract.change' : 'contract.add')} onSubmit={() => { if (ready) save.mutate(); }}
      foot={<>{contract && !contract.endedAt ? <Button kind="danger" busy={end.isPending} onClick={() => end.mutate()}>{t('contract.end')}</Button> : null}<Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={!ready} busy={save.isPending}>{t('app:save')}</Button></>}
    >
      <div className="ac-stack">
        {save.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <Field label={t('contract.number')} fault={faults.number} required>{(control) => <Input {...control} maxLength={60} value={number} onChange={(event) => setNumber(event.target.value)} />}</Field>
        <div className="pf-two">
          <Field label={t('contract.from')} fault={faults.startsOn} required>{(control) => <Input {...control} type="date" value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />}</Field>
          <Field label={t('contract.until')} hint={t('contract.untilHint')} fault={faults.endsOn}>{(control) => <Input {...control} type="date" value={endsOn} onChange={(event) => setEndsOn(event.target.value)} />}</Field>
        </div>
        <Field label={t('contract.tier')} hint={t('contract.tierHint')}>{(control) => <Select {...control} value={tier} choices={tiers.map((one) => ({ value: one, label: t(`ui:tier.${one}`) }))} onChange={setTier} />}</Field>
        <Field label={t('contract.level')} hint={t('contract.levelHint')}>{(control) => <Input {...control} maxLength={60} spellCheck={false} value={serviceLevel} onChange={(event) => setServiceLevel(event.target.value)} />}</Field>
        <Field label={t('contract.covers')}>{(control) => <TagInput control={control} label={t('contract.covers')} tags={covers} onChange={setCovers} placeholder={t('contract.coversHint')} />}</Field>
        <Field label={t('contract.note')}>{(control) => <Textarea {...control} rows={3} grows maxLength={5000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
        <FileDrop label={t('contract.files')} onFiles={(list) => void bring(list)} />
        {files.length > 0 ? <FileList files={files} /> : null}
      </div>
    </Dialog>
  );
}
