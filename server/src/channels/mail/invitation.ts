import type { CalendarInvite, ParsedMail } from './parse/index.ts';

const words = {
  'zh-CN': { REQUEST: '日程邀请', CANCEL: '日程已取消', REPLY: '对日程邀请的答复', COUNTER: '建议改期', PUBLISH: '日程', when: '时间', where: '地点', by: '发起人', colon: '：' },
  en: { REQUEST: 'Invitation', CANCEL: 'Cancelled', REPLY: 'Answer to an invitation', COUNTER: 'Another time is proposed', PUBLISH: 'Calendar entry', when: 'When', where: 'Where', by: 'From', colon: ': ' },
} as const;

/** `2026-12-03T10:00:00Z` → `2026-12-03 10:00`; the end of the same day by its hour alone. */
function spanOf({ start, end, timeZone }: CalendarInvite): string {
  const said = (moment: string): string => moment.replace('T', ' ').replace(/:\d\dZ?$/, '');
  if (start === null) return '';
  const until = end === null || end === start ? '' : ` – ${end.slice(0, 10) === start.slice(0, 10) ? said(end).slice(11) : said(end)}`;
  const zone = timeZone ?? (start.endsWith('Z') ? 'UTC' : '');
  return `${said(start)}${until}${zone === '' ? '' : ` (${zone})`}`;
}

/** What the calendar entries of a mail say, for mails that say nothing else. */
export function invitationText(mail: ParsedMail, language: 'zh-CN' | 'en'): string {
  const say = words[language];
  const entries = mail.kind.calendar.map((entry) => {
    const title = say[entry.method in say ? entry.method as keyof typeof say : 'PUBLISH'];
    const lines = [[say.when, spanOf(entry)], [say.where, entry.location], [say.by, entry.organizer ?? '']].filter(([, value]) => value !== '').map(([name, value]) => `${name}${say.colon}${value}`);
    return [`${title}${say.colon}${entry.summary}`, ...lines].join('\n');
  });
  // Outlook and Google send the same entry twice, to read and as a file.
  return [...new Set(entries)].join('\n\n');
}
