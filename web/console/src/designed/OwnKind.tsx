import { Button, Select, faultSentence, useApi, useToasts } from '@aftercare/ui';
import type { DesignedValue, FieldControl } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { FieldKind } from '@aftercare/contract/ticket-fields';
import { useQuery } from '@tanstack/react-query';
import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileInfo } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';

interface Props {
  readonly control: FieldControl;
  readonly value: DesignedValue;
  /** What stands there in words. */
  readonly shown: string | null;
  /** Where a file may be read. */
  readonly url?: string | null;
  readonly onPick: (value: DesignedValue, shown?: string) => void;
}

/** Kinds of fields that only people of the house fill in: one of them, one of the customer's units, a file. */
export function OwnKind({ kind, customerId, ...rest }: Props & { readonly kind: FieldKind; /** Nobody yet: no unit can be chosen. */ readonly customerId: number | null }) {
  if (kind === 'person') return <Person {...rest} />;
  return kind === 'unit' ? <Unit customerId={customerId} {...rest} /> : <OneFile {...rest} />;
}

function Person({ control, value, onPick }: Props) {
  const { t } = useTranslation(['app', 'ui']);
  const agents = useQuery(useQueries().agents());
  return <Select {...control} value={value === null ? '' : String(value)} choices={[{ value: '', label: t('ui:designed.choose') }, ...(agents.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(next) => onPick(next ? Number(next) : null)} />;
}

function Unit({ control, customerId, value, shown, onPick }: Props & { readonly customerId: number | null }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const units = useQuery({ queryKey: ['units-of', customerId], queryFn: ({ signal }) => call(api.products.units, { query: { customerId: customerId ?? 0, limit: 50 } }, { signal }), enabled: customerId !== null, staleTime: 60_000 });
  const items = (units.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.serial }));
  const known = value !== null && shown && !items.some((one) => one.value === String(value)) ? [{ value: String(value), label: shown }] : [];
  const none = customerId === null ? t('designed.noCustomer') : units.data && items.length + known.length === 0 ? t('designed.noUnits') : t('ui:designed.choose');
  return <Select {...control} disabled={customerId === null} value={value === null ? '' : String(value)} choices={[{ value: '', label: none }, ...known, ...items]} onChange={(next) => onPick(next ? Number(next) : null)} />;
}

function OneFile({ control, shown, url, onPick }: Props) {
  const { t } = useTranslation();
  const { upload } = useApi();
  const picker = useRef<HTMLInputElement>(null);
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    void (upload('/files', file) as Promise<FileInfo>).then((info) => onPick(info.id, info.name), (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) })).finally(() => setBusy(false));
  };
  // The browser's own button speaks the browser's language, not the reader's.
  return (
    <span className="ac-row">
      <Button id={control.id} aria-describedby={control['aria-describedby']} size="small" icon={<Paperclip size={14} aria-hidden="true" />} busy={busy} onClick={() => picker.current?.click()}>{t(shown ? 'designed.otherFile' : 'designed.chooseFile')}</Button>
      {shown ? url ? <a href={url} target="_blank" rel="noreferrer" className="ac-clip" translate="no">{shown}</a> : <span className="ac-soft ac-clip" translate="no">{shown}</span> : null}
      <input ref={picker} type="file" hidden onChange={(event) => { take(event.target.files?.[0]); event.target.value = ''; }} />
    </span>
  );
}
