import { Button, Field, Input, Textarea, fieldFaults, named } from '@aftercare/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Needs, type Step, moves } from './draft.ts';
import type { ReportState } from './useReport.ts';

interface Props {
  readonly report: ReportState;
  readonly types: readonly { readonly key: string; readonly name: { readonly zh: string; readonly en: string } }[];
  readonly needs: Needs;
  readonly onChange: (step: Step) => void;
}

/** Whom to answer, and once more all that will be sent, each line with a way back to it. */
export function ContactStep({ report: { draft, change, mutation }, types, needs, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const refused = fieldFaults(mutation.error);
  const type = types.find((one) => one.key === draft.type);
  const line = (step: Step, content: ReactNode) => (
    <li className="p-check__line">
      <span className="ac-grow p-check__text">{content}</span>
      <Button kind="link" onClick={() => onChange(step)}>{t('report.change')}</Button>
    </li>
  );
  return (
    <>
      <Field label={t('report.contact.name')} required fault={needs.name ? t(`report.need.${needs.name}`) : refused.name}>
        {(control) => <Input {...control} autoComplete="name" maxLength={200} value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <Field label={t('report.contact.email')} hint={t('report.contact.emailHint')} fault={needs.email ? t(`report.need.${needs.email}`) : refused.email}>
        {(control) => <Input {...control} type="email" inputMode="email" autoComplete="email" maxLength={320} value={draft.email} onChange={(event) => change({ email: event.target.value })} />}
      </Field>
      <Field label={t('report.contact.phone')} optional hint={t('report.contact.phoneHint')} fault={refused.phone}>
        {(control) => <Input {...control} type="tel" autoComplete="tel" maxLength={40} value={draft.phone} onChange={(event) => change({ phone: event.target.value })} />}
      </Field>
      {moves(draft.type) ? (
        <Field label={t('report.contact.address')} optional hint={t('report.contact.addressHint')}>
          {(control) => <Textarea {...control} rows={2} grows autoComplete="street-address" maxLength={500} value={draft.address} onChange={(event) => change({ address: event.target.value })} />}
        </Field>
      ) : null}
      <section className="p-check" aria-labelledby="check">
        <h2 id="check" className="p-legend">{t('report.contact.check')}</h2>
        <ul>
          {line('what', type ? named(type.name, i18n.language) : draft.type)}
          {line('product', [draft.product, draft.serial].filter((part) => part.trim()).join(' · ') || t('report.contact.noProduct'))}
          {line('problem', <>{draft.text}{draft.files.length > 0 ? <span className="ac-faint"> · {t('report.contact.files', { count: draft.files.length })}</span> : null}</>)}
        </ul>
      </section>
    </>
  );
}
