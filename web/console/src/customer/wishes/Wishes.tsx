import { api } from '@aftercare/contract';
import type { Purpose } from '@aftercare/contract/customers';
import { Button, Dialog, Field, Input, Moment, Notice, Section, Select, faultSentence, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../../data/types.ts';
import { useMay } from '../../data/useQueries.ts';

const purposes = ['service', 'survey', 'marketing'] as const;
const kinds = ['*', 'mail', 'phone', 'sms', 'wechat', 'whatsapp', 'chat'] as const;
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What the customer agreed to, with who said so, when and by what words; and their quiet hours. */
export function Wishes({ customerId }: { readonly customerId: number }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const found = useQuery({ queryKey: ['wishes', customerId], queryFn: ({ signal }) => call(api.customers.wishes, { params: { id: customerId } }, { signal }), staleTime: 30_000 });
  if (!found.data) return null;
  const { consents, hours, usual } = found.data;
  const marketing = usual.marketing.length > 0 ? t('wishes.marketingBy', { channels: usual.marketing.map((kind) => t(`ui:channel.${kind}`)).join(t('change.join')) }) : t('wishes.marketingAsked');
  const channel = (kind: string) => (kind === '*' ? t('wishes.all') : t(`ui:channel.${kind}`));
  const quiet = hours?.quietFrom != null && hours.quietTo != null ? t('wishes.quiet', { from: clock(hours.quietFrom), to: clock(hours.quietTo), zone: hours.timeZone }) : t('wishes.noQuiet');
  return (
    <Section title={t('wishes.title')} action={may('customers.write') ? <Button kind="link" size="small" onClick={() => setOpen(true)}>{t('wishes.record')}</Button> : null}>
      <p className="ac-soft ac-small">{quiet}</p>
      <p className="ac-soft ac-small">{usual.country ? t('wishes.usualIn', { country: new Intl.DisplayNames([i18n.language], { type: 'region' }).of(usual.country) ?? usual.country }) : t('wishes.usualAnywhere')} {t(usual.survey ? 'wishes.surveyUsual' : 'wishes.surveyAsked')} {marketing}</p>
      <ul className="cs-same__history">
        {consents.slice(0, 12).map((c) => (
          <li key={c.id} className="cs-same__past">
            {c.granted ? <Check size={16} aria-label={t('wishes.yes')} /> : <Ban size={16} aria-label={t('wishes.no')} />}
            <span className="ac-grow ac-stack-tight"><span>{t(`wishes.purpose.${c.purpose}`)} · {channel(c.channel)}</span><span className="ac-faint ac-small">“{c.words}” · {c.by} · {t(`wishes.source.${c.source}`)} · <Moment at={c.at} as="absolute" /></span></span>
          </li>
        ))}
      </ul>
      {open ? <Record customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function Record({ customerId, onClose }: { readonly customerId: number; readonly onClose: () => void }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const [purpose, setPurpose] = useState<Purpose>('marketing');
  const [kind, setKind] = useState<'*' | ChannelKind>('*');
  const [granted, setGranted] = useState<'yes' | 'no'>('no');
  const [words, setWords] = useState('');
  const save = useMutation({
    mutationFn: () => call(api.customers.recordConsent, { params: { id: customerId }, body: { consents: [{ purpose, channel: kind, granted: granted === 'yes' }], words: words.trim() } }),
    onSuccess: (next) => { client.setQueryData(['wishes', customerId], next); onClose(); },
  });
  return (
    <Dialog open onClose={onClose} title={t('wishes.record')} size="small" onSubmit={() => { if (words.trim()) save.mutate(); }} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!words.trim()} busy={save.isPending}>{t('save')}</Button></>}>
      <div className="ac-stack">
        {save.error ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <Field label={t('wishes.what')}>{(control) => <Select {...control} value={purpose} choices={purposes.map((one) => ({ value: one, label: t(`wishes.purpose.${one}`) }))} onChange={setPurpose} />}</Field>
        <Field label={t('field.channel')}>{(control) => <Select {...control} value={kind} choices={kinds.map((one) => ({ value: one, label: one === '*' ? t('wishes.all') : t(`ui:channel.${one}`) }))} onChange={setKind} />}</Field>
        <Field label={t('wishes.answer')}>{(control) => <Select {...control} value={granted} choices={[{ value: 'yes', label: t('wishes.yes') }, { value: 'no', label: t('wishes.no') }]} onChange={setGranted} />}</Field>
        <Field label={t('wishes.words')} hint={t('wishes.wordsHint')} required>{(control) => <Input {...control} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}
