import { Button, Field, Input, Select, Textarea, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Template } from '@aftercare/contract/conversations';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { useMe } from '../../data/useQueries.ts';
import { Chips } from '../frame/Chips.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { languageNames } from '../sla/choices.ts';
import { Preview } from './Preview.tsx';
import { variables } from './variables.ts';

type Written = Omit<Template, 'id'>;

/** A prepared answer: words with variables, and beside them how a customer will read it. */
export function TemplateForm({ template }: { readonly template: Template | null }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const me = useMe();
  const { remove } = useRemoval();
  const area = useRef<HTMLTextAreaElement>(null);
  const start: Written = template
    ? { name: template.name, language: template.language, body: template.body, channels: template.channels, shortcut: template.shortcut }
    : { name: { zh: '', en: '' }, language: me.language, body: '', channels: [], shortcut: '' };
  const form = useForm(start);
  const { value, set } = form;
  const kinds = useChannelKinds(value.channels);
  const put = (body: Written) => (template ? call(api.conversations.updateTemplate, { params: { id: template.id }, body }) : call(api.conversations.createTemplate, { body }));
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'templates' }, ignoreBlocker: true });
  const whole = (): Written => ({ ...value, name: { zh: value.name.zh.trim() || value.name.en.trim(), en: value.name.en.trim() || value.name.zh.trim() }, shortcut: value.shortcut.trim().replace(/^\/+/, '') });
  const save = useWork({
    work: () => put(whole()), keys: ['templates'], said: (saved) => t('templates.saved', { name: named(saved.name, i18n.language) }),
    undo: (saved) => { const before = form.base; return template ? async () => { await put(before); form.rebase(before); } : () => call(api.conversations.deleteTemplate, { params: { id: saved.id } }); },
    after: () => { form.rebase(whole()); if (!template) leave(); },
  });
  const faults = fieldFaults(save.error);
  const insert = (name: string) => {
    const from = area.current?.selectionStart ?? value.body.length;
    const to = area.current?.selectionEnd ?? from;
    const text = `{{${name}}}`;
    set({ body: value.body.slice(0, from) + text + value.body.slice(to) });
    requestAnimationFrame(() => { area.current?.focus(); area.current?.setSelectionRange(from + text.length, from + text.length); });
  };
  return (
    <FormPage
      wide title={template ? named(template.name, i18n.language) : t('templates.add')} part="templates" fresh={!template} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'body', 'shortcut', 'language', 'channels']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={template ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'template', id: template.id, text: t('templates.removed', { name: named(template.name, i18n.language) }), work: () => call(api.conversations.deleteTemplate, { params: { id: template.id } }), keys: ['templates'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <Group title={t('templates.what')}>
        <div className="st-two">
          <Field label={t('templates.nameZh')} fault={faults['name.zh']}>{(control) => <Input {...control} lang="zh-CN" autoFocus={!template} maxLength={200} value={value.name.zh} onChange={(event) => set({ name: { ...value.name, zh: event.target.value } })} />}</Field>
          <Field label={t('templates.nameEn')} fault={faults['name.en']}>{(control) => <Input {...control} lang="en" maxLength={200} value={value.name.en} onChange={(event) => set({ name: { ...value.name, en: event.target.value } })} />}</Field>
          <Field label={t('templates.language')} hint={t('templates.languageHint')}>{(control) => <Select {...control} value={value.language} choices={languageNames.map((one) => ({ value: one, label: t(`language.${one}`) }))} onChange={(language) => set({ language })} />}</Field>
          <Field label={t('templates.shortcut')} hint={t('templates.shortcutHint')} fault={faults.shortcut} optional>{(control) => <Input {...control} maxLength={40} spellCheck={false} value={value.shortcut} onChange={(event) => set({ shortcut: event.target.value })} />}</Field>
        </div>
        <Chips label={t('match.channel')} all={t('templates.everyChannel')} choices={kinds.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))} chosen={value.channels} onChange={(channels) => set({ channels })} />
      </Group>
      <div className="st-compose">
        <div className="ac-stack-tight">
          <Field label={t('templates.body')} fault={faults.body} required>{(control) => <Textarea {...control} ref={area} rows={12} lang={value.language} maxLength={20_000} value={value.body} onChange={(event) => set({ body: event.target.value })} />}</Field>
          <div className="st-palette" role="group" aria-label={t('templates.variables')}>
            <span className="ac-faint ac-small">{t('templates.variables')}</span>
            {variables.map((name) => <button key={name} type="button" className="st-chip" title={`{{${name}}}`} onClick={() => insert(name)}>{t(`variable.${name}`)}</button>)}
          </div>
        </div>
        <Preview body={value.body} language={value.language} company={me.company} agent={me.name} />
      </div>
    </FormPage>
  );
}
