import { portal } from '@aftercare/contract/portal';
import { Button, Facts, Notice, Switch, buttonClass, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { LogOut, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { forgetSeen } from '../offline/keeping.ts';
import { endPush, usePush } from '../push/usePush.ts';
import { useHome } from '../queries.ts';
import { install, useInstall } from '../shell/install.ts';
import { useTitle } from '../shell/title.ts';
import { forgetVisitor, useVisitor } from './visitor.ts';
import './account.css';

/** Who is signed in, whether this device is told of news, the app on the home screen, and the way out. */
export function Account() {
  const { t } = useTranslation();
  const { call } = useApi();
  const visitor = useVisitor();
  const toasts = useToasts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const home = useHome(visitor !== null).data;
  const push = usePush();
  const way = useInstall();
  useTitle(t('account.title'));
  const signOut = useMutation({
    mutationFn: async () => { await endPush(call); await call(portal.signOut, {}); },
    onSettled: async () => { forgetVisitor(); await forgetSeen(queries); toasts.show({ text: t('signIn.out') }); void navigate({ to: '/' }); },
  });
  if (!visitor) return <Navigate to="/sign-in" replace />;
  return (
    <div className="p-page p-page--narrow">
      <h1 className="p-title">{t('account.title')}</h1>
      <div className="p-panel"><Facts items={[[t('report.contact.name'), visitor], [t('report.contact.email'), home?.email ?? null], [t('report.contact.phone'), home?.phone ?? null]]} /></div>
      <section className="p-panel p-form" aria-labelledby="push">
        <h2 id="push">{t('push.title')}</h2>
        <Switch label={t('push.switch')} checked={push.state === 'on'} disabled={push.state !== 'on' && push.state !== 'off'} onChange={(on) => void (on ? push.turnOn() : push.turnOff())} />
        <p className="ac-soft">{t(push.state === 'denied' ? 'push.denied' : push.state === 'unsupported' ? 'push.unsupported' : 'push.text')}</p>
      </section>
      {way === 'there' ? null : (
        <section className="p-panel p-form" aria-labelledby="install">
          <h2 id="install">{t('install.title')}</h2>
          <p className="ac-soft">{t(way === 'ask' ? 'install.text' : 'install.byHand')}</p>
          {way === 'ask' ? <div><Button icon={<Smartphone size={18} aria-hidden="true" />} onClick={() => void install()}>{t('install.go')}</Button></div> : null}
        </section>
      )}
      <Notice>{t('account.device')}</Notice>
      <div className="p-acts"><Button size="large" icon={<LogOut size={18} aria-hidden="true" />} busy={signOut.isPending} onClick={() => signOut.mutate()}>{t('nav.signOut')}</Button><Link to="/tickets" className={buttonClass('quiet', 'large')}>{t('nav.mine')}</Link></div>
    </div>
  );
}
