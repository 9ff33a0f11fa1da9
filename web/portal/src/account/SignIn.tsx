import { portal } from '@aftercare/contract/portal';
import { portalHome } from '@aftercare/contract/portal-home';
import { Button, Field, Input, Notice, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Link2Off, LogOut, Mail } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetSeen } from '../offline/keeping.ts';
import { renewPush } from '../push/usePush.ts';
import { useTitle } from '../shell/title.ts';
import { rememberVisitor, visitEnded } from './visitor.ts';
import './account.css';

const pauseSeconds = 30;
const looksLikeMail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

/** Signing in with a code by mail. Whether an address is known to us is not told to whoever asks. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const toasts = useToasts();
  const router = useRouter();
  const queries = useQueryClient();
  const { next, l: link } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [ended] = useState(visitEnded);
  const [asked, setAsked] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [pause, setPause] = useState(0);
  const codeField = useRef<HTMLInputElement>(null);
  useTitle(t('signIn.title'));
  useEffect(() => {
    if (pause === 0) return undefined;
    const timer = setTimeout(() => setPause(pause - 1), 1000);
    return () => clearTimeout(timer);
  }, [pause]);
  useEffect(() => { if (asked) codeField.current?.focus(); }, [asked]);

  const onError = (error: Error) => setFault(faultSentence(error));
  const request = useMutation({
    mutationFn: (address: string) => call(portal.requestCode, { body: { email: address, language: i18n.language === 'zh-CN' ? 'zh-CN' : 'en' } }),
    onSuccess: (_, address) => { if (asked) toasts.show({ text: t('signIn.sent') }); setAsked(address); setPause(pauseSeconds); setFault(null); }, onError,
  });
  async function entered({ name }: { name: string }): Promise<void> {
    await forgetSeen(queries);
    rememberVisitor(name);
    void renewPush(call, i18n.language);
    // `next` is one of this app's own places: the router let nothing else through.
    router.history.replace(`/portal${next ?? '/'}`);
  }
  const byLink = useMutation({ mutationFn: (token: string) => call(portalHome.enter, { body: { token } }), onSuccess: entered });
  const tried = useRef(false);
  useEffect(() => { if (link && !tried.current) { tried.current = true; byLink.mutate(link); } }, [link, byLink]);
  const signIn = useMutation({
    mutationFn: () => call(portal.signIn, { body: { email: asked ?? '', code } }),
    onSuccess: entered,
    onError,
  });
  const ask = () => (looksLikeMail(email) ? request.mutate(email.trim()) : setFault(t('report.need.email')));
  const enter = () => (/^\d{6}$/.test(code) ? signIn.mutate() : setFault(t('signIn.codeNeed')));

  if (!asked)
    return (
      <form className="p-page p-page--narrow" noValidate onSubmit={(event) => { event.preventDefault(); ask(); }}>
        <div><h1 className="p-title">{t('signIn.title')}</h1><p className="p-intro">{t('signIn.intro')}</p></div>
        {ended && !byLink.error ? <Notice tone="due" role="status" icon={<LogOut size={18} aria-hidden="true" />}>{t(next ? 'signIn.endedBack' : 'signIn.ended')}</Notice> : null}
        {byLink.error ? <Notice tone="due" role="alert" icon={<Link2Off size={18} aria-hidden="true" />}>{faultSentence(byLink.error)}</Notice> : null}
        <Field label={t('signIn.email')} hint={t('signIn.emailHint')} required fault={fault}>
          {(control) => <Input {...control} type="email" inputMode="email" autoComplete="email" value={email} onChange={(event) => { setEmail(event.target.value); setFault(null); }} />}
        </Field>
        <Button kind="primary" size="large" wide type="submit" busy={request.isPending} icon={<Mail size={18} aria-hidden="true" />}>{t('signIn.sendCode')}</Button>
      </form>
    );
  return (
    <form className="p-page p-page--narrow" noValidate onSubmit={(event) => { event.preventDefault(); enter(); }}>
      <div><h1 className="p-title">{t('signIn.codeTitle')}</h1><p className="p-intro">{t('signIn.codeIntro', { email: asked })}</p></div>
      <Field label={t('signIn.code')} required fault={fault}>
        {(control) => (
          <Input
            {...control} ref={codeField} className="p-code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code}
            onChange={(event) => { setCode(event.target.value.replace(/\D/g, '')); setFault(null); }}
            onPaste={(event) => { event.preventDefault(); setCode(event.clipboardData.getData('text').replace(/\D/g, '').slice(0, 6)); }}
          />
        )}
      </Field>
      <Button kind="primary" size="large" wide type="submit" busy={signIn.isPending}>{t('signIn.go')}</Button>
      <div className="p-acts">
        <Button kind="link" disabled={pause > 0} busy={request.isPending} onClick={() => request.mutate(asked)}>{pause > 0 ? t('signIn.againIn', { seconds: pause }) : t('signIn.again')}</Button>
        <Button kind="link" onClick={() => { setAsked(null); setCode(''); setFault(null); }}>{t('signIn.other')}</Button>
      </div>
    </form>
  );
}
