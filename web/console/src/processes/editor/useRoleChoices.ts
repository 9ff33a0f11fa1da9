import { api } from '@aftercare/contract';
import { useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import type { Option } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';

/** Roles a step may ask for: those of the company, as far as the reader may see them. */
export function useRoleChoices(): Option<string>[] {
  const { i18n } = useTranslation();
  const { call } = useApi();
  const roles = useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => call(api.org.roles, {}, { signal }), staleTime: 60_000, retry: false });
  return (roles.data?.items ?? []).map((role) => ({ value: role.key, label: role.key, hint: i18n.language.startsWith('zh') ? role.name.zh : role.name.en }));
}
