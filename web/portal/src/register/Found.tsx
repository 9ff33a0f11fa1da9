import type { SerialFound } from '@aftercare/contract/portal-home';
import { Button, Field, Notice, Select, buttonClass, faultSentence, fieldFaults, named } from '@aftercare/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ban, Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { UnitPicture } from '../my/UnitCard.tsx';
import { emptyDraft, keepDraft } from '../report/draft.ts';
import { countriesIn, countriesOf } from './countries.ts';
import '../my/my.css';

interface Props { readonly found: SerialFound; readonly heading: Ref<HTMLHeadingElement>; readonly busy: boolean; readonly fault: Error | null; readonly onYes: (modelId: number | undefined, country: string | undefined) => void; readonly onBack: () => void }

/** What the number says: is it this one? Or why it cannot be registered, and the way on. */
export function Found({ found, heading, busy, fault, onYes, onBack }: Props) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [picked, setPicked] = useState('');
  const [country, setCountry] = useState('');
  const countries = useMemo(() => countriesIn(i18n.language, countriesOf(navigator.languages)), [i18n.language]);
  const write = () => { keepDraft({ ...emptyDraft, type: 'inquiry', serial: found.serial, text: t('register.transferText', { serial: found.serial }) }); void navigate({ to: '/report/$step', params: { step: 'problem' } }); };
  const title = (text: string) => <h1 className="p-title" ref={heading} tabIndex={-1}>{text}</h1>;
  if (found.state === 'mine') return (
    <div className="p-page p-page--narrow">
      {title(t('register.mine'))}
      <Link to="/u/$id" params={{ id: String(found.unitId) }} className={buttonClass('primary', 'large', 'ac-button--wide')}>{t('register.open')}</Link>
      <Button size="large" wide onClick={onBack}>{t('register.another')}</Button>
    </div>
  );
  if (found.state === 'taken' || found.state === 'gone') return (
    <div className="p-page p-page--narrow">
      <Ban size={40} className="p-registered__no" aria-hidden="true" />
      {title(t(`register.${found.state}`))}
      <p className="p-number">{found.serial}</p>
      <p className="p-intro">{t(`register.${found.state}Text`)}</p>
      <Button kind="primary" size="large" wide onClick={write}>{t('register.write')}</Button>
      <Button size="large" wide onClick={onBack}>{t('register.again')}</Button>
    </div>
  );
  const chosen = found.model ?? found.models.find((model) => String(model.id) === picked) ?? null;
  return (
    <div className="p-page p-page--narrow">
      {title(found.model ? t('register.isIt') : t('register.which'))}
      {found.model ? null : (
        <Field label={t('report.product.name')}>
          {(control) => <Select {...control} value={picked} choices={[{ value: '', label: t('report.problem.reasonPick') }, ...found.models.map((model) => ({ value: String(model.id), label: `${model.key} ${named(model.name, i18n.language)}` }))]} onChange={setPicked} />}
        </Field>
      )}
      <div className="p-registered__what">
        {chosen ? <UnitPicture unit={chosen} large /> : null}
        <div>
          {chosen ? <strong>{chosen.key} {named(chosen.name, i18n.language)}</strong> : null}
          {chosen ? <p className="ac-soft">{named(chosen.brand, i18n.language)}</p> : null}
          <p className="p-number">{found.serial}</p>
        </div>
      </div>
      {found.state === 'new' ? (
        <Field label={t('register.country')} hint={t('register.countryHint')} fault={fieldFaults(fault).country}>
          {(control) => <Select {...control} value={country} choices={[{ value: '', label: t('report.problem.reasonPick') }, ...countries.map((one) => ({ value: one.code, label: one.name }))]} onChange={setCountry} />}
        </Field>
      ) : null}
      {fault && !fieldFaults(fault).country ? <Notice tone="late" role="alert">{faultSentence(fault)}</Notice> : null}
      <Button kind="primary" size="large" wide icon={<Check size={20} aria-hidden="true" />} disabled={!chosen || (found.state === 'new' && country === '')} busy={busy} onClick={() => onYes(found.model ? undefined : chosen?.id, country || undefined)}>{t('register.yes')}</Button>
      <Button size="large" wide onClick={onBack}>{t('register.again')}</Button>
    </div>
  );
}
