import { Button, Chip, Dialog, EmptyState, Field, Input, Moment, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import type { Factors as FactorsFacts } from '@aftercare/contract/session';
import { Fingerprint, KeySquare, ShieldCheck, Smartphone, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';
import { AppDialog } from './AppDialog.tsx';
import { CodesDialog } from './CodesDialog.tsx';
import { deviceWords } from './device.ts';
import { canPasskey, makePasskey } from './passkey.ts';

const keys = ['factors', 'me', 'agents'] as const;

/** Second factors: an app, passkeys, and codes for the day when both are lost. */
export function Factors({ factors, onHold }: { readonly factors: FactorsFacts; readonly onHold?: (hold: boolean) => void }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const [adding, setAdding] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<{ id: number | null; name: string } | null>(null);
  const tell = ({ recoveryCodes }: { recoveryCodes: readonly string[] }) => { if (recoveryCodes.length > 0) { setCodes(recoveryCodes); onHold?.(true); } };
  const passkey = useWork({
    work: async () => {
      const { options, challenge } = await call(api.session.beginPasskey, {});
      const made = await makePasskey(options);
      return made ? call(api.session.confirmPasskey, { body: { challenge, name: deviceWords(navigator.userAgent).words || 'Passkey', passkey: made } }) : null;
    },
    keys, said: (made) => (made ? t('security.passkeyKept') : ''), after: (made) => { if (made) tell(made); }, loud: true,
  });
  const hasApp = factors.items.some((one) => one.kind === 'totp');
  return (
    <Group title={t('security.factors')} hint={t('security.factorsText')}>
      {factors.required && factors.items.length === 0 ? <Notice tone="due" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t('security.required')}</Notice> : null}
      {factors.items.length === 0 ? <EmptyState icon={<ShieldCheck size={22} />} title={t('security.none')} text={t('security.noneText')} /> : (
        <ul className="st-rows ac-panel">
          {factors.items.map((one) => (
            <li key={one.id} className="st-row">
              <span className="st-row__link">
                <span className="st-lead" aria-hidden="true">{one.kind === 'totp' ? <Smartphone size={18} /> : <Fingerprint size={18} />}</span>
                <span className="st-row__words"><span className="st-row__title">{one.kind === 'totp' ? t('security.app') : one.name}</span><span className="st-row__sub">{t(`security.kind.${one.kind}`)} · {one.lastUsedAt ? <>{t('security.used')} <Moment at={one.lastUsedAt} /></> : t('security.notUsed')}</span></span>
                <span className="st-row__end"><Button size="small" onClick={() => setAsked({ id: one.id, name: one.kind === 'totp' ? t('security.app') : one.name })}>{t('security.remove')}</Button></span>
              </span>
            </li>
          ))}
          <li className="st-row">
            <span className="st-row__link">
              <span className="st-lead" aria-hidden="true"><KeySquare size={18} /></span>
              <span className="st-row__words"><span className="st-row__title">{t('security.codes')}</span><span className="st-row__sub">{t('security.codesText')}</span></span>
              <span className="st-row__end"><Chip tone={factors.recoveryCodes < 3 ? 'due' : 'plain'}>{t('security.codesLeft', { count: factors.recoveryCodes })}</Chip><Button size="small" onClick={() => setAsked({ id: null, name: '' })}>{t('security.newCodes')}</Button></span>
            </span>
          </li>
        </ul>
      )}
      <div className="ac-row">
        {hasApp ? null : <Button icon={<Smartphone size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>{t('security.addApp')}</Button>}
        {canPasskey() ? <Button icon={<Fingerprint size={16} aria-hidden="true" />} busy={passkey.isPending} onClick={() => passkey.mutate(undefined)}>{t('security.addPasskey')}</Button> : null}
      </div>
      {adding ? <AppDialog onClose={() => setAdding(false)} onDone={tell} /> : null}
      <CodesDialog codes={codes} onClose={() => { setCodes([]); onHold?.(false); }} />
      {asked ? <PasswordDialog asked={asked} onClose={() => setAsked(null)} onCodes={setCodes} /> : null}
    </Group>
  );
}

function PasswordDialog({ asked, onClose, onCodes }: { readonly asked: { id: number | null; name: string }; readonly onClose: () => void; readonly onCodes: (codes: readonly string[]) => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const [password, setPassword] = useState('');
  const { id, name } = asked;
  const work = useWork({
    work: async () => (id === null ? (await call(api.session.newRecoveryCodes, { body: { password } })).recoveryCodes : (await call(api.session.removeFactor, { params: { id }, body: { password } }), [])),
    keys, said: () => (id === null ? '' : t('security.removed', { name })), after: (codes) => { onClose(); if (codes.length > 0) onCodes(codes); },
  });
  const wrong = work.error instanceof ApiError && work.error.problem.code === 'wrong-credentials';
  const faults = fieldFaults(work.error);
  return (
    <Dialog open onClose={onClose} size="small" title={id === null ? t('security.newCodesTitle') : t('security.removeTitle', { name })} onSubmit={() => work.mutate(undefined)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind={id === null ? 'primary' : 'danger'} type="submit" disabled={!password} busy={work.isPending}>{id === null ? t('security.newCodes') : t('security.remove')}</Button></>}>
      <div className="ac-stack">
        <p className="ac-soft">{id === null ? t('security.newCodesText') : t('security.removeText')}</p>
        {work.error && !wrong && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        <Field label={t('me.current')} fault={wrong ? t('me.currentWrong') : faults.password}>{(control) => <Input {...control} type="password" autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}
