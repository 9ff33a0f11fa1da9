import type { FieldJob } from '@aftercare/contract/field';
import { Button, Field, Select, named } from '@aftercare/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useField, useFieldStore } from '../store/FieldProvider.tsx';

/** Parts the job needs and parts that were used, out of the van. */
export function Parts({ job }: { readonly job: FieldJob }) {
  const { t, i18n } = useTranslation();
  const { day } = useField();
  const store = useFieldStore();
  const [other, setOther] = useState('');
  const van = day?.van ?? [];
  const inVan = (partId: number) => van.find((part) => part.partId === partId)?.available ?? 0;
  const used = (partId: number) => job.used.find((part) => part.partId === partId)?.quantity ?? 0;
  const use = (partId: number) => void store.record(job.id, { kind: 'part', partId, quantity: 1, serials: [] });
  const rows = [...job.parts.map((p) => ({ partId: p.partId, name: p.name, needed: p.quantity })), ...job.used.filter((u) => !job.parts.some((p) => p.partId === u.partId)).map((u) => ({ partId: u.partId, name: u.name, needed: 0 }))];
  const choices = van.filter((part) => part.available > 0 && !rows.some((row) => row.partId === part.partId));
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.parts')}</h2>
      {rows.length === 0 ? <p className="f-soft">{t('job.noParts')}</p> : null}
      <ul className="f-parts">{rows.map((row) => (
        <li key={row.partId}><span className="ac-grow"><strong>{row.name || `#${row.partId}`}</strong><span className="f-soft">{row.needed > 0 ? t('job.needed', { n: row.needed, van: inVan(row.partId) }) : null} {used(row.partId) > 0 ? t('job.used', { n: used(row.partId) }) : null}</span></span>
          <Button disabled={inVan(row.partId) < 1} onClick={() => use(row.partId)}>{t('job.use')}</Button></li>
      ))}</ul>
      {choices.length > 0 ? (
        <div className="f-other"><Field label={t('job.other')}>{(control) => <Select {...control} value={other} onChange={setOther} choices={[{ value: '', label: t('job.choosePart') }, ...choices.map((part) => ({ value: String(part.partId), label: `${named(part.name, i18n.language)} · ${part.available}` }))]} />}</Field>
          <Button aria-label={t('job.use')} icon={<Plus size={18} aria-hidden="true" />} disabled={other === ''} onClick={() => { use(Number(other)); setOther(''); }} /></div>
      ) : van.length === 0 ? <p className="f-soft">{t('job.vanEmpty')}</p> : null}
    </section>
  );
}
