import { Field, Input, Notice, Radio } from '@aftercare/ui';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { MailAdvanced } from './MailAdvanced.tsx';
import { ServerFields } from './ServerFields.tsx';
import { faultOf } from './account.ts';
import type { DoorProps } from './account.ts';
import { followed, freshImap, freshSmtp, mailSettings } from './mailSettings.ts';
import { providerByHost, providerOf, providers } from './providers.ts';
import type { Provider } from './providers.ts';

type Kind = Provider['key'] | 'own';

/** A mailbox: the address, whose it is, the password for programs; servers only for those who run their own. */
export function MailDoor({ value, set, setting, account, faults, house }: DoorProps) {
  const { t } = useTranslation('settings');
  const settings = mailSettings(value.settings);
  const [kind, setKind] = useState<Kind | null>(account ? (providerByHost(settings.imap?.host)?.key ?? 'own') : null);
  const provider = kind && kind !== 'own' ? (providerOf(value.address)?.key === kind ? providerOf(value.address) : providers.find((one) => one.key === kind)) ?? null : null;
  const useProvider = (next: Provider | null, address: string) => {
    if (next) setting({ imap: { ...(settings.imap ?? freshImap(address)), ...next.imap, user: address }, smtp: { ...next.smtp, user: address } });
  };
  const setAddress = (address: string) => {
    const guess = providerOf(address);
    const next = guess && kind !== 'own' ? guess : provider;
    const servers = next ? { imap: { ...(settings.imap ?? freshImap(address)), ...next.imap, user: address }, smtp: { ...next.smtp, user: address } } : kind === 'own' ? { imap: settings.imap && { ...settings.imap, user: settings.imap.user === value.address ? address : settings.imap.user }, smtp: settings.smtp && { ...settings.smtp, user: settings.smtp.user === value.address ? address : settings.smtp.user } } : {};
    if (guess && kind !== 'own') setKind(guess.key);
    set({ address, settings: { ...value.settings, ...servers } });
  };
  const choose = (next: Kind) => {
    setKind(next);
    if (next === 'own') setting({ imap: settings.imap ?? freshImap(value.address), smtp: settings.smtp ?? freshSmtp(value.address) });
    else useProvider((providerOf(value.address)?.key === next ? providerOf(value.address) : providers.find((one) => one.key === next)) ?? null, value.address);
  };
  const kept = (name: string) => account?.secretsSet.includes(name) ?? false;
  return (
    <>
      <Group title={t('mail.box')}>
        <Field label={t('mail.address')} fault={faults.address} required>{(control) => <Input {...control} type="email" inputMode="email" autoFocus={!account} maxLength={320} placeholder="service@example.com" value={value.address} onChange={(event) => setAddress(event.target.value)} />}</Field>
        <div className="ac-field" role="group" aria-label={t('mail.provider')}>
          <span className="ac-field__label" aria-hidden="true">{t('mail.provider')}</span>
          <div className="st-providers">
            {([...providers.map((one) => one.key), 'own'] as const).map((one) => (
              <button key={one} type="button" className="st-provider" aria-pressed={kind === one} onClick={() => choose(one)}><strong>{t(`mail.providers.${one}`)}</strong><span>{t(`mail.domains.${one}`)}</span></button>
            ))}
          </div>
          {faults.provider && !kind ? <span className="ac-field__fault" role="alert">{faults.provider}</span> : null}
        </div>
        {provider ? (
          <>
            <Notice tone="accent">{t(`mail.help.${provider.key}`)} <a href={provider.help} target="_blank" rel="noreferrer">{t('mail.helpLink')}<ExternalLink size={12} aria-hidden="true" className="st-ext" /></a></Notice>
            <Field label={t(`mail.password.${provider.key}`)} hint={kept('imapPassword') ? t('secretKept') : t('secretWriteOnly')} fault={faultOf(faults, 'imapPassword') ?? faultOf(faults, 'smtpPassword')} required={!kept('imapPassword')}>
              {(control) => <Input {...control} type="password" autoComplete="new-password" placeholder={kept('imapPassword') ? '••••••••••••' : ''} value={settings.imapPassword ?? ''} onChange={(event) => setting({ imapPassword: event.target.value.replace(provider.key === 'gmail' ? /\s/g : /$^/, ''), smtpPassword: event.target.value.replace(provider.key === 'gmail' ? /\s/g : /$^/, '') })} />}
            </Field>
          </>
        ) : null}
      </Group>
      {kind === 'own' ? (
        <>
          <Group title={t('mail.incoming')}>
            <div className="st-checks">
              <Radio name="incoming" label={t('mail.byImap')} hint={t('mail.byImapHint')} checked={settings.imap !== null} onChange={() => setting({ imap: settings.imap ?? freshImap(value.address) })} />
              <Radio name="incoming" label={t('mail.bySmtp')} hint={t('mail.bySmtpHint')} checked={settings.imap === null} onChange={() => setting({ imap: null })} />
            </div>
            {settings.imap ? <ServerFields path="imap" server={settings.imap} password={settings.imapPassword ?? ''} kept={kept('imapPassword')} faults={faults} onChange={(imap) => setting(account ? { imap: { ...settings.imap, ...imap } } : followed(settings, { imap }))} onPassword={(imapPassword) => setting(account ? { imapPassword } : followed(settings, { imapPassword }))} /> : null}
          </Group>
          <Group title={t('mail.outgoing')}>
            <div className="st-checks">
              <Radio name="outgoing" label={t('mail.sendBySmtp')} checked={settings.smtp !== null} onChange={() => setting({ smtp: settings.smtp ?? freshSmtp(value.address) })} />
              <Radio name="outgoing" label={t('mail.sendNot')} hint={t('mail.sendNotHint')} checked={settings.smtp === null} onChange={() => setting({ smtp: null })} />
            </div>
            {settings.smtp ? <ServerFields path="smtp" server={settings.smtp} password={settings.smtpPassword ?? ''} kept={kept('smtpPassword')} faults={faults} onChange={(smtp) => setting({ smtp: { ...settings.smtp, ...smtp } })} onPassword={(smtpPassword) => setting({ smtpPassword })} /> : null}
          </Group>
        </>
      ) : null}
      {kind ? <MailAdvanced settings={settings} setting={setting} faults={faults} company={house.company.name} keptKey={kept('dkimPrivateKey')} /> : null}
    </>
  );
}
