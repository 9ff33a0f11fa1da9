import { Checkbox, Field, Input, Notice, Radio, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Names } from '@aftercare/contract/basics';
import type { Role } from '@aftercare/contract/org';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { keyFor } from '../skills/key.ts';
import { RoleLimits } from './RoleLimits.tsx';
import { groupRights } from './rights.ts';

/** A role: its names, what its people may do, and with whose tickets. */
export function RoleForm({ role, rights, words, taken }: { readonly role: Role | null; readonly rights: readonly string[]; readonly words: Readonly<Record<string, Names>>; readonly taken: readonly string[] }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm<Omit<Role, 'key'>>(role ? { name: role.name, rights: role.rights, scope: role.scope, limits: role.limits, masked: role.masked, secondFactor: role.secondFactor } : { name: { zh: '', en: '' }, rights: ['org.read', 'tickets.read', 'customers.read'], scope: 'all', limits: { regions: [], brands: [], sites: [], vendors: [] }, masked: [], secondFactor: false });
  const { value, set } = form;
  const put = (body: Omit<Role, 'key'>, key = role?.key ?? keyFor(value.name.en, taken)) => call(api.org.saveRole, { params: { key }, body });
  const save = useWork({
    work: () => put({ ...value, name: { zh: value.name.zh.trim() || value.name.en.trim(), en: value.name.en.trim() || value.name.zh.trim() } }), keys: ['roles', 'me'],
    said: (saved) => t('roles.saved', { name: named(saved.name, i18n.language) }),
    undo: () => { const before = form.base; return role ? async () => form.rebase(await put(before)) : null; },
    after: ({ key, ...saved }) => { form.rebase(saved); if (!role) void navigate({ to: '/settings/$', params: { _splat: `roles/${key}` }, replace: true, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const everything = value.rights.includes('*');
  const toggle = (right: string, on: boolean) => set({ rights: on ? [...value.rights, right] : value.rights.filter((one) => one !== right) });
  // The server says what its rights are; the console's own words are shorter where it has them.
  const wordsOf = (right: string) => { const said = words[right]; return t(`right.${right}`, { defaultValue: said ? named(said, i18n.language) : right }); };
  const all = groupRights([...new Set([...rights, ...value.rights])]);
  return (
    <FormPage title={role ? named(role.name, i18n.language) : t('roles.add')} part="roles" fresh={!role} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'rights', 'scope', 'limits']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('roles.name')}>
        <div className="st-two">
          <Field label={t('inChinese')} fault={faults['name.zh']}>{(control) => <Input {...control} lang="zh-CN" autoFocus={!role} maxLength={200} value={value.name.zh} onChange={(event) => set({ name: { ...value.name, zh: event.target.value } })} />}</Field>
          <Field label={t('inEnglish')} fault={faults['name.en']}>{(control) => <Input {...control} lang="en" maxLength={200} value={value.name.en} onChange={(event) => set({ name: { ...value.name, en: event.target.value } })} />}</Field>
        </div>
      </Group>
      <Group title={t('roles.scope')}>
        <div className="st-checks">
          {(['all', 'team', 'own'] as const).map((one) => <Radio key={one} name="scope" label={t(`roles.scopeIs.${one}`)} hint={t(`roles.scopeHint.${one}`)} checked={value.scope === one} onChange={() => set({ scope: one })} />)}
        </div>
      </Group>
      <RoleLimits limits={value.limits} onChange={(limits) => set({ limits })} />
      <Group title={t('roles.care')}>
        {(['phone', 'identity'] as const).map((one) => <Checkbox key={one} label={t(`roles.mask.${one}`)} hint={t(`roles.maskHint.${one}`)} checked={value.masked.includes(one)} onChange={(on) => set({ masked: on ? [...value.masked, one] : value.masked.filter((other) => other !== one) })} />)}
        <Checkbox label={t('roles.secondFactor')} hint={t('roles.secondFactorHint')} checked={value.secondFactor} onChange={(on) => set({ secondFactor: on })} />
      </Group>
      <Group title={t('roles.rights')}>
        {everything ? <Notice tone="accent">{t('roles.everythingText')}</Notice> : null}
        {role?.key === 'administrator' || everything ? <Checkbox label={t('roles.everything')} checked={everything} onChange={(on) => set({ rights: on ? ['*'] : [...rights] })} /> : null}
        <div className="st-rights" data-faded={everything || undefined}>
          {all.map(([group, mine]) => (
            <fieldset key={group} className="st-rights__group">
              <legend className="st-rights__title">
                <Checkbox alone label={t('roles.allOf', { what: t(`rightGroup.${group}`, { defaultValue: group }) })} disabled={everything} checked={everything || mine.every((right) => value.rights.includes(right))} some={!everything && mine.some((right) => value.rights.includes(right)) && !mine.every((right) => value.rights.includes(right))} onChange={(on) => set({ rights: [...value.rights.filter((right) => !mine.includes(right)), ...(on ? mine : [])] })} />
                {t(`rightGroup.${group}`, { defaultValue: group })}
              </legend>
              {mine.map((right) => <Checkbox key={right} label={wordsOf(right)} disabled={everything} checked={everything || value.rights.includes(right)} onChange={(on) => toggle(right, on)} />)}
            </fieldset>
          ))}
        </div>
      </Group>
    </FormPage>
  );
}
