import { Checkbox, Field, TagInput } from '@aftercare/ui';
import type { PauseRule } from '@aftercare/contract/sla';
import { useTranslation } from 'react-i18next';

const states = ['pending', 'hold'] as const;
/** As it comes: whatever it waits for. */
const usual: readonly PauseRule[] = states.map((status) => ({ status, reasons: [] }));

/** When the clocks of solution and closing stand still: by state, and only for some reasons where there are any. */
export function PauseEditor({ pauses, onChange }: { readonly pauses: readonly PauseRule[] | undefined; readonly onChange: (pauses: PauseRule[]) => void }) {
  const { t } = useTranslation('settings');
  const rules = pauses ?? usual;
  return (
    <div className="ac-stack">
      {states.map((status) => {
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
