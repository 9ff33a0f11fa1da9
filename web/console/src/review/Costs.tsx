import { api } from '@aftercare/contract';
import type { ChannelFigures, ChannelReview } from '@aftercare/contract/analytics';
import { Button, ChannelMark, Input, Section, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Cost = ChannelReview['costs'][number];
const minor = (text: string) => Math.max(0, Math.round(Number(text) * 100) || 0);

/** What channels cost, where the figures above come from. */
export function Costs({ channels, costs, edit }: { readonly channels: readonly ChannelFigures[]; readonly costs: readonly Cost[]; readonly edit: boolean }) {
  const { t } = useTranslation();
  if (!edit) return null;
  return (
    <Section title={t('review.costs')}>
      <p className="ac-soft ac-small">{t('review.costsText')}</p>
      <ul className="cs-costs">{channels.map((f) => <Line key={f.channel} channel={f.channel} cost={costs.find((c) => c.channel === f.channel)} />)}</ul>
    </Section>
  );
}

function Line({ channel, cost }: { readonly channel: ChannelFigures['channel']; readonly cost: Cost | undefined }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const [message, setMessage] = useState(String((cost?.messageMinor ?? 0) / 100));
  const [month, setMonth] = useState(String((cost?.monthMinor ?? 0) / 100));
  const changed = minor(message) !== (cost?.messageMinor ?? 0) || minor(month) !== (cost?.monthMinor ?? 0);
  const save = useMutation({
    mutationFn: () => call(api.analytics.saveChannelCost, { body: { channel, messageMinor: minor(message), monthMinor: minor(month) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['review'] }), onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const name = t(`ui:channel.${channel}`);
  return (
    <li>
      <ChannelMark channel={channel} words size={16} />
      <label className="ac-small">{t('review.perMessage')}<Input inputMode="decimal" aria-label={`${name} ${t('review.perMessage')}`} value={message} onChange={(event) => setMessage(event.target.value)} /></label>
      <label className="ac-small">{t('review.perMonth')}<Input inputMode="decimal" aria-label={`${name} ${t('review.perMonth')}`} value={month} onChange={(event) => setMonth(event.target.value)} /></label>
      <Button size="small" disabled={!changed} busy={save.isPending} onClick={() => save.mutate()}>{t('save')}</Button>
    </li>
  );
}
