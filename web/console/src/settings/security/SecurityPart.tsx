import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { Loaded } from '../frame/Loaded.tsx';
import { PasswordForm } from '../me/PasswordForm.tsx';
import { Factors } from './Factors.tsx';
import { Sessions } from './Sessions.tsx';

/** How somebody signs in, and where they are signed in. */
export function SecurityPart() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const of = [useQuery({ queryKey: ['factors'], queryFn: ({ signal }) => call(api.session.factors, {}, { signal }) }), useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => call(api.session.sessions, {}, { signal }) })] as const;
  return (
    <>
      <div className="st-page">
        <header className="st-page__head"><div className="ac-grow"><h1 className="ac-page__title">{t('part.security')}</h1><p className="ac-page__intro">{t('security.intro')}</p></div></header>
        <Loaded of={of}>{(factors, { items }) => <><Factors factors={factors} /><Sessions items={items} /></>}</Loaded>
      </div>
      <PasswordForm />
    </>
  );
}
