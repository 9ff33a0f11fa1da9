import { IconButton, Picker, languageName, named } from '@aftercare/ui';
import type { Option } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { BookText } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';

/** Prepared answers for this channel, those in the customer's language first. */
export function useTemplateOptions(language: string, channel: ChannelKind | undefined): readonly Option<number>[] {
  const { i18n } = useTranslation();
  const templates = useQuery(useQueries().templates());
  return useMemo(() => (templates.data?.items ?? [])
    .filter((one) => one.channels.length === 0 || channel === undefined || one.channels.includes(channel))
    .toSorted((a, b) => Number(b.language === language) - Number(a.language === language))
    .map((one) => ({ value: one.id, label: named(one.name, i18n.language), hint: [one.language === language ? '' : languageName(one.language), one.shortcut ? `/${one.shortcut}` : '', one.body.replace(/\s+/g, ' ').slice(0, 60)].filter(Boolean).join(' · ') })), [templates.data, i18n.language, language, channel]);
}

/** The same list behind a button. */
export function TemplatePicker({ options, onPick }: { readonly options: readonly Option<number>[]; readonly onPick: (id: number) => void }) {
  const { t } = useTranslation();
  return <Picker label={t('composer.templates')} side="above-start" options={options} selected={() => false} onPick={onPick} trigger={(props) => <IconButton {...props} size="small" label={t('composer.templates')} keys="/" icon={<BookText size={16} />} />} />;
}
