import type { FormField } from '@aftercare/contract/processes';
import { Refusal } from '../../platform/http/index.ts';
import type { Variables } from './types.ts';

/** Whether an answer fits its field. */
function fits(field: FormField, value: unknown): boolean {
  switch (field.type) {
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    case 'boolean': return typeof value === 'boolean';
    case 'date': return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'choice': return field.options.some((o) => o.key === value);
    default: return typeof value === 'string' || Array.isArray(value);
  }
}

/** What a person filled in. @throws Refusal('invalid-input') naming each field that is missing or does not fit */
export function checkForm(form: readonly FormField[], output: Variables): void {
  const fields = form.flatMap((f) => {
    const value = output[f.key];
    const empty = value === undefined || value === null || value === '';
    if (empty) return f.required ? [{ path: `output.${f.key}`, key: 'processes.field-missing', params: { zh: f.title.zh, en: f.title.en } }] : [];
    return fits(f, value) ? [] : [{ path: `output.${f.key}`, key: 'processes.field-wrong', params: { zh: f.title.zh, en: f.title.en } }];
  });
  if (fields.length > 0) throw new Refusal('invalid-input', { fields });
}
