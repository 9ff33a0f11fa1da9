import { Chip, Field, Input, named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { House, Work } from './PersonFields.tsx';

/** Certificates behind somebody's skills: number and last day. Without a day a skill counts for good. */
export function Certificates({ value, set, house }: { readonly value: Work; readonly set: (change: Partial<Work>) => void; readonly house: House }) {
  const { t, i18n } = useTranslation('settings');
  if (value.skills.length === 0) return null;
  const today = new Date().toISOString().slice(0, 10);
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const change = (skillId: number, to: Partial<Work['skills'][number]>) => set({ skills: value.skills.map((one) => (one.skillId === skillId ? { ...one, ...to } : one)) });
  return (
    <fieldset className="ac-field">
      <legend className="ac-field__label">{t('people.certificates')}</legend>
      <p className="ac-field__hint">{t('people.certificatesHint')}</p>
      {value.skills.map((one) => {
        const skill = house.skills.find((each) => each.id === one.skillId);
        const name = skill ? named(skill.name, i18n.language) : '?';
        return (
          <div key={one.skillId} className="st-certificate">
            <span className="st-certificate__name">{name} {one.expiresOn && one.expiresOn < today ? <Chip tone="late">{t('people.expired')}</Chip> : one.expiresOn && one.expiresOn <= soon ? <Chip tone="due">{t('people.expiresSoon')}</Chip> : null}</span>
            <Field label={t('people.certificateNumber')}>{(control) => <Input {...control} aria-label={`${name} – ${t('people.certificateNumber')}`} maxLength={120} value={one.certificate ?? ''} onChange={(event) => change(one.skillId, { certificate: event.target.value })} />}</Field>
            <Field label={t('people.certificateUntil')}>{(control) => <Input {...control} aria-label={`${name} – ${t('people.certificateUntil')}`} type="date" value={one.expiresOn ?? ''} onChange={(event) => change(one.skillId, { expiresOn: event.target.value || null })} />}</Field>
          </div>
        );
      })}
    </fieldset>
  );
}
