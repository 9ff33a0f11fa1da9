import { Button, Field, Input, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api, type Problem } from '@aftercare/contract';
import { useMutation } from '@tanstack/react-query';
import { Fingerprint, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../data/types.ts';
import { askPasskey, canPasskey } from '../settings/security/passkey.ts';
import { Door } from './Door.tsx';

export type Challenge = NonNullable<Problem['challenge']>;
interface Props { readonly challenge: Challenge; readonly onInside: (me: Me) => void; readonly onBack: () => void }

/** After the password: a code of the app, a passkey, or a recovery code. */
export function SecondStep({ challenge, onInside, onBack }: Props) {
  const { t } = useTranslation();
  const { call } = useApi();
  const [code, setCode] = useState('');
  const [byRecovery, setByRecovery] = useState(!challenge.methods.includes('totp'));
  const withCode = useMutation({ mutationFn: () => call(api.session.secondFactor, { body: { challenge: challenge.token, code } }), onSuccess: onInside });
  const withPasskey = useMutation({
    mutationFn: async () => {
      const asked = await call(api.session.passkeyQuestion, { body: { challenge: challenge.token } });
      const passkey = await askPasskey(asked.options);
      return passkey ? call(api.session.secondFactor, { body: { challenge: asked.challenge, passkey } }) : null;
    },
    onSuccess: (me) => { if (me) onInside(me); },
  });
  const faults = fieldFaults(withCode.error);
  const fault = withPasskey.error ?? (withCode.error && !faults.code ? withCode.error : null);
  const passkeys = challenge.methods.includes('passkey') && canPasskey();
  const typed = byRecovery || challenge.methods.includes('totp');
  return (
    <Door title={t('second.title')} intro={byRecovery && !passkeys ? t('second.recoveryIntro') : t('second.intro')}>
      <form className="cs-door__form" onSubmit={(event) => { event.preventDefault(); withCode.mutate(); }}>
        {fault ? <Notice tone="late" role="alert" icon={<TriangleAlert size={16} />}>{faultSentence(fault)}</Notice> : null}
        {passkeys ? <Button size="large" wide icon={<Fingerprint size={18} aria-hidden="true" />} busy={withPasskey.isPending} onClick={() => withPasskey.mutate()}>{t('second.passkey')}</Button> : null}
        {typed ? (
          <>
            <Field label={byRecovery ? t('second.recoveryCode') : t('second.code')} fault={faults.code}>
              {(control) => <Input key={String(byRecovery)} {...control} name="code" inputMode={byRecovery ? 'text' : 'numeric'} autoComplete="one-time-code" autoFocus maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} />}
            </Field>
            <Button kind="primary" size="large" type="submit" wide disabled={code.trim().length < 6} busy={withCode.isPending}>{t('signIn.enter')}</Button>
          </>
        ) : null}
        {challenge.methods.includes('totp') || !typed ? <Button kind="link" onClick={() => { setByRecovery(!byRecovery); setCode(''); withCode.reset(); }}>{byRecovery ? t('second.byCode') : t('second.byRecovery')}</Button> : null}
        <Button kind="link" onClick={onBack}>{t('second.back')}</Button>
      </form>
    </Door>
  );
}
