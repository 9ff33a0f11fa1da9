import { Button, Field, IconButton, Input, Select, Switch } from '@aftercare/ui';
import type { HotlineNumber } from '@aftercare/contract/hotline';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SayFields } from './SayFields.tsx';
import { silent } from './stations.ts';

type Recording = HotlineNumber['recording'];
interface Props { readonly recording: Recording; readonly faults: Readonly<Record<string, string | undefined>>; readonly set: (change: Partial<Recording>) => void }

/** Whether calls are recorded, what callers hear before, and where the law of their country wants it otherwise. */
export function RecordingFields({ recording, faults, set }: Props) {
  const { t, i18n } = useTranslation('settings');
  const names = new Intl.DisplayNames([i18n.language], { type: 'region', fallback: 'code' });
  const nameOf = (code: string) => { try { return names.of(code) ?? code; } catch { return code; } };
  const change = (i: number, part: Partial<Recording['countries'][number]>) => set({ countries: recording.countries.map((one, n) => (n === i ? { ...one, ...part } : one)) });
  return (
    <>
      <Switch label={t('hotline.record')} checked={recording.calls} onChange={(calls) => set({ calls })} />
      {recording.calls ? (
        <>
          <div className="st-two">
            <Field label={t('hotline.rule')}>{(control) => <Select {...control} value={recording.rule} choices={(['tell', 'ask'] as const).map((one) => ({ value: one, label: t(`hotline.rules.${one}`) }))} onChange={(rule) => set({ rule })} />}</Field>
            <Field label={t('hotline.days')}>{(control) => <Input {...control} type="number" min={1} max={3650} value={recording.days} onChange={(event) => set({ days: Number(event.target.value) })} />}</Field>
          </div>
          <SayFields say={recording.consent} faults={faults} at="recording.consent" set={(consent) => set({ consent })} />
          {recording.countries.map((one, i) => (
            <section key={i} className="hl-station" aria-label={nameOf(one.country)}>
              <header className="hl-station__head">
                <Field label={t('hotline.country')} hint={/^[A-Z]{2}$/.test(one.country) ? nameOf(one.country) : t('hotline.countryHint')} fault={faults[`recording.countries.${i}.country`]}>{(control) => <Input {...control} value={one.country} maxLength={2} onChange={(event) => change(i, { country: event.target.value.toUpperCase().replace(/[^A-Z]/g, '') })} />}</Field>
                <div className="ac-grow"><Field label={t('hotline.rule')}>{(control) => <Select {...control} value={one.rule} choices={(['tell', 'ask', 'never'] as const).map((rule) => ({ value: rule, label: t(`hotline.rules.${rule}`) }))} onChange={(rule) => change(i, { rule })} />}</Field></div>
                <IconButton label={t('removeWhat', { what: nameOf(one.country) })} icon={<X size={16} />} onClick={() => set({ countries: recording.countries.filter((_, n) => n !== i) })} />
              </header>
              {one.rule === 'never' ? null : <SayFields say={one.consent} faults={faults} at={`recording.countries.${i}.consent`} set={(consent) => change(i, { consent })} />}
            </section>
          ))}
          <div><Button size="small" icon={<Plus size={16} aria-hidden="true" />} onClick={() => set({ countries: [...recording.countries, { country: '', rule: 'ask', consent: silent }] })}>{t('hotline.addCountry')}</Button></div>
        </>
      ) : null}
    </>
  );
}
