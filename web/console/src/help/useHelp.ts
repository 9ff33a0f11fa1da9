import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { loadPage, loadPages } from './pages.ts';

export function useHelpPage(key: string) {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['help', i18n.language, key], queryFn: () => loadPage(key, i18n.language), staleTime: Infinity });
}

/** All pages, for the list and for searching: some 30 KB, asked for only where they are shown. */
export function useHelpPages() {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['help', i18n.language], queryFn: () => loadPages(i18n.language), staleTime: Infinity });
}
