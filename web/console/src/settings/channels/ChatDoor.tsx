import { Field, Input, Notice, Select, TagInput, Textarea, availableLanguages, buttonClass, languageName } from '@aftercare/ui';
import { ExternalLink, MessageCircle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import { faultOf } from './account.ts';
import type { DoorProps } from './account.ts';
import { demoLink, inkOn, snippet } from './snippet.ts';

interface ChatSettings { readonly origins?: readonly string[]; readonly greeting?: { readonly zh?: string; readonly en?: string }; readonly calendarId?: number | null; readonly followUpMinutes?: number }

/** The chat on a site: the line that brings it, how it looks there, what it says and when somebody is there. */
export function ChatDoor({ value, setting, account, faults, house }: DoorProps) {
  const { t } = useTranslation('settings');
  const settings = value.settings as ChatSettings;
  const [accent, setAccent] = useState('');
  const [language, setLanguage] = useState('');
  const greeting = { zh: settings.greeting?.zh ?? '', en: settings.greeting?.en ?? '' };
  return (
    <>
      {account ? (
        <Group title={t('chat.embed')} hint={t('chat.embedHint')}>
          <div className="st-two">
            <Field label={t('chat.accent')} hint={t('chat.accentHint')}>
              {(control) => <span className="st-color"><input {...control} type="color" value={accent || '#0f6b66'} onChange={(event) => setAccent(event.target.value)} /><Input aria-label={t('chat.accent')} maxLength={7} placeholder="#0f6b66" value={accent} onChange={(event) => setAccent(event.target.value)} /></span>}
            </Field>
            <Field label={t('chat.language')}>{(control) => <Select {...control} value={language} choices={[{ value: '', label: t('chat.asPage') }, ...availableLanguages().map((code) => ({ value: code, label: languageName(code) }))]} onChange={setLanguage} />}</Field>
          </div>
          <div className="st-chatlook" style={/^#[\da-f]{6}$/i.test(accent) ? { '--st-chat': accent, '--st-chat-ink': inkOn(accent) } as React.CSSProperties : undefined} aria-hidden="true">
            <span className="st-chatlook__window"><span className="st-chatlook__head">{house.company.name}</span><span className="st-chatlook__word">{greeting[value.language === 'zh-CN' ? 'zh' : 'en'] || t('chat.standard')}</span></span>
            <span className="st-chatlook__button"><MessageCircle size={22} /></span>
          </div>
          <CopyBox lines label={t('chat.snippet')} text={snippet(location.origin, account.address, { accent, language })} />
          <div className="ac-row"><a className={buttonClass()} href={demoLink(account.address, accent)} target="_blank" rel="noreferrer">{t('chat.preview')}<ExternalLink size={14} aria-hidden="true" /></a><span className="ac-faint">{t('chat.siteKey')} <code>{account.address}</code></span></div>
        </Group>
      ) : <Notice>{t('chat.firstSave')}</Notice>}
      <Group title={t('chat.greeting')} hint={t('chat.greetingHint')}>
        <div className="st-two">
          <Field label={t('inChinese')} optional fault={faultOf(faults, 'greeting.zh')}>{(control) => <Textarea {...control} lang="zh-CN" rows={2} grows maxLength={500} value={greeting.zh} placeholder="您好，有什么可以帮您？" onChange={(event) => setting({ greeting: { ...greeting, zh: event.target.value } })} />}</Field>
          <Field label={t('inEnglish')} optional fault={faultOf(faults, 'greeting.en')}>{(control) => <Textarea {...control} lang="en" rows={2} grows maxLength={500} value={greeting.en} placeholder="Hello, how can we help?" onChange={(event) => setting({ greeting: { ...greeting, en: event.target.value } })} />}</Field>
        </div>
      </Group>
      <Group title={t('chat.rules')}>
        <div className="st-two">
          <Field label={t('chat.hours')} hint={t('chat.hoursHint')}>{(control) => <Select {...control} value={String(settings.calendarId ?? '')} choices={[{ value: '', label: t('chat.firstCalendar', { name: house.calendars[0]?.name ?? '' }) }, ...house.calendars.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => setting({ calendarId: id ? Number(id) : null })} />}</Field>
          <Field label={t('chat.followUp')} hint={t('chat.followUpHint')} fault={faultOf(faults, 'followUpMinutes')}>{(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={1440} value={settings.followUpMinutes ?? 5} onChange={(event) => setting({ followUpMinutes: Math.round(Number(event.target.value)) })} />}</Field>
        </div>
        <Field label={t('chat.origins')} hint={t('chat.originsHint')} fault={Object.entries(faults).find(([path]) => path.replace('settings.', '').startsWith('origins'))?.[1]}>{(control) => <TagInput control={control} label={t('chat.origins')} tags={settings.origins ?? []} onChange={(origins) => setting({ origins })} placeholder="https://shop.example.com" />}</Field>
      </Group>
    </>
  );
}
