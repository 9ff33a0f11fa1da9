import { Button, Checkbox, Field, Input, Notice, Radio, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { type NoticeKind, type NoticeSettings, type NoticeWays, noticeKinds } from '@aftercare/contract/notices';
import { useQuery } from '@tanstack/react-query';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { ThisBrowser } from './ThisBrowser.tsx';
import { clockOf, minuteOf } from './minutes.ts';

/** What one is told of, in which ways, and when not. */
export function NoticesPart() {
  const { call } = useApi();
  const settings = useQuery({ queryKey: ['notice-settings'], queryFn: ({ signal }) => call(api.notices.settings, {}, { signal }), staleTime: 60_000 });
  return <Loaded of={[settings]}>{({ mail, pushKey, ...own }) => <NoticesForm own={own} mail={mail} pushKey={pushKey} />}</Loaded>;
}

const ways = ['app', 'mail', 'push'] as const;

function NoticesForm({ own, mail, pushKey }: { readonly own: NoticeSettings; readonly mail: boolean; readonly pushKey: string }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const form = useForm(own);
  const { value, set } = form;
  const put = (body: NoticeSettings) => call(api.notices.saveSettings, { body });
  const save = useWork({ work: () => put(value), keys: ['notice-settings'], said: () => t('notices.saved'), undo: () => { const before = form.base; return async () => form.rebase(await put(before)); }, after: (saved) => form.rebase(saved) });
  const test = useWork({ work: () => call(api.notices.test, {}), keys: ['notices'], said: () => t('notices.tested'), loud: true });
  const toggle = (kind: NoticeKind, way: keyof NoticeWays, on: boolean) => set({ ways: { ...value.ways, [kind]: { ...value.ways[kind], [way]: on } } });
  const faults = fieldFaults(save.error);
  const quiet = value.quietFrom !== null && value.quietTo !== null;
  return (
    <FormPage title={t('part.notices')} intro={t('notices.intro')} dirty={form.dirty} busy={save.isPending} error={save.error} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }} actions={<Button icon={<BellRing size={16} aria-hidden="true" />} busy={test.isPending} onClick={() => test.mutate(undefined)}>{t('notices.test')}</Button>}>
      <Group title={t('notices.what')}>
        {mail ? null : <Notice>{t('notices.noMail')}</Notice>}
        <table className="st-matrix">
          <thead><tr><td />{ways.map((way) => <th key={way} scope="col">{t(`notices.way.${way}`)}</th>)}</tr></thead>
          <tbody>
            {noticeKinds.map((kind) => (
              <tr key={kind}>
                <th scope="row"><span>{t(`notices.kind.${kind}`)}</span><span className="st-matrix__hint">{t(`notices.kindHint.${kind}`)}</span></th>
                {ways.map((way) => <td key={way}><Checkbox alone label={t('notices.by', { what: t(`notices.kind.${kind}`), way: t(`notices.way.${way}`) })} checked={value.ways[kind][way]} onChange={(on) => toggle(kind, way, on)} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
        <ThisBrowser pushKey={pushKey} />
      </Group>
      <Group title={t('notices.digest')} hint={t('notices.digestText')}>
        <div className="st-radios">{(['off', 'hourly', 'daily'] as const).map((one) => <Radio key={one} name="digest" label={t(`notices.digestIs.${one}`)} checked={value.digest === one} onChange={() => set({ digest: one })} />)}</div>
        {value.digest === 'daily' ? <Field label={t('notices.digestAt')} fault={faults.digestAt}>{(control) => <Input {...control} type="time" className="st-time" value={clockOf(value.digestAt)} onChange={(event) => set({ digestAt: minuteOf(event.target.value) ?? value.digestAt })} />}</Field> : null}
      </Group>
      <Group title={t('notices.quiet')} hint={t('notices.quietText')}>
        <Checkbox label={t('notices.quietOn')} checked={quiet} onChange={(on) => set(on ? { quietFrom: 22 * 60, quietTo: 8 * 60 } : { quietFrom: null, quietTo: null })} />
        {quiet ? (
          <div className="st-two st-narrow">
            <Field label={t('notices.from')} fault={faults.quietFrom}>{(control) => <Input {...control} type="time" value={clockOf(value.quietFrom ?? 0)} onChange={(event) => set({ quietFrom: minuteOf(event.target.value) ?? value.quietFrom })} />}</Field>
            <Field label={t('notices.to')} fault={faults.quietTo}>{(control) => <Input {...control} type="time" value={clockOf(value.quietTo ?? 0)} onChange={(event) => set({ quietTo: minuteOf(event.target.value) ?? value.quietTo })} />}</Field>
          </div>
        ) : null}
      </Group>
    </FormPage>
  );
}
