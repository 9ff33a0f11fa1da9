import { named } from '@aftercare/ui';
import type { Calendar } from '@aftercare/contract/org';
import type { SlaPolicy } from '@aftercare/contract/sla';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { alwaysOpen } from '../calendars/times.ts';
import { useSettingsQueries } from '../data.ts';
import { promiseWords } from './sentence.ts';

/** Says a policy as a sentence in the shown language. */
export function usePromise(calendars: readonly Calendar[]): (policy: Pick<SlaPolicy, 'match' | 'targets' | 'calendarId'>) => string {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const types = useQuery(useSettingsQueries().types()).data?.items ?? [];
  return (policy) => {
    const calendar = calendars.find((one) => one.id === policy.calendarId);
    return promiseWords(policy, {
      language: i18n.language, t: (key, values) => t(key, values ?? {}), working: calendar !== undefined && !alwaysOpen(calendar),
      typeName: (key) => { const type = types.find((one) => one.key === key); return type ? named(type.name, i18n.language) : key; },
    });
  };
}
