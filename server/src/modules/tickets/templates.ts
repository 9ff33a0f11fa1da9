import type { TicketRow } from './store.ts';

interface Values { readonly ticket: TicketRow; readonly agentName: string; readonly company: { readonly name: string; readonly timeZone: string }; readonly link: string; readonly now: Date }
type Language = 'zh-CN' | 'en';

/** What was written for this language, else for the other. */
export const wordsIn = (text: { readonly zh: string; readonly en: string }, language: Language): string => {
  const [own, other] = language === 'en' ? [text.en, text.zh] : [text.zh, text.en];
  return own.trim() === '' ? other : own;
};
/** Puts values in the places of `{{variables}}`; unknown ones stay visible so that nobody sends a hole, and are told. */
export function fillWords(body: string, values: Readonly<Record<string, string>>): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const text = body.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) unknown.push(name);
    return value ?? whole;
  });
  return { text, unknown };
}
/** The day as prepared words name it. */
export const dayIn = (language: Language, timeZone: string, now: Date): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(now);

/** Variables of prepared answers, filled. */
export const fillTemplate = (body: string, v: Values): { text: string; unknown: string[] } => fillWords(body, {
  'customer.name': v.ticket.customerName, 'ticket.number': `#${v.ticket.id}`, 'ticket.subject': v.ticket.subject, 'ticket.product': v.ticket.product, 'ticket.serial': v.ticket.serial, 'ticket.link': v.link,
  'agent.name': v.agentName, 'company.name': v.company.name, today: dayIn(v.ticket.language, v.company.timeZone, v.now),
});
