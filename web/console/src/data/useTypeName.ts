import { named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useQueries } from './useQueries.ts';

/** What a type of ticket is called in the reader's language; its key until that is known. */
export function useTypeName(): (key: string) => string {
  const { i18n } = useTranslation();
  const types = useQuery(useQueries().types());
  return (key) => {
    const type = types.data?.items.find((one) => one.key === key);
    return type ? named(type.name, i18n.language) : key;
  };
}
