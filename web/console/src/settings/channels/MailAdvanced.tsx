import { Field, Input, Select, Switch, TagInput, Textarea } from '@aftercare/ui';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { faultOf } from './account.ts';
import type { MailSettings } from './mailSettings.ts';

interface Props { readonly settings: MailSettings; readonly setting: (change: Record<string, unknown>) => void; readonly faults: Readonly<Record<string, string>>; readonly company: string; readonly keptKey: boolean }

/** What most leave as it is: how answers find back, what happens in the mailbox, the confirming mail, DKIM. */
export function MailAdvanced({ settings, setting, faults, company, keptKey }: Props) {
  const { t } = useTranslation('settings');
  const { imap, acknowledge, dkim } = settings;
  const setImap = (change: Partial<NonNullable<MailSettings['imap']>>) => { if (imap) setting({ imap: { ...imap, ...change } }); };
  return (
    <details className="st-more ac-panel">
      <summary><ChevronRight size={16} aria-hidden="true" />{t('mail.more')}</summary>
      <div className="st-more__body">
        <div className="st-two">
          <Field label={t('mail.displayName')} hint={t('mail.displayNameHint')} fault={faultOf(faults, 'displayName')}>{(control) => <Input {...control} maxLength={120} placeholder={company} value={settings.displayName} onChange={(event) => setting({ displayName: event.target.value })} />}</Field>
          <Field label={t('mail.aliases')} hint={t('mail.aliasesHint')} fault={faultOf(faults, 'aliases')}>{(control) => <TagInput control={control} label={t('mail.aliases')} tags={settings.aliases} onChange={(aliases) => setting({ aliases })} />}</Field>
          <Field label={t('mail.reply')} hint={t(`mail.replyHint.${settings.replyAddresses}`)}>{(control) => <Select {...control} value={settings.replyAddresses} choices={(['auto', 'plus', 'domain', 'none'] as const).map((one) => ({ value: one, label: t(`mail.replies.${one}`) }))} onChange={(replyAddresses) => setting({ replyAddresses })} />}</Field>
          {settings.replyAddresses === 'domain' || settings.replyAddresses === 'auto' ? <Field label={t('mail.replyDomain')} optional={settings.replyAddresses === 'auto'} fault={faultOf(faults, 'replyDomain')}>{(control) => <Input {...control} maxLength={253} placeholder="reply.example.com" value={settings.replyDomain} onChange={(event) => setting({ replyDomain: event.target.value })} />}</Field> : null}
        </div>
        {imap ? (
          <div className="st-two">
            <Field label={t('mail.folder')} fault={faultOf(faults, 'imap.folder')}>{(control) => <Input {...control} maxLength={500} value={imap.folder} onChange={(event) => setImap({ folder: event.target.value })} />}</Field>
            <Field label={t('mail.first')}>{(control) => <Select {...control} value={imap.firstImport} choices={(['unseen', 'all', 'new'] as const).map((one) => ({ value: one, label: t(`mail.firsts.${one}`) }))} onChange={(firstImport) => setImap({ firstImport })} />}</Field>
            <Field label={t('mail.then')}>{(control) => <Select {...control} value={imap.afterImport} choices={(['seen', 'keep', 'move'] as const).map((one) => ({ value: one, label: t(`mail.thens.${one}`) }))} onChange={(afterImport) => setImap({ afterImport })} />}</Field>
            {imap.afterImport === 'move' ? <Field label={t('mail.moveTo')} fault={faultOf(faults, 'imap.moveTo')}>{(control) => <Input {...control} maxLength={500} value={imap.moveTo} onChange={(event) => setImap({ moveTo: event.target.value })} />}</Field> : null}
          </div>
        ) : null}
        <Switch label={t('mail.acknowledge')} hint={t('mail.acknowledgeHint')} checked={acknowledge.on} onChange={(on) => setting({ acknowledge: { ...acknowledge, on } })} />
        {acknowledge.on ? (
          <div className="st-two">
            {(['zh-CN', 'en'] as const).map((one) => <Field key={one} label={t(`language.${one}`)} optional fault={faultOf(faults, `acknowledge.text.${one}`)}>{(control) => <Textarea {...control} lang={one} rows={4} maxLength={5000} placeholder={t('mail.standardText')} value={acknowledge.text[one]} onChange={(event) => setting({ acknowledge: { ...acknowledge, text: { ...acknowledge.text, [one]: event.target.value } } })} />}</Field>)}
          </div>
        ) : null}
        <Switch label={t('mail.dkim')} hint={t('mail.dkimHint')} checked={dkim !== null} onChange={(on) => setting({ dkim: on ? { domain: '', selector: '' } : null })} />
        {dkim ? (
          <>
            <div className="st-two">
              <Field label={t('mail.dkimDomain')} fault={faultOf(faults, 'dkim.domain')}>{(control) => <Input {...control} maxLength={253} placeholder="example.com" value={dkim.domain} onChange={(event) => setting({ dkim: { ...dkim, domain: event.target.value } })} />}</Field>
              <Field label={t('mail.dkimSelector')} fault={faultOf(faults, 'dkim.selector')}>{(control) => <Input {...control} maxLength={100} placeholder="aftercare" value={dkim.selector} onChange={(event) => setting({ dkim: { ...dkim, selector: event.target.value } })} />}</Field>
            </div>
            <Field label={t('mail.dkimKey')} hint={keptKey ? t('secretKept') : t('secretWriteOnly')} fault={faultOf(faults, 'dkimPrivateKey')}>{(control) => <Textarea {...control} rows={4} spellCheck={false} maxLength={10_000} placeholder={keptKey ? '••••••••••••' : '-----BEGIN PRIVATE KEY-----'} value={settings.dkimPrivateKey ?? ''} onChange={(event) => setting({ dkimPrivateKey: event.target.value })} />}</Field>
          </>
        ) : null}
      </div>
    </details>
  );
}
