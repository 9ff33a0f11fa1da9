import { Button, LanguageSwitch, Notice, RenewalBar, ThemeSwitch } from '@aftercare/ui';
import { Link, Outlet } from '@tanstack/react-router';
import { CloudOff, LogOut, RefreshCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SignIn } from '../account/SignIn.tsx';
import { useField, useFieldStore } from '../store/FieldProvider.tsx';

/** Name, line and languages around every page; the way in for who is not signed in. */
export function Shell() {
  const { t } = useTranslation();
  const { person, ready, signedOut } = useField();
  const store = useFieldStore();
  if (!ready) return null;
  return (
    <div className="f-app">
      <a className="ac-unseen" href="#main">{t('skip')}</a>
      <RenewalBar />
      {person ? <Line /> : null}
      <main id="main" className="f-main">
        {signedOut ? <Notice tone="due" role="status">{t('signIn.again')}</Notice> : null}
        {person && !signedOut ? <Outlet /> : <SignIn />}
        {person && signedOut ? <Outlet /> : null}
      </main>
      <footer className="f-foot">
        {person ? <span className="f-foot__who">{person.name}</span> : null}<LanguageSwitch /><ThemeSwitch />
        {person ? <Button kind="quiet" size="small" icon={<LogOut size={16} aria-hidden="true" />} onClick={() => void store.signOut()}>{t('signIn.out')}</Button> : null}
      </footer>
    </div>
  );
}

/** Whether there is a line, and what waits for one. */
function Line() {
  const { t } = useTranslation();
  const { online, waiting, sending, refused } = useField();
  const store = useFieldStore();
  return (
    <div className="f-line" role="status" data-off={!online || undefined}>
      {refused.length > 0 ? <Link to="/refused" className="f-line__fault"><TriangleAlert size={16} aria-hidden="true" />{t('refused.open', { count: refused.length })}</Link> : null}
      {online ? null : <span className="f-line__off"><CloudOff size={16} aria-hidden="true" />{t('line.offline')}</span>}
      <span className="f-line__state">{waiting > 0 ? t('line.waiting', { count: waiting }) : sending ? t('line.sending') : t('line.sent')}</span>
      <button type="button" className="f-line__send" aria-label={t('line.send')} disabled={!online || sending} onClick={() => void store.send()}><RefreshCw size={16} data-turning={sending || undefined} /></button>
    </div>
  );
}
