import { Button, Dialog, ErrorState, Field, Input, Loading, Notice, Skeleton, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { useWork } from '../frame/useWork.ts';

/** Scan, type one code, done. */
export function AppDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (made: { recoveryCodes: readonly string[] }) => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const [code, setCode] = useState('');
  const begun = useQuery({ queryKey: ['factor-begun'], queryFn: () => call(api.session.beginTotp, {}), staleTime: Infinity, gcTime: 0, retry: false });
  const confirm = useWork({ work: () => call(api.session.confirmTotp, { body: { code } }), keys: ['factors', 'me', 'agents'], said: () => t('security.appKept'), after: (made) => { onClose(); onDone(made); } });
  const faults = fieldFaults(confirm.error);
  return (
    <Dialog open onClose={onClose} size="small" title={t('security.addApp')} onSubmit={() => confirm.mutate(undefined)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={code.replaceAll(/\s/g, '').length < 6} busy={confirm.isPending}>{t('security.confirm')}</Button></>}>
      {begun.isError ? <ErrorState error={begun.error} retry={() => void begun.refetch()} /> : begun.data ? (
        <div className="ac-stack">
          <p className="ac-soft">{t('security.scan')}</p>
          <img className="st-qr" alt={t('security.qr')} src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.data.qr)}`} />
          <CopyBox wraps label={t('security.secret')} text={begun.data.secret.replaceAll(/(.{4})/g, '$1 ').trim()} />
          {confirm.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(confirm.error)}</Notice> : null}
          <Field label={t('security.code')} hint={t('security.codeHint')} fault={faults.code}>{(control) => <Input {...control} inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={8} value={code} onChange={(event) => setCode(event.target.value)} />}</Field>
        </div>
      ) : <Loading className="ac-stack"><Skeleton width="70%" /><Skeleton width="12rem" height="12rem" /><Skeleton width="100%" height="2rem" /></Loading>}
    </Dialog>
  );
}
