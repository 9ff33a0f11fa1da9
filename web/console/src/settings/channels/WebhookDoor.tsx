import { Button, Field, Input, Notice } from '@aftercare/ui';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import { faultOf } from './account.ts';
import type { DoorProps } from './account.ts';
import { randomWord } from './randomWord.ts';
import { webhookExample } from './snippet.ts';

/** A signed webhook: its name in the address, its secret while it is new, and a call that works as printed. */
export function WebhookDoor({ value, set, setting, account, faults }: DoorProps) {
  const { t } = useTranslation('settings');
  // The secret stands here from the moment it is made until this page is left; the server does not give it back.
  const [secret, setSecret] = useState(typeof value.settings.secret === 'string' ? value.settings.secret : '');
  const fresh = () => { const made = randomWord(40); setSecret(made); setting({ secret: made }); };
  const name = account?.address ?? value.address;
  return (
    <>
      <Group title={t('webhook.where')}>
        <Field label={t('webhook.name')} hint={`${location.origin}/api/v1/intake/webhook/${value.address || '…'}`} fault={faults.address} required>{(control) => <Input {...control} autoFocus={!account} maxLength={120} spellCheck={false} placeholder="shop" value={value.address} onChange={(event) => set({ address: event.target.value.toLowerCase().replace(/[^a-z0-9._-]/g, '-') })} />}</Field>
        <Field label={t('webhook.callback')} hint={t('webhook.callbackHint')} optional fault={faultOf(faults, 'callbackUrl')}>{(control) => <Input {...control} type="url" inputMode="url" maxLength={500} placeholder="https://shop.example.com/answers" value={typeof value.settings.callbackUrl === 'string' ? value.settings.callbackUrl : ''} onChange={(event) => setting({ callbackUrl: event.target.value })} />}</Field>
      </Group>
      <Group title={t('webhook.secret')} hint={t('webhook.secretHint')}>
        {secret ? (
          <>
            <Notice tone="accent" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t('webhook.once')}</Notice>
            <CopyBox label={t('webhook.secret')} text={secret} />
          </>
        ) : <p className="ac-soft">{t('webhook.kept')}</p>}
        {account ? <div><Button icon={<RefreshCw size={16} aria-hidden="true" />} onClick={fresh}>{t('webhook.renew')}</Button></div> : null}
      </Group>
      <Group title={t('webhook.example')} hint={t('webhook.exampleHint')}>
        <CopyBox lines label={t('webhook.call')} text={webhookExample(location.origin, name || 'shop', secret || 'SECRET', { from: t('webhook.sample.from'), subject: t('webhook.sample.subject'), text: t('webhook.sample.text') })} />
        <p className="ac-faint ac-small">{t('webhook.fields')} <a href="/api/docs" target="_blank" rel="noreferrer">{t('keys.docs')}</a></p>
      </Group>
    </>
  );
}
