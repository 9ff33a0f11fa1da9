import { Button, EmptyState, Tabs, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { FormInput, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import type { PartProps } from '../parts.ts';
import { FieldForm } from './FieldForm.tsx';
import { FieldList } from './FieldList.tsx';
import { TypeDialog } from './TypeDialog.tsx';
import './fields.css';

/** What a house wants to know of its tickets: types, and fields with their forms. */
export function FieldsPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const from = useSettingsQueries();
  const [fields, types] = [useQuery(from.ticketFields()), useQuery(from.types())];
  const { stays } = useRemoval();
  const [tab, setTab] = useState('fields');
  const [type, setType] = useState<string | null>(null);
  return (
    <Loaded of={[fields, types]}>
      {({ items: all }, { items: typeList }) => {
        const items = all.filter((one) => stays(`field:${one.key}`, 0));
        if (id === 'new') return <FieldForm field={null} types={typeList} taken={all.map((one) => one.key)} />;
        if (id !== null) {
          const field = items.find((one) => one.key === id);
          return field ? <FieldForm key={field.key} field={field} types={typeList} taken={[]} /> : <EmptyState icon={<FormInput size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        const where = (one: (typeof items)[number]) => [t(`fields.kinds.${one.kind}`), one.types.length === 0 ? t('fields.allTypes') : one.types.map((key) => { const known = typeList.find((each) => each.key === key); return known ? named(known.name, i18n.language) : key; }).join(' · '), ...(one.onPortal ? [t('fields.onPortal')] : []), ...(one.onChat ? [t('fields.onChat')] : [])].join(' · ');
        return (
          <ListPage title={t('part.fields')} intro={t('fields.intro')} {...(tab === 'fields' ? { add: { label: t('fields.add'), to: 'fields/new' } } : { actions: <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setType('')}>{t('fields.addType')}</Button> })}>
            <Tabs
              label={t('part.fields')} open={tab} onOpen={setTab}
              tabs={[
                { key: 'fields', label: t('fields.fields'), content: () => (items.length === 0 ? <EmptyState icon={<FormInput size={22} />} title={t('fields.empty')} text={t('fields.emptyText')} /> : <FieldList items={items} where={where} />) },
                { key: 'types', label: t('fields.types'), content: () => <ul className="st-rows ac-panel">{typeList.map((one) => <li key={one.key} className="st-row"><button type="button" className="st-row__link st-type" data-faded={!one.active || undefined} onClick={() => setType(one.key)}><span className="st-row__words"><span className="st-row__title">{named(one.name, i18n.language)}</span><span className="st-row__sub">{one.key}{one.active ? '' : ` · ${t('fields.off')}`}</span></span></button></li>)}</ul> },
              ]}
            />
            {type === null ? null : <TypeDialog type={typeList.find((one) => one.key === type) ?? null} count={typeList.length} taken={typeList.map((one) => one.key)} onClose={() => setType(null)} />}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
