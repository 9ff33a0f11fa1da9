import { Field, Input, Select } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { faultOf } from './account.ts';
import type { Security, Smtp } from './mailSettings.ts';

interface Props {
  readonly path: 'imap' | 'smtp';
  readonly server: Smtp;
  readonly password: string;
  /** A password is stored; an empty field keeps it. */
  readonly kept: boolean;
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<Smtp>) => void;
  readonly onPassword: (password: string) => void;
}
const usualPort: Record<Props['path'], Record<Security, number>> = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } };

/** One mail server and how to sign in there. The port follows the encryption while it is the usual one. */
export function ServerFields({ path, server, password, kept, faults, onChange, onPassword }: Props) {
  const { t } = useTranslation('settings');
  const fault = (name: string) => faultOf(faults, `${path}.${name}`);
  const secure = (security: Security) => onChange({ security, ...(Object.values(usualPort[path]).includes(server.port) ? { port: usualPort[path][security] } : {}) });
  return (
    <>
      <div className="st-server">
        <Field label={t('mail.host')} fault={fault('host')} required>{(control) => <Input {...control} maxLength={253} spellCheck={false} placeholder={`${path}.example.com`} value={server.host} onChange={(event) => onChange({ host: event.target.value })} />}</Field>
        <Field label={t('mail.security')} fault={fault('security')}>{(control) => <Select {...control} value={server.security} choices={(['tls', 'starttls', 'none'] as const).map((one) => ({ value: one, label: t(`mail.securities.${one}`) }))} onChange={secure} />}</Field>
        <Field label={t('mail.port')} fault={fault('port')}>{(control) => <Input {...control} type="number" inputMode="numeric" min={1} max={65535} value={server.port} onChange={(event) => onChange({ port: Number(event.target.value) })} />}</Field>
      </div>
      <div className="st-two">
        <Field label={t('mail.user')} fault={fault('user')}>{(control) => <Input {...control} autoComplete="off" spellCheck={false} maxLength={320} value={server.user} onChange={(event) => onChange({ user: event.target.value })} />}</Field>
        <Field label={t('mail.password.own')} hint={kept ? t('secretKept') : t('secretWriteOnly')} fault={faultOf(faults, `${path}Password`)}>{(control) => <Input {...control} type="password" autoComplete="new-password" placeholder={kept ? '••••••••••••' : ''} value={password} onChange={(event) => onPassword(event.target.value)} />}</Field>
      </div>
    </>
  );
}
