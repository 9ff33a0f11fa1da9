import { Button, Loading, Skeleton, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Factors } from '../settings/security/Factors.tsx';
import { loadSettingsWords } from '../settings/words.ts';
import { useSignOut } from '../shell/useMySettings.ts';
import { Door } from './Door.tsx';
import '../settings/settings.css';

await loadSettingsWords();

/** A role asks for a second factor: first that, then everything else. */
export function EnrolPage({ onHold }: { readonly onHold: (hold: boolean) => void }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const signOut = useSignOut();
  const factors = useQuery({ queryKey: ['factors'], queryFn: ({ signal }) => call(api.session.factors, {}, { signal }) }).data;
  return (
    <Door title={t('enrol.title')} intro={t('enrol.intro')}>
      {factors ? <Factors factors={factors} onHold={onHold} /> : <Loading><Skeleton height="12rem" /></Loading>}
      <Button kind="link" icon={<LogOut size={14} aria-hidden="true" />} onClick={signOut}>{t('command.signOut')}</Button>
    </Door>
  );
}
