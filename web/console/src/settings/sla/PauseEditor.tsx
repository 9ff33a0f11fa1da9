import { Checkbox, Field, TagInput } from '@aftercare/ui';
import { innerPausesAsItComes } from '@aftercare/contract/sla';
import type { InnerPause, PauseRule } from '@aftercare/contract/sla';
import { Chips } from '../frame/Chips.tsx';
import { useTranslation } from 'react-i18next';

const waits = ['pending', 'hold'] as const;
/** As it comes: whatever it waits for. */
const usual: readonly PauseRule[] = waits.map((status) => ({ status, reasons: [] }));

/** When the clocks of solution and closing stand still: by state, and only for some reasons where there are any. */
export function PauseEditor({ pauses, onChange }: { readonly pauses: readonly PauseRule[] | undefined; readonly onChange: (pauses: PauseRule[]) => void }) {
  const { t } = useTranslation('settings');
  const rules = pauses ?? usual;
  return (
    <div className="ac-stack">
      {waits.map((status) => {
        const rule = rules.find((one) => one.status === status);
        const others = rules.filter((one) => one.status !== status);
        const put = (next: PauseRule | null) => onChange(next ? [...others, next] : others);
        return (
          <div key={status} className="ac-stack-tight">
            <Checkbox label={t(`sla.pause.${status}`)} checked={rule !== undefined} onChange={(on) => put(on ? { status, reasons: [] } : null)} />
            {rule ? <Field label={t('sla.pause.reasons')} hint={rule.reasons.length === 0 ? t('sla.pause.anyReason') : t('sla.pause.onlyReason')} optional>{(control) => <TagInput control={control} label={t('sla.pause.reasons')} tags={rule.reasons} onChange={(reasons) => put({ status, reasons: reasons.slice(0, 20) })} />}</Field> : null}
          </div>
        );
      })}
    </div>
  );
}

const sources = ['step', 'aside', 'job', 'offer', 'task'] as const;
const states = ['part', 'claim'] as const;

/** When the clocks of departments and partners stand still: with the customer's, or by a partner's own states. */
export function InnerPauseEditor({ pauses, onChange }: { readonly pauses: readonly InnerPause[] | undefined; readonly onChange: (pauses: InnerPause[]) => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const rules = pauses ?? innerPausesAsItComes;
  const chosen = <On extends InnerPause['on']>(on: On) => rules.filter((one) => one.on === on).map((one) => one.source);
  const own = rules.flatMap((one) => (one.on === 'ticket' ? [] : [one.on]));
  return (
    <div className="ac-stack">
      <Chips label={t('sla.pause.inner.ticket')} all={t('sla.pause.inner.none')} choices={sources.map((one) => ({ value: one, label: t(`sla.pause.inner.source.${one}`) }))} chosen={chosen('ticket')} onChange={(next) => onChange([...rules.filter((one) => one.on !== 'ticket'), ...next.map((source) => ({ source, on: 'ticket' as const }))])} />
      <Chips label={t('sla.pause.inner.own')} all={t('sla.pause.inner.none')} choices={states.map((one) => ({ value: one, label: t(`sla.pause.inner.${one}`) }))} chosen={own} onChange={(next) => onChange([...rules.filter((one) => one.on === 'ticket'), ...next.map((on) => ({ source: 'job' as const, on }))])} />
    </div>
  );
}
