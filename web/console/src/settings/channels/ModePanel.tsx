import { api } from '@aftercare/contract';
import { type ModeKind, modesOf, outsideDesks } from '@aftercare/contract/channels';
import type { ChannelAccount } from '@aftercare/contract/channels';
import { Button, Field, Input, Notice, Radio, Select, buttonClass, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';
import { ForwardList } from './ForwardList.tsx';
import { randomWord } from './randomWord.ts';

/** How a door runs: worked on here, here and in an outside desk alike, or only passed on. Saved by itself. */
export function ModePanel({ account }: { readonly account: ChannelAccount }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const channels = useQuery(useSettingsQueries().channels());
  const desks = (channels.data?.items ?? []).filter((one) => outsideDesks.includes(one.kind) && one.enabled);
  const { mode } = account;
  const [kind, setKind] = useState<ModeKind>(mode.kind);
  const [desk, setDesk] = useState(mode.mirrorId === null ? '' : String(mode.mirrorId));
  const [to, setTo] = useState<'mail' | 'webhook'>(mode.forward?.to ?? 'mail');
  const [address, setAddress] = useState(mode.forward?.address ?? '');
  const [secret, setSecret] = useState('');
  const chosen = desk || String(desks[0]?.id ?? '');
  const changed = kind !== mode.kind || (kind === 'mirror' && chosen !== String(mode.mirrorId ?? '')) || (kind === 'forward' && (to !== mode.forward?.to || address !== mode.forward.address || secret !== ''));
  const save = useWork({
    work: () => call(api.channels.setMode, { params: { id: account.id }, body: { kind, ...(kind === 'mirror' && chosen ? { mirrorId: Number(chosen) } : {}), ...(kind === 'forward' ? { forward: { to, address: address.trim() }, ...(to === 'webhook' && secret ? { forwardSecret: secret } : {}) } : {}) } }),
    keys: ['channels'], said: () => t('mode.saved'),
  });
  const faults = fieldFaults(save.error);
  const choose = (next: ModeKind) => { setKind(next); save.reset(); };
  const webhook = () => { setTo('webhook'); if (!mode.forwardSecretSet && !secret) setSecret(randomWord(40)); };
  return (
    <Group title={t('mode.title')} hint={t('mode.hint')}>
      <div className="ac-stack" role="radiogroup" aria-label={t('mode.title')}>
        {modesOf(account.kind).map((one) => <Radio key={one} name="mode" label={t(`mode.kind.${one}`)} hint={t(`mode.what.${one}`)} checked={kind === one} onChange={() => choose(one)} />)}
      </div>
      {kind === 'mirror' ? (
        desks.length > 0 ? <Field label={t('mode.desk')} fault={faults.mirrorId}>{(control) => <Select {...control} value={chosen} choices={desks.map((one) => ({ value: String(one.id), label: one.name }))} onChange={setDesk} />}</Field>
          : <Notice tone="accent">{t('mode.noDesk')} <span className="ac-row">{outsideDesks.map((one) => <Link key={one} className={buttonClass('secondary', 'small')} to="/settings/$" params={{ _splat: `channels/new-${one}` }}>{t(`channels.new.${one}`)}</Link>)}</span></Notice>
      ) : null}
      {kind === 'forward' ? (
        <>
          <div className="ac-row" role="radiogroup" aria-label={t('mode.to')}>
            <Radio name="to" label={t('mode.byMail')} checked={to === 'mail'} onChange={() => setTo('mail')} />
            <Radio name="to" label={t('mode.byWebhook')} checked={to === 'webhook'} onChange={webhook} />
          </div>
          <Field label={t(to === 'mail' ? 'mode.mail' : 'mode.url')} hint={t(to === 'mail' ? 'mode.mailHint' : 'mode.urlHint')} fault={faults['forward.address'] ?? faults.forward} required>{(control) => <Input {...control} type={to === 'mail' ? 'email' : 'url'} maxLength={320} placeholder={to === 'mail' ? 'service@example.com' : 'https://desk.example.com/take'} value={address} onChange={(event) => setAddress(event.target.value)} />}</Field>
          {to === 'webhook' ? (secret ? <CopyBox label={t('mode.secret')} text={secret} /> : <div className="ac-row"><span className="ac-soft">{t('webhook.kept')}</span><Button size="small" onClick={() => setSecret(randomWord(40))}>{t('webhook.renew')}</Button></div>) : null}
        </>
      ) : null}
      {save.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
      {changed ? <div><Button kind="primary" busy={save.isPending} disabled={kind === 'mirror' && !chosen} onClick={() => save.mutate(undefined)}>{t('mode.save')}</Button></div> : null}
      {mode.kind === 'forward' && !changed ? <ForwardList id={account.id} /> : null}
    </Group>
  );
}
