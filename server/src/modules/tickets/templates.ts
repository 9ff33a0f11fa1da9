import type { TicketRow } from './store.ts';

interface Values { readonly ticket: TicketRow; readonly agentName: string; readonly company: { readonly name: string; readonly timeZone: string }; readonly link: string; readonly now: Date }

/** Variables of prepared answers; unknown ones stay visible so that nobody sends a hole. */
export function fillTemplate(body: string, v: Values): { text: string; unknown: string[] } {
  const day = new Intl.DateTimeFormat(v.ticket.language, { dateStyle: 'long', timeZone: v.company.timeZone }).format(v.now);
  const values: Record<string, string> = {
    'customer.name': v.ticket.customerName, 'ticket.number': `#${v.ticket.id}`, 'ticket.subject': v.ticket.subject, 'ticket.product': v.ticket.product, 'ticket.serial': v.ticket.serial, 'ticket.link': v.link,
    'agent.name': v.agentName, 'company.name': v.company.name, today: day,
  };
  const unknown: string[] = [];
  const text = body.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) unknown.push(name);
    return value ?? whole;
  });
  return { text, unknown };
}
