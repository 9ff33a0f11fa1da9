import { type LoggedEvent, type Subscription, isEvent } from '../../../../platform/bus/index.ts';
import { cut, type Tx } from '../../../../platform/db/index.ts';
import { say } from '../../../../platform/i18n/index.ts';
import type { Job } from '../../../../platform/jobs/index.ts';
import type { Platform } from '../../../../platform/module/index.ts';
import { ChargesQuoted, moneyText } from '../../../charges/index.ts';
import type { Conversations } from '../../../conversations/index.ts';
import { VisitOnTheWay } from '../../../dispatch/index.ts';
import type { Org } from '../../../org/index.ts';
import { StepEntered } from '../../../processes/index.ts';
import { AgentAnswered, TicketChanged, type Tickets } from '../../../tickets/index.ts';
import type { JourneyStep } from '../journey.ts';
import type { Push } from './push.ts';

interface Said { readonly zh: string; readonly en: string }
/** What happened to a ticket, as its job hears of it. `said`: words that stand by themselves; without them the journey is asked. */
interface Heard { readonly ticketId: number; readonly said: Said | null; readonly path: string | null; readonly messageId: number | null }
const jobName = 'portal.push';
/** Where there is nothing left to say: the customer did it themselves, or it is over. */
const silent = new Set(['received', 'closed', 'rated']);
const bodyLength = 160;

/** A step in the words of the portal's journey. */
export function stepWords(step: { readonly key: string; readonly who: string | null; readonly words: Said | null }, language: string): string {
  if (step.words) return language === 'zh-CN' ? step.words.zh : step.words.en;
  return say(language, `journey.${step.key}${step.key === 'working' && step.who === null ? '-nobody' : ''}`, { who: step.who });
}

interface Parts {
  readonly platform: Pick<Platform, 'db' | 'jobs'>; readonly push: Push; readonly tickets: Tickets; readonly conversations: Conversations; readonly org: Pick<Org, 'company'>;
  /** The way of a ticket as its page shows it. */
  readonly journey: (ticketId: number) => Promise<readonly JourneyStep[]>;
}

/** Customers who listen are told of each step, in the words of their journey, and of our answers. */
export function createTelling({ platform, push, tickets, conversations, org, journey }: Parts): { subscription: Subscription; jobs: Job<never>[] } {
  async function heard(event: LoggedEvent): Promise<Heard | null> {
    const nothing = { said: null, path: null, messageId: null };
    if (isEvent(event, StepEntered)) return event.payload.ticketId !== null && event.payload.customer ? { ...nothing, ticketId: event.payload.ticketId, said: event.payload.customer } : null;
    if (isEvent(event, AgentAnswered)) return { ...nothing, ticketId: event.payload.ticketId, messageId: event.payload.messageId };
    if (isEvent(event, ChargesQuoted)) {
      const { ticketId, grossMinor, currency } = event.payload;
      const words = (language: 'zh-CN' | 'en') => say(language, 'journey.quoted', { amount: moneyText(grossMinor, currency as 'CNY', language) });
      return { ...nothing, ticketId, said: { zh: words('zh-CN'), en: words('en') } };
    }
    if (isEvent(event, VisitOnTheWay)) {
      const { ticketId, eta, visitId } = event.payload;
      const { timeZone } = await org.company();
      const time = eta && new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(eta));
      const words = (language: string) => say(language, time ? 'journey.on-the-way' : 'journey.on-the-way-soon', { time });
      return { ...nothing, ticketId, path: `/portal/v/${visitId}`, said: { zh: words('zh-CN'), en: words('en') } };
    }
    if (!isEvent(event, TicketChanged) || event.actor.kind === 'customer') return null;
    return event.payload.fields.some((f) => f === 'status' || f === 'ownerId') ? { ...nothing, ticketId: event.payload.ticketId } : null;
  }

  async function tell({ ticketId, said, path, messageId }: Heard, tx: Tx): Promise<void> {
    const ticket = await tickets.get(ticketId, tx);
    if (!ticket) return;
    const notice = (body: string) => ({ title: ticket.subject, body: cut(body, bodyLength), path: path ?? `/portal/t/${ticketId}`, ticketId });
    if (messageId !== null) {
      const message = await conversations.message(messageId, tx);
      if (!message || !(await push.claimMessage(tx, ticketId, messageId))) return;
      return push.tell(tx, ticket.customerId, (language) => notice(say(language, 'journey.answered', { who: message.authorName, text: message.body.replace(/\s+/g, ' ').trim() })));
    }
    const current = said ? undefined : (await journey(ticketId)).find((s) => s.state === 'current');
    const step = current && { key: String(current.key), who: current.who === null ? null : String(current.who), words: current.words ? { zh: String(current.words.zh), en: String(current.words.en) } : null };
    if (!said && (!step || silent.has(step.key))) return;
    if (!(await push.claimStep(tx, ticketId, said ? said.zh : `${step?.key} ${step?.words?.zh ?? step?.who ?? ''}`))) return;
    await push.tell(tx, ticket.customerId, (language) => notice(said ? (language === 'zh-CN' ? said.zh : said.en) : step ? stepWords(step, language) : ''));
  }

  const job: Job<Heard> = { name: jobName, attempts: 6, handle: (what) => platform.db.tx((tx) => tell(what, tx)) };
  return {
    jobs: [job as Job<never>, push.job as Job<never>],
    subscription: {
      name: 'portal.push', events: [StepEntered, AgentAnswered, TicketChanged, ChargesQuoted, VisitOnTheWay], start: 'now',
      async handle(events, tx) {
        const news = (await Promise.all(events.map(heard))).filter((h) => h !== null);
        const listening = await push.listeners(tx, [...new Set(news.map((h) => h.ticketId))]);
        for (const what of news) if (listening.has(what.ticketId)) await platform.jobs.enqueue(tx, jobName, what);
      },
    },
  };
}
