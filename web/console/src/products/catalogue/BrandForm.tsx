import { api } from '@aftercare/contract';
import type { Brand, SerialCheck, SerialRule } from '@aftercare/contract/products';
import { Button, Dialog, Field, IconButton, Input, Notice, Select, Switch, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../../settings/frame/BothNames.tsx';
import { useWork } from '../../settings/frame/useWork.ts';
import { SerialTrial } from './SerialTrial.tsx';

const checks: readonly SerialCheck[] = ['none', 'luhn', 'mod-10-3-1', 'mod-11', 'mod-11-10', 'mod-36', 'mod-37-36', 'mod-97'];

/** A brand and the rules its serial numbers follow, with a field to try them on a real number before they hold. */
export function BrandForm({ brand, onClose }: { readonly brand: Brand | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const [value, setValue] = useState({ key: brand?.key ?? '', name: brand?.name ?? noNames, active: brand?.active ?? true });
  const [rules, setRules] = useState<readonly SerialRule[]>(brand?.serialRules ?? []);
  const save = useWork({
    work: (_: undefined) => call(api.products.saveBrand, { params: { key: value.key.trim() || '-' }, body: { name: bothNames(value.name), active: value.active, serialRules: [...rules] } }),
    keys: ['brands'], said: (saved) => t('modelEdit.savedPart', { name: named(saved.name, i18n.language) }), after: onClose,
  });
  const faults = fieldFaults(save.error);
  const set = (at: number, change: Partial<SerialRule>) => setRules(rules.map((r, i) => (i === at ? { ...r, ...change } : r)));
  return (
    <Dialog open onClose={onClose} size="wide" title={brand ? t('brands.editWhat', { name: named(brand.name, i18n.language) }) : t('brands.add')} onSubmit={() => { if (value.key.trim() && !save.isPending) save.mutate(undefined); }} foot={<><Button kind="quiet" onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={save.isPending} disabled={!value.key.trim()}>{t('save')}</Button></>}>
      <div className="ac-stack">
        {save.isError ? <Notice tone="late" role="alert">{Object.keys(faults).length > 0 ? t('modelEdit.checkFields') : faultSentence(save.error)}</Notice> : null}
        <BothNames label={t('brands.name')} value={value.name} onChange={(name) => setValue({ ...value, name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} />
        <Field label={t('brands.key')} hint={brand ? t('modelEdit.lasting') : t('brands.keyHint')} fault={faults['key'] ?? faults['params.key']}>{(control) => <Input {...control} className="pd-serial st-narrow" readOnly={brand !== null} maxLength={60} value={value.key} onChange={(event) => setValue({ ...value, key: event.target.value })} />}</Field>
        <Switch label={t('brands.active')} checked={value.active} onChange={(active) => setValue({ ...value, active })} />
        <section className="ac-stack" aria-label={t('brands.rules')}>
          <h3 className="ac-section__title">{t('brands.rules')}</h3>
          <p className="ac-soft ac-small">{t('brands.rulesHint')}</p>
          {rules.map((rule, at) => (
            <div key={at} className="pd-serialrule">
              <Field label={t('brands.pattern', { n: at + 1 })} fault={faults[`serialRules.${at}.pattern`]}>{(control) => <Input {...control} className="pd-code" spellCheck={false} maxLength={200} value={rule.pattern} placeholder="NV(?<model>[A-Z]\d)(?<year>\d\d)(?<week>\d\d)[0-9A-Z]{5}" onChange={(event) => set(at, { pattern: event.target.value })} />}</Field>
              <Field label={t('brands.checkField')} fault={faults[`serialRules.${at}.check`]}>{(control) => <Select {...control} value={rule.check} choices={checks.map((check) => ({ value: check, label: t(`brands.check.${check}`) }))} onChange={(check) => set(at, { check })} />}</Field>
              <Field label={t('field.note')} hint={t('brands.noteHint')} fault={faults[`serialRules.${at}.note`]}>{(control) => <Input {...control} maxLength={200} value={rule.note} onChange={(event) => set(at, { note: event.target.value })} />}</Field>
              <IconButton label={t('brands.dropRule', { n: at + 1 })} icon={<Trash2 size={16} />} onClick={() => setRules(rules.filter((_, i) => i !== at))} />
            </div>
          ))}
          <div><Button size="small" icon={<Plus size={14} aria-hidden="true" />} disabled={rules.length >= 20} onClick={() => setRules([...rules, { pattern: '', check: 'none', note: '' }])}>{t('brands.addRule')}</Button></div>
        </section>
        <SerialTrial rules={rules} />
      </div>
    </Dialog>
  );
}
