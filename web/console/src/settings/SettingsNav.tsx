import { Link } from '@tanstack/react-router';
import { ChevronRight, ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { partGroups } from './parts.ts';
import type { Part } from './parts.ts';

/** The parts, in groups. Arrow keys move as in any list of links: Tab. */
export function SettingsNav({ parts, open }: { readonly parts: readonly Part[]; readonly open: string | null }) {
  const { t } = useTranslation('settings');
  return (
    <nav className="st-nav" aria-label={t('title')}>
      <h2 className="st-nav__title">{t('title')}</h2>
      {parts.length > 1 ? <Link to="/settings" className="st-nav__item st-nav__home" activeOptions={{ exact: true }} aria-current={open === null ? 'page' : undefined}><ListChecks size={16} aria-hidden="true" />{t('overview')}</Link> : null}
      {partGroups.map((group) => {
        const mine = parts.filter((part) => part.group === group);
        if (mine.length === 0) return null;
        return (
          <div key={group} className="st-nav__group" role="group" aria-label={t(`group.${group}`)}>
            <span className="st-nav__label" aria-hidden="true">{t(`group.${group}`)}</span>
            {mine.map(({ key, icon: Icon }) => (
              <Link key={key} to="/settings/$" params={{ _splat: key }} className="st-nav__item" aria-current={open === key ? 'page' : undefined}>
                <Icon size={16} aria-hidden="true" /><span className="ac-grow">{t(`part.${key}`)}</span><ChevronRight size={16} aria-hidden="true" className="st-nav__go" />
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
