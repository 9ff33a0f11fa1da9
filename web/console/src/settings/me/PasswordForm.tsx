import { Button, Field, Input, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../data/useQueries.ts';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';

/** A new password needs the old one, and ends sessions elsewhere. */
export function PasswordForm() {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useWork({
    work: () => call(api.session.changePassword, { body: { current, next } }), keys: [], said: () => t('me.passwordSaved'),
    after: () => { setCurrent(''); setNext(''); },
  });
  const faults = fieldFaults(change.error);
  const wrong = change.error instanceof ApiError && change.error.problem.code === 'wrong-credentials';
  const short = next !== '' && next.length < 10;
  return (
    <form className="st-page st-page--next" onSubmit={(event) => { event.preventDefault(); if (current && next.length >= 10) change.mutate(undefined); }}>
      <Group title={t('me.password')} hint={t('me.passwordText')}>
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        {change.error && !wrong && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert" icon={<TriangleAlert size={16} aria-hidden="true" />}>{faultSentence(change.error)}</Notice> : null}
        <div className="st-two">
          <Field label={t('me.current')} fault={wrong ? t('me.currentWrong') : faults.current}>{(control) => <Input {...control} type="password" autoComplete="current-password" value={current} onChange={(event) => { setCurrent(event.target.value); if (wrong) change.reset(); }} />}</Field>
          <Field label={t('me.next')} hint={t('app:link.passwordHint')} fault={faults.next ?? (short ? t('app:link.passwordShort', { count: 10 - next.length }) : null)}>{(control) => <Input {...control} type="password" autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />}</Field>
        </div>
        <div><Button type="submit" disabled={!current || next.length < 10} busy={change.isPending}>{t('me.passwordDo')}</Button></div>
      </Group>
    </form>
  );
}
