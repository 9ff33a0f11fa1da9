import { Chip, EmptyState, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { RoleForm } from './RoleForm.tsx';

/** Roles: what may be done, and with whose tickets. */
export function RolesPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const from = useSettingsQueries();
  const of = [useQuery(from.roles()), useQuery(from.agents())] as const;
  return (
    <Loaded of={of}>
      {({ items, rights, words }, { items: people }) => {
        if (id === 'new') return <RoleForm role={null} rights={rights} words={words} taken={items.map((one) => one.key)} />;
        if (id !== null) {
          const role = items.find((one) => one.key === id);
          return role ? <RoleForm role={role} rights={rights} words={words} taken={[]} /> : <EmptyState icon={<ShieldCheck size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.roles')} intro={t('roles.intro')} add={{ label: t('roles.add'), to: 'roles/new' }}>
            <ul className="st-rows ac-panel">
              {items.map((role) => (
                <Row
                  key={role.key} to={`roles/${role.key}`} lead={<span className="st-lead" aria-hidden="true"><ShieldCheck size={18} /></span>} title={named(role.name, i18n.language)}
                  sub={role.rights.includes('*') ? t('roles.everything') : t('roles.count', { count: role.rights.length, scope: t(`roles.scopeShort.${role.scope}`) })}
                  end={<Chip>{t('roles.people', { count: people.filter((one) => one.roles.includes(role.key) && one.status !== 'disabled').length })}</Chip>}
                />
              ))}
            </ul>
          </ListPage>
        );
      }}
    </Loaded>
  );
}
