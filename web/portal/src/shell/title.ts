import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../queries.ts';

/** Names the browser tab: the page, then the company. */
export function useTitle(page: string): void {
  const { t } = useTranslation();
  const company = useCompany().data?.name ?? t('service');
  useEffect(() => { document.title = page ? `${page} · ${company}` : company; }, [page, company]);
}
