import { Button, EmptyState, ErrorState, Field, Input, Loading, Notice, Skeleton, buttonClass, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { LinkIcon, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Door } from './Door.tsx';

/** Where one-time links end: an invitation, a new password, or the first administrator. */
export function LinkPage() {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const { token } = useSearch({ from: '/link' });
  const about = useQuery({ queryKey: ['link', token], queryFn: () => call(api.session.inspectLink, { query: { token } }), retry: false, staleTime: Infinity });
  if (about.isPending) return <Door title={t('signIn.title')}><Loading><div className="ac-stack"><Skeleton height="var(--ac-10)" /><Skeleton height="var(--ac-10)" /></div></Loading></Door>;
  if (about.isError) {
    const spent = about.error instanceof ApiError && ['link-expired', 'not-found'].includes(about.error.problem.code);
    return (
      <main className="cs-alone">
        {spent
          ? <EmptyState heading="h1" icon={<LinkIcon size={22} />} title={t('link.spent')} text={t('link.spentText')}><Link to="/signin" className={buttonClass('primary')}>{t('link.toSignIn')}</Link></EmptyState>
          : <ErrorState heading="h1" error={about.error} safe={t('link.safe')} retry={() => void about.refetch()} />}
      </main>
    );
  }
  return <SetPassword token={token} {...about.data} />;
}

function SetPassword({ token, purpose, email: known, name: called }: { readonly token: string; readonly purpose: 'invitation' | 'reset' | 'setup'; readonly email: string | null; readonly name: string | null }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState(called ?? '');
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const redeem = useMutation({
    mutationFn: () => call(api.session.redeemLink, { body: { token, password, ...(purpose === 'reset' ? {} : { name: name.trim() }), ...(purpose === 'setup' ? { email: email.trim() } : {}) } }),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(['me'], me);
      void navigate({ to: purpose === 'setup' ? '/settings' : '/' });
    },
  });
  const faults = fieldFaults(redeem.error);
  const short = password !== '' && password.length < 10;
  return (
    <Door title={t(`link.${purpose}`)} intro={t(`link.${purpose}Intro`)}>
      <form className="cs-door__form" onSubmit={(event) => { event.preventDefault(); if (password.length >= 10) redeem.mutate(); }}>
        {redeem.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert" icon={<TriangleAlert size={16} />}>{faultSentence(redeem.error)}</Notice> : null}
        {purpose === 'reset' ? null : <Field label={t('link.name')} fault={faults.name} required>{(control) => <Input {...control} autoComplete="name" autoFocus value={name} onChange={(event) => setName(event.target.value)} />}</Field>}
        <Field label={t('signIn.email')} fault={faults.email} required={purpose === 'setup'}>
          {(control) => <Input {...control} type="email" autoComplete="username" value={email} readOnly={purpose !== 'setup'} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        <Field label={t('link.password')} hint={t('link.passwordHint')} fault={faults.password ?? (short ? t('link.passwordShort', { count: 10 - password.length }) : null)} required>
          {(control) => <Input {...control} type="password" autoComplete="new-password" minLength={10} autoFocus={purpose === 'reset'} value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        <Button kind="primary" size="large" type="submit" wide busy={redeem.isPending}>{t(`link.${purpose}Do`)}</Button>
      </form>
    </Door>
  );
}
