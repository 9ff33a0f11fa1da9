import { Button, Field, Input, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { LogOut, MailCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../data/types.ts';
import { Door } from './Door.tsx';
import { type Challenge, SecondStep } from './SecondStep.tsx';
import { endedElsewhere } from './inside.ts';
import { safeNext } from './safeNext.ts';

/** The way in, and the way to a new password. */
export function SignInPage() {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const { next } = useSearch({ from: '/signin' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [ended] = useState(endedElsewhere);
  const [forgot, setForgot] = useState(false);
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const inside = (me: Me) => {
    client.clear();
    client.setQueryData(['me'], me);
    void navigate({ href: safeNext(next) });
  };
  const enter = useMutation({
    mutationFn: () => call(api.session.signIn, { body: { email: email.trim(), password } }),
    onSuccess: inside,
    onError: (error) => { if (error instanceof ApiError && error.problem.challenge) setChallenge(error.problem.challenge); },
  });
  const reset = useMutation({ mutationFn: () => call(api.session.requestReset, { body: { email: email.trim() } }) });
  const work = forgot ? reset : enter;
  const faults = fieldFaults(work.error);
  if (challenge) return <SecondStep challenge={challenge} onInside={inside} onBack={() => { setChallenge(null); setPassword(''); enter.reset(); }} />;
  return (
    <Door title={forgot ? t('signIn.forgotTitle') : t('signIn.title')} intro={forgot ? t('signIn.forgotIntro') : undefined}>
      <form className="cs-door__form" onSubmit={(event) => { event.preventDefault(); work.mutate(); }}>
        {ended && !forgot && !work.error ? <Notice tone="due" role="status" icon={<LogOut size={16} />}>{t(safeNext(next) === '/' ? 'signIn.ended' : 'signIn.endedBack')}</Notice> : null}
        {work.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert" icon={<TriangleAlert size={16} />}>{faultSentence(work.error)}</Notice> : null}
        {forgot && reset.isSuccess ? <Notice tone="done" role="status" icon={<MailCheck size={16} />}>{t('signIn.sent')}</Notice> : null}
        <Field label={t('signIn.email')} fault={faults.email} required>
          {(control) => <Input {...control} type="email" name="email" autoComplete="username" inputMode="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        {forgot ? null : (
          <Field label={t('signIn.password')} fault={faults.password} required>
            {(control) => <Input {...control} type="password" name="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
          </Field>
        )}
        <Button kind="primary" size="large" type="submit" wide busy={work.isPending}>{forgot ? t('signIn.sendLink') : t('signIn.enter')}</Button>
        <Button kind="link" onClick={() => { setForgot(!forgot); enter.reset(); reset.reset(); }}>{forgot ? t('signIn.back') : t('signIn.forgot')}</Button>
      </form>
    </Door>
  );
}
