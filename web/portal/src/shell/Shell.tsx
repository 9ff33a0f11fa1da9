import { LanguageSwitch, RenewalBar, ThemeSwitch, useLeftFaults } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { UserRound } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useVisitor } from '../account/visitor.ts';
import { LineBar } from '../outbox/LineBar.tsx';
import { useCompany } from '../queries.ts';
import { bringChat, hasTalked } from './chat.ts';
import './shell.css';

/** Head, the page, foot. On the way through a report the chat's button steps aside. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const company = useCompany();
  const visitor = useVisitor();
  const { pathname } = useLocation();
  const site = company.data?.chatSite;
  useLeftFaults(useQueryClient().getMutationCache());
  const quiet = /^\/(portal\/)?report\/(?!done|kept)/.test(pathname);
  useEffect(() => { if (site && hasTalked(site)) bringChat(site, i18n.language, false); }, [site, i18n.language]);
  useEffect(() => { document.body.toggleAttribute('data-quiet', quiet); }, [quiet]);
  return (
    <div className="p-shell">
      <a className="p-skip" href="#page">{t('skip')}</a>
      <header className="p-head">
        <Link to="/" className="p-brand">{company.data?.name ?? t('service')}</Link>
        <nav className="p-head__acts" aria-label={t('service')}>
          <Link to={visitor ? '/me' : '/sign-in'} className="p-head__link" aria-label={visitor ? t('account.of', { name: visitor }) : t('nav.signIn')}>
            <UserRound size={18} aria-hidden="true" /><span>{visitor ?? t('nav.signIn')}</span>
          </Link>
          <LanguageSwitch />
          <ThemeSwitch />
        </nav>
      </header>
      <RenewalBar />
      <LineBar />
      <main id="page" className="p-main" tabIndex={-1}><Outlet /></main>
      {quiet ? null : (
        <footer className="p-foot">
          {company.data ? <span>{t(company.data.openNow ? 'foot.open' : 'foot.closed')}</span> : null}
          {company.data?.supportAddress ? <a href={`mailto:${company.data.supportAddress}`}>{t('foot.mail', { address: company.data.supportAddress })}</a> : null}
        </footer>
      )}
    </div>
  );
}
