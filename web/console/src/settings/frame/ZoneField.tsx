import { Button, Field, Picker, clockTime, useNow } from '@aftercare/ui';
import { ChevronsUpDown, Globe } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offsetMinutes, offsetWords, zoneChoices } from './zones.ts';

interface Props { readonly label: string; readonly hint?: string; readonly fault?: string | undefined; readonly value: string; readonly onChange: (zone: string) => void }

/** A time zone, found by city, name or offset; beneath stands what time it is there now. */
export function ZoneField({ label, hint, fault, value, onChange }: Props) {
  const { t, i18n } = useTranslation('settings');
  const now = useNow();
  const [opened, setOpened] = useState(false);
  // Made when somebody reaches for the field, for every zone must be asked once.
  const options = useMemo(() => (opened ? zoneChoices(i18n.language, Date.now()).map((one) => ({ value: one.zone, label: `${offsetWords(one.offset)} ${one.city}`, hint: `${one.name} · ${one.zone}` })) : []), [opened, i18n.language]);
  const told = known(value) ? t('zoneNow', { time: clockTime(now, i18n.language, value), offset: offsetWords(offsetMinutes(value, now)) }) : t('zoneUnknown');
  return (
    <Field label={label} fault={fault} hint={<>{told}{hint ? ` ${hint}` : ''}</>}>
      {(control) => (
        <Picker
          label={label} options={options} selected={(zone) => zone === value} onPick={onChange}
          trigger={(props) => (
            <Button {...props} id={control.id} aria-describedby={control['aria-describedby']} aria-label={`${label}: ${value}`} className="st-pick" onPointerEnter={() => setOpened(true)} onFocus={() => setOpened(true)} onClick={() => { setOpened(true); props.onClick(); }}>
              <Globe size={16} aria-hidden="true" /><span className="ac-grow ac-clip">{value.replace(/_/g, ' ')}</span><ChevronsUpDown size={14} aria-hidden="true" />
            </Button>
          )}
        />
      )}
    </Field>
  );
}

function known(zone: string): boolean {
  try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone })); } catch { return false; }
}
