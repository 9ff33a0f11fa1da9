import { Button, Checkbox, Field, Input, Select, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ruleEvents } from '@aftercare/contract/automation';
import type { Rule, RuleWrite } from '@aftercare/contract/automation';
import type { ActionEntry } from '@aftercare/contract/processes';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { Chips } from '../frame/Chips.tsx';
import { ConditionField } from '../frame/ConditionField.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ZoneField } from '../frame/ZoneField.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { ActionsEditor } from './ActionsEditor.tsx';
import { RunLog } from './RunLog.tsx';
import { TrialPanel } from './TrialPanel.tsx';

const more = ['subject', 'product', 'serial', 'fields', 'reopened', 'unread', 'breached', 'answered', 'hours', 'event', 'changed', 'before', 'by', 'target', 'policy', 'percent', 'again', 'rating', 'first', 'segments'];
const sinces = ['opened', 'updated', 'status', 'answered'] as const;

/** A rule: when, if, then – tried on what truly happened before it goes live. */
export function RuleForm({ rule, actions }: { readonly rule: Rule | null; readonly actions: readonly ActionEntry[] }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const start: RuleWrite = rule
    ? { kind: rule.kind, name: rule.name, active: rule.active, events: rule.events, timing: rule.timing, condition: rule.condition, actions: rule.actions, mostPerHour: rule.mostPerHour, position: rule.position }
    : { kind: 'trigger', name: noNames, active: true, events: ['opened'], timing: null, condition: '', actions: [{ name: 'tickets.change', input: {} }], mostPerHour: 5, position: 0 };
  const form = useForm(start);
  const { value, set } = form;
  const { timing } = value;
  const whole = (): RuleWrite => ({ ...value, name: bothNames(value.name) });
  const put = (body: RuleWrite) => (rule ? call(api.automation.updateRule, { params: { id: rule.id }, body }) : call(api.automation.createRule, { body }));
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'rules' }, ignoreBlocker: true });
  const save = useWork({
    work: () => put(whole()), keys: ['rules'], said: (saved) => t('rules.saved', { name: named(saved.name, i18n.language) }),
    undo: (saved) => { const before = form.base; return rule ? async () => { await put(before); form.rebase(before); } : () => call(api.automation.deleteRule, { params: { id: saved.id } }); },
    after: () => { form.rebase(whole()); if (!rule) leave(); },
  });
  const faults = fieldFaults(save.error);
  return (
    <FormPage
      wide title={rule ? named(rule.name, i18n.language) : t('rules.add')} part="rules" fresh={!rule} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'condition', 'actions', 'timing', 'events', 'mostPerHour']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={rule ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'rule', id: rule.id, text: t('rules.removed', { name: named(rule.name, i18n.language) }), work: () => call(api.automation.deleteRule, { params: { id: rule.id } }), keys: ['rules'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <Group title={t('rules.what')}>
        <BothNames label={t('rules.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!rule} />
        <div className="st-two">
          {rule ? null : <Field label={t('rules.kind')}>{(control) => <Select {...control} value={value.kind} choices={(['trigger', 'schedule'] as const).map((one) => ({ value: one, label: t(`rules.kinds.${one}`) }))} onChange={(kind) => set(kind === 'trigger' ? { kind, timing: null, events: ['opened'] } : { kind, events: [], timing: { after: 24, since: 'status' } })} />}</Field>}
          <Checkbox label={t('rules.active')} checked={value.active} onChange={(active) => set({ active })} />
        </div>
      </Group>
      <Group title={t('rules.when')}>
        {value.kind === 'trigger' ? (
          <>
            <Chips label={t('rules.events')} choices={ruleEvents.map((one) => ({ value: one, label: t(`rules.event.${one}`) }))} chosen={value.events} onChange={(events) => set({ events })} />
            {faults.events ? <span className="ac-field__fault" role="alert">{faults.events}</span> : null}
          </>
        ) : (
          <div className="st-two">
            <Field label={t('rules.how')}>{(control) => <Select {...control} value={timing && 'cron' in timing ? 'cron' : 'after'} choices={[{ value: 'after', label: t('rules.hows.after') }, { value: 'cron', label: t('rules.hows.cron') }]} onChange={(how) => set({ timing: how === 'cron' ? { cron: '0 9 * * 1-5', timeZone: 'Asia/Shanghai' } : { after: 24, since: 'status' } })} />}</Field>
            {timing && 'cron' in timing ? (
              <>
                <Field label={t('rules.cron')} hint={t('rules.cronHint')} fault={faults['timing.cron']}>{(control) => <Input {...control} spellCheck={false} value={timing.cron} onChange={(event) => set({ timing: { ...timing, cron: event.target.value } })} />}</Field>
                <ZoneField label={t('rules.zone')} value={timing.timeZone} onChange={(timeZone) => set({ timing: { ...timing, timeZone } })} />
              </>
            ) : timing ? (
              <>
                <Field label={t('rules.hours')} fault={faults['timing.after']}>{(control) => <Input {...control} type="number" min={0.1} step="any" value={timing.after} onChange={(event) => set({ timing: { ...timing, after: Number(event.target.value) || 1 } })} />}</Field>
                <Field label={t('rules.sinceLabel')}>{(control) => <Select {...control} value={timing.since} choices={sinces.map((one) => ({ value: one, label: t(`rules.since.${one}`) }))} onChange={(since) => set({ timing: { ...timing, since } })} />}</Field>
              </>
            ) : null}
          </div>
        )}
      </Group>
      <Group title={t('rules.if')}><ConditionField hint={t('rules.ifHint')} value={value.condition} fault={faults.condition} onChange={(condition) => set({ condition })} more={more} /></Group>
      <Group title={t('rules.then')} hint={t('rules.thenHint')}><ActionsEditor known={actions} value={value.actions} faults={faults} onChange={(next) => set({ actions: next })} /></Group>
      <Group title={t('rules.guard')} hint={t('rules.guardHint')}>
        <div className="st-two"><Field label={t('rules.most')} fault={faults.mostPerHour}>{(control) => <Input {...control} type="number" min={1} max={60} value={value.mostPerHour} onChange={(event) => set({ mostPerHour: Number(event.target.value) || 1 })} />}</Field></div>
      </Group>
      <TrialPanel rule={value} actions={actions} />
      {rule ? <Group title={t('rules.log')}><RunLog ruleId={rule.id} /></Group> : null}
    </FormPage>
  );
}
