import type { Handle, Tx } from '../../platform/db/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { VisitRow } from './store-visits.ts';

export type Word = 'offered' | 'booked' | 'moved' | 'cancelled' | 'on-the-way' | 'failed';

/** What customers are told about their visit, by the door they came in. */
export function createMessages({ secrets, config, clock }: Pick<Platform, 'secrets' | 'config' | 'clock'>, org: Pick<Org, 'company'>, tickets: Pick<Tickets, 'get' | 'writeTo'>) {
  const tokenOf = (visitId: number) => secrets.sign('visit', String(visitId), null);
  return {
    /** The customer's page of a visit, with the right to see it in the link. */
    urlOf: (visitId: number) => `${config.publicUrl}/portal/v/${visitId}?t=${tokenOf(visitId)}`,
    /** Number of the visit a token stands for; undefined when it is not ours. */
    readToken(token: string): number | undefined {
      const read = secrets.verify('visit', token, clock.now());
      return 'payload' in read ? Number(read.payload) : undefined;
    },
    async tell(tx: Tx, visit: VisitRow, word: Word): Promise<void> {
      const ticket = await tickets.get(visit.ticketId, tx as Handle);
      if (!ticket) return;
      const company = await org.company(tx);
      const params = {
        name: visit.contactName || visit.customerName, company: company.name, engineer: visit.technicianName ?? '', url: `${config.publicUrl}/portal/v/${visit.id}?t=${tokenOf(visit.id)}`, reason: visit.reason, title: visit.title,
        window: visit.windowFrom && visit.windowTo ? windowText(ticket.language, visit.windowFrom, visit.windowTo, company.timeZone) : '', eta: visit.etaAt ? clockText(visit.etaAt, company.timeZone) : '',
      };
      const key = word === 'on-the-way' && visit.etaAt === null ? 'on-the-way-soon' : word;
      try {
        await tickets.writeTo(tx, ticket, { text: say(ticket.language, `visits.${key}`, params), files: [], sendAt: null, channel: undefined, author: { kind: 'system', id: null, name: company.name }, meta: { visitId: visit.id } }, systemActor);
      } catch (error) {
        // A customer without any door is told by telephone; the visit goes on.
        if (!(error instanceof Refusal)) throw error;
      }
    },
  };
}
export type Messages = ReturnType<typeof createMessages>;

const clockText = (at: Date, timeZone: string) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
/** 「3月5日周四 14:00–16:00」, `Thu 5 March, 14:00–16:00`. */
function windowText(language: 'zh-CN' | 'en', from: Date, until: Date, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', { ...options, timeZone }).format(from);
  const day = language === 'zh-CN' ? `${part({ month: 'long', day: 'numeric' })}${part({ weekday: 'short' })} ` : `${part({ weekday: 'short' })} ${part({ day: 'numeric', month: 'long' })}, `;
  return `${day}${clockText(from, timeZone)}–${clockText(until, timeZone)}`;
}
