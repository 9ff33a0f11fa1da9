import { EmptyState, Input, Select, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { FileText, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { languageNames } from '../sla/choices.ts';
import { TemplateForm } from './TemplateForm.tsx';

/** Prepared answers, by language and channel. */
export function TemplatesPart({ id }: PartProps) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const templates = useQuery(useSettingsQueries().templates());
  const { stays } = useRemoval();
  const [words, setWords] = useState('');
  const [language, setLanguage] = useState('');
  const [channel, setChannel] = useState('');
  const kinds = useChannelKinds();
  return (
    <Loaded of={[templates]}>
      {({ items: all }) => {
        const items = all.filter((one) => stays('template', one.id));
        if (id === 'new') return <TemplateForm template={null} />;
        if (id !== null) {
          const template = items.find((one) => String(one.id) === id);
          return template ? <TemplateForm key={template.id} template={template} /> : <EmptyState icon={<FileText size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        const shown = items.filter((one) => (language === '' || one.language === language) && (channel === '' || one.channels.length === 0 || (one.channels as string[]).includes(channel)) && `${one.name.zh} ${one.name.en} ${one.shortcut} ${one.body}`.toLowerCase().includes(words.trim().toLowerCase()));
        return (
          <ListPage title={t('part.templates')} intro={t('templates.intro')} add={{ label: t('templates.add'), to: 'templates/new' }}>
            {items.length === 0 ? <EmptyState icon={<FileText size={22} />} title={t('templates.empty')} text={t('templates.emptyText')} /> : (
              <>
                <div className="st-filter">
                  <Input type="search" aria-label={t('templates.find')} placeholder={t('templates.find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
                  <Select aria-label={t('templates.language')} value={language} choices={[{ value: '', label: t('templates.everyLanguage') }, ...languageNames.map((one) => ({ value: one as string, label: t(`language.${one}`) }))]} onChange={setLanguage} />
                  <Select aria-label={t('match.channel')} value={channel} choices={[{ value: '', label: t('templates.everyChannel') }, ...kinds.map((one) => ({ value: one as string, label: t(`ui:channel.${one}`) }))]} onChange={setChannel} />
                </div>
                {shown.length === 0 ? <EmptyState icon={<Search size={22} />} title={t('noneFits')} text={t('templates.noneFitsText')} /> : (
                  <ul className="st-rows ac-panel">
                    {shown.map((one) => <Row key={one.id} to={`templates/${one.id}`} title={<>{named(one.name, i18n.language)}{one.shortcut ? <code className="st-short">/{one.shortcut}</code> : null}</>} sub={one.body.replace(/\s+/g, ' ')} end={<><span className="ac-faint st-wide">{one.channels.length > 0 ? one.channels.map((each) => t(`ui:channel.${each}`)).join(' · ') : t('templates.everyChannel')}</span><span className="ac-soft">{t(`languageShort.${one.language}`)}</span></>} />)}
                  </ul>
                )}
              </>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
