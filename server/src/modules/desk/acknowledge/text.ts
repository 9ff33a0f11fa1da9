export interface AcknowledgementFacts {
  readonly name: string;
  readonly number: number;
  readonly subject: string;
  /** When we promise the first answer; null where no promise was made. */
  readonly dueAt: Date | null;
  readonly timeZone: string;
  /** The ticket's page for the customer, by signed link. */
  readonly url: string;
}

const standard = {
  'zh-CN': { hello: '{{name}}，您好：', taken: '您的消息已收到，服务单号 #{{number}}：{{subject}}', due: '我们会在{{due}} 前给您答复。', page: '处理进度可随时在这里查看，也可以直接补充说明或照片：\n{{url}}', more: '如需补充，直接回复这封邮件即可。' },
  en: { hello: 'Hello {{name}},', taken: 'We have your message. It is request #{{number}}: {{subject}}', due: 'You will hear from us by {{due}}.', page: 'You can follow it here at any time, and add details or photos:\n{{url}}', more: 'To add anything, simply reply to this mail.' },
} as const;

const zoneName = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
const chinaTime = 'GMT+8';

/**
 * A moment as people say it. Whoever reads Chinese lives by China's clock: today's is told by the hour alone. Other readers may sit
 * anywhere, where it may be another day: they get the date, and the zone it is told in.
 */
export function sayMoment(at: Date, now: Date, language: 'zh-CN' | 'en', timeZone: string): string {
  const day = (d: Date) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(d);
  const locale = language === 'en' ? 'en-GB' : language;
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false }).format(at);
  const date = new Intl.DateTimeFormat(locale, { timeZone, month: 'long', day: 'numeric', weekday: 'long' }).format(at);
  const zone = zoneName(at, timeZone);
  if (language === 'en') return `${time} on ${date} (${zone})`;
  return `${day(at) === day(now) ? '今天' : date} ${time}${zone === chinaTime ? '' : `（${zone}）`}`;
}

/** The words of the confirmation. `own`: the mailbox's own text with {{name}} {{number}} {{subject}} {{due}} {{url}}; lines whose promise is missing are left out. */
export function acknowledgementText(facts: AcknowledgementFacts, own: string, language: 'zh-CN' | 'en', now: Date): string {
  const words = standard[language];
  const template = own.trim() || [words.hello, [words.taken, words.due].join('\n'), words.page, words.more].join('\n\n');
  const due = facts.dueAt && facts.dueAt > now ? sayMoment(facts.dueAt, now, language, facts.timeZone) : '';
  const values: Readonly<Record<string, string>> = { name: facts.name, number: String(facts.number), subject: facts.subject, due, url: facts.url };
  return template.split('\n').filter((line) => due !== '' || !line.includes('{{due}}')).join('\n').replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
