import { Field, Input, Radio, Select, Textarea, availableLanguages, changeLanguage, changeTheme, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../data/types.ts';
import { useMe } from '../../data/useQueries.ts';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ZoneField } from '../frame/ZoneField.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

type Mine = Pick<Me, 'name' | 'language' | 'timeZone' | 'theme' | 'density' | 'signature'>;
const mineOf = ({ name, language, timeZone, theme, density, signature }: Me): Mine => ({ name, language, timeZone, theme, density, signature });

/** Everybody's own account. */
export function MePart() {
  const { t } = useTranslation(['settings', 'app', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const me = useMe();
  const form = useForm(mineOf(me));
  const take = (fresh: Me) => {
    client.setQueryData(['me'], fresh);
    changeTheme(fresh.theme);
    void changeLanguage(fresh.language);
    form.rebase(mineOf(fresh));
  };
  const put = (body: Mine) => call(api.session.updateMe, { body });
  const save = useWork({
    work: () => put({ ...form.value, name: form.value.name.trim() }), keys: ['agents'],
    said: () => t('me.saved'), undo: () => { const before = form.base; return async () => take(await put(before)); }, after: take,
  });
  const faults = fieldFaults(save.error);
  const { value, set } = form;
  return (
    <>
      <FormPage title={t('part.me')} intro={me.email} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'timeZone', 'signature', 'language']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
        <Group title={t('me.who')}>
          <Field label={t('personName')} fault={faults.name} required hint={t('me.nameHint')}>{(control) => <Input {...control} autoComplete="name" maxLength={120} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('me.signature')} fault={faults.signature} hint={t('me.signatureHint')} optional>{(control) => <Textarea {...control} rows={3} grows maxLength={4000} value={value.signature} placeholder={t('me.signaturePlaceholder', { name: value.name })} onChange={(event) => set({ signature: event.target.value })} />}</Field>
        </Group>
        <Group title={t('me.where')}>
          <div className="st-two">
            <Field label={t('ui:language')} fault={faults.language}>{(control) => <Select {...control} value={value.language} choices={availableLanguages().map((code) => ({ value: code as Me['language'], label: languageName(code) }))} onChange={(language) => set({ language })} />}</Field>
            <ZoneField label={t('timeZone')} fault={faults.timeZone} value={value.timeZone} onChange={(timeZone) => set({ timeZone })} />
          </div>
          <fieldset className="st-radios">
            <legend className="ac-field__label">{t('ui:theme.label')}</legend>
            {(['system', 'light', 'dark'] as const).map((one) => <Radio key={one} name="theme" label={t(`ui:theme.${one}`)} checked={value.theme === one} onChange={() => set({ theme: one })} />)}
          </fieldset>
          <fieldset className="st-radios">
            <legend className="ac-field__label">{t('me.density')}</legend>
            {(['comfortable', 'compact'] as const).map((one) => <Radio key={one} name="density" label={t(`me.rows.${one}`)} checked={value.density === one} onChange={() => set({ density: one })} />)}
          </fieldset>
        </Group>
      </FormPage>
    </>
  );
}
