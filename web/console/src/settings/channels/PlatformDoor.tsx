import { Button, Field, Input, Select, Switch } from '@aftercare/ui';
import { ChevronRight, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import { faultOf } from './account.ts';
import type { DoorProps } from './account.ts';
import { type Platform, type PlatformField, platforms } from './platforms.ts';

/** A door at a platform: the way through the platform's own console, what to copy from there, what to paste there. */
export function PlatformDoor(props: DoorProps) {
  const platform = platforms[props.kind];
  return platform ? <Steps {...props} platform={platform} /> : null;
}

function Steps({ kind, value, set, setting, account, faults, platform }: DoorProps & { readonly platform: Platform }) {
  const { t } = useTranslation('settings');
  const gateway = wordOf(value.settings.gateway);
  const own = (sorts: readonly PlatformField['sort'][]) => platform.fields.filter((one) => sorts.includes(one.sort) && (!one.of || one.of.includes(gateway)));
  const further = own(['text', 'switch', 'choice']).filter((one) => one.sort === 'switch' || one.optional);
  const props = { kind, value, setting, account, faults };
  // A gateway that signs nothing proves itself by a key in the address.
  const keyed = gateway === 'aliyun';
  const noHook = platform.noHook === true || gateway === 'smpp';
  const toThere: string[] = gateway === 'smpp' ? ['platform.byLine'] : noHook ? ['platform.byItself'] : [`platform.toThereHint-${kind}`, account ? 'platform.toThereMade' : 'platform.toThereHint'];
  const hook = `${location.origin}/api/v1/intake/${kind}/${encodeURIComponent(value.address.trim()) || '…'}${keyed ? `?key=${wordOf(value.settings.hookKey) || '…'}` : ''}`;
  return (
    <>
      <Group title={t([`platform.way-${kind}`, 'platform.way'])} hint={t(`platform.wayHint.${kind}`)}>
        <ol className="st-way">{Array.from({ length: platform.steps }, (_, n) => <li key={n}>{t(`platform.steps.${kind}.${n + 1}`)}</li>)}</ol>
      </Group>
      <Group title={t([`platform.fromThere-${kind}`, 'platform.fromThere'])} hint={t([`platform.fromThereHint-${kind}`, 'platform.fromThereHint'])}>
        <Field label={t(`platform.address.${kind}`)} fault={faults.address} required>{(control) => <Input {...control} autoFocus={!account} maxLength={120} spellCheck={false} autoComplete="off" placeholder={platform.address} value={value.address} onChange={(event) => set({ address: event.target.value.trim() })} />}</Field>
        {own(['choice']).filter((one) => !one.optional).map((one) => <Choice key={one.name} {...props} field={one} />)}
        {own(['text']).filter((one) => !one.optional).map((one) => <Plain key={one.name} {...props} field={one} />)}
        {own(['secret']).map((one) => <Secret key={one.name} {...props} field={one} />)}
      </Group>
      <Group title={noHook ? t('platform.hook') : t([`platform.toThere-${kind}`, 'platform.toThere'])} hint={t(toThere)}>
        {noHook ? null : <CopyBox label={t('platform.hook')} text={hook} />}
        {noHook ? null : own(['made']).filter((one) => one.name !== 'hookKey' || keyed).map((one) => <Made key={one.name} {...props} field={one} />)}
      </Group>
      {further.length > 0 ? (
        <Group title={t('platform.more')}>
          {further.map((one) => (one.sort === 'choice' ? <Choice key={one.name} {...props} field={one} /> : <Plain key={one.name} {...props} field={one} />))}
        </Group>
      ) : null}
      {own(['advanced']).length > 0 ? <details className="st-more ac-panel">
        <summary><ChevronRight size={16} aria-hidden="true" />{t('platform.advanced')}</summary>
        <div className="st-more__body ac-stack"><p className="ac-soft">{t(gateway === 'smpp' ? 'platform.advancedLine' : 'platform.advancedHint')}</p>{own(['advanced']).map((one) => <Plain key={one.name} {...props} field={one} />)}</div>
      </details> : null}
    </>
  );
}

/** A gateway or a kind of door may call a setting by a name of its own. */
const labelOf = (kind: string, value: DoorProps['value'], name: string): string[] => [`platform.field.${wordOf(value.settings.gateway) || kind}-${name}`, `platform.field.${kind}-${name}`, `platform.field.${name}`];

type FieldProps = Pick<DoorProps, 'kind' | 'value' | 'setting' | 'account' | 'faults'> & { readonly field: PlatformField };

function Choice({ value, setting, faults, field: { name, choices = {}, optional } }: FieldProps) {
  const { t } = useTranslation('settings');
  return <Field label={t(`platform.field.${name}`)} hint={t(`platform.hint.${name}`, { defaultValue: '' }) || undefined} fault={faultOf(faults, name)} optional={optional === true}>{(control) => <Select {...control} value={wordOf(value.settings[name])} choices={Object.keys(choices).map((one) => ({ value: one, label: t(`platform.choice.${one}`) }))} onChange={(one) => setting({ [name]: one, ...choices[one] })} />}</Field>;
}

function Secret({ kind, value, setting, account, faults, field: { name } }: FieldProps) {
  const { t } = useTranslation('settings');
  const kept = account?.secretsSet.includes(name) ?? false;
  return <Field label={t(labelOf(kind, value, name))} hint={kept ? t('secretKept') : t('secretWriteOnly')} fault={faultOf(faults, name)} required={!kept}>{(control) => <Input {...control} type="password" autoComplete="new-password" placeholder={kept ? '••••••••••••' : ''} value={wordOf(value.settings[name])} onChange={(event) => setting({ [name]: event.target.value.trim() })} />}</Field>;
}

/** Made here, shown until the page is left, never given back by the server. */
function Made({ kind, setting, value, account, field: { name, made } }: FieldProps) {
  const { t } = useTranslation('settings');
  const label = t(labelOf(kind, value, name));
  const [shown, setShown] = useState(wordOf(value.settings[name]));
  const renew = () => { const fresh = made?.() ?? ''; setShown(fresh); setting({ [name]: fresh }); };
  return (
    <div className="ac-stack-tight">
      {shown ? <CopyBox label={label} text={shown} /> : <p className="ac-soft">{t('platform.kept', { what: label })}</p>}
      {account ? <div><Button size="small" icon={<RefreshCw size={14} aria-hidden="true" />} onClick={renew}>{t('platform.renew')}</Button></div> : null}
    </div>
  );
}

function Plain({ kind, value, setting, faults, field: { name, sort, placeholder, optional } }: FieldProps) {
  const { t } = useTranslation('settings');
  if (sort === 'switch') return <Switch label={t(`platform.field.${name}`)} hint={t(`platform.hint.${name}`, { defaultValue: '' }) || undefined} checked={value.settings[name] === true} onChange={(on) => setting({ [name]: on })} />;
  return <Field label={t(labelOf(kind, value, name))} hint={t(`platform.hint.${name}`, { defaultValue: '' }) || undefined} fault={faultOf(faults, name)} optional={optional === true}>{(control) => <Input {...control} maxLength={512} spellCheck={false} placeholder={placeholder ?? ''} value={wordOf(value.settings[name])} onChange={(event) => setting({ [name]: event.target.value })} />}</Field>;
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
