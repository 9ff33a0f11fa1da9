import { Button, Field, Input, Notice, faultSentence } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useField, useFieldStore } from '../store/FieldProvider.tsx';

/** The way in; needs a line once. */
export function SignIn() {
  const { t } = useTranslation();
  const store = useFieldStore();
  const { signedOut } = useField();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [challenge, setChallenge] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const enter = async () => {
    setBusy(true);
    setFault(null);
    try {
      if (challenge) await store.signInSecond(challenge, code.trim());
      else await store.signIn(email.trim(), password);
    } catch (error) {
      const asked = error instanceof ApiError ? error.problem.challenge?.token : undefined;
      if (asked) setChallenge(asked);
      else setFault(faultSentence(error));
    } finally { setBusy(false); }
  };
  return (
    <form className="f-sign" onSubmit={(event) => { event.preventDefault(); void enter(); }}>
      {signedOut ? null : <div><h1 className="f-title">{t('signIn.title')}</h1><p className="f-soft">{t('signIn.intro')}</p></div>}
      {fault ? <Notice tone="late" role="alert">{fault}</Notice> : null}
      {challenge ? <Field label={t('signIn.code')} hint={t('signIn.codeHint')} required>{(control) => <Input {...control} autoComplete="one-time-code" autoFocus maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} />}</Field> : <>
      <Field label={t('signIn.email')} required>{(control) => <Input {...control} type="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />}</Field>
      <Field label={t('signIn.password')} required>{(control) => <Input {...control} type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}</Field>
      </>}
      <Button kind="primary" size="large" wide type="submit" busy={busy}>{t('signIn.enter')}</Button>
    </form>
  );
}
