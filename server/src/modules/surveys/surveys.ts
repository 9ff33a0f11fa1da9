import type { Survey, SurveyAnswer } from '@aftercare/contract/surveys';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import { isFinished, type TicketFacts, type Tickets } from '../tickets/index.ts';
import { CustomerUnhappy, SurveyAnswered, SurveyAsked } from './events.ts';
import * as store from './store.ts';

/** Doors that carry a question; on the others the customer's own screen asks. */
const carriers = new Set(['mail', 'portal', 'webhook']);
/** Overall marks up to this call for somebody. */
const unhappyUpTo = 2;
const unhappyTag = 'unhappy';

/** What customers say of our work: asked after each solution, answered once. */
export function createSurveys(platform: Platform, org: Pick<Org, 'company'>, conversations: Pick<Conversations, 'messages'>, tickets: Tickets, customers: Customers) {
  const { db, bus, clock } = platform;

  /** False when only machines wrote: to ask a mailing list or an autoresponder is to start a loop. */
  async function hasPerson(tx: Tx, ticketId: number): Promise<boolean> {
    const ids = await tickets.conversationIds(ticketId, tx);
    const received = (await conversations.messages(ids, { before: null, limit: 50 }, tx)).filter((m) => m.direction === 'in');
    return received.length === 0 || received.some((m) => m.flag === null || m.flag === 'encrypted');
  }

  /** Doors by which this customer agreed to be asked, best first. */
  async function doorsToAsk(tx: Tx, ticketId: number) {
    const ticket = await tickets.get(ticketId, tx);
    const doors = ticket ? await tickets.doors(ticket, tx) : [];
    const agreed = [];
    for (const door of doors) {
      const verdict = await customers.consent.mayContact(tx, ticket?.customerId ?? 0, { purpose: 'survey', channel: door.kind, now: clock.now() });
      if (verdict.ok || verdict.reason !== 'no-consent') agreed.push(door);
    }
    return { ticket, doors, agreed };
  }

  /** Sends the question by the customer's door; null when there is none that carries it. */
  async function send(tx: Tx, facts: TicketFacts, surveyId: number): Promise<string | null> {
    const { ticket, agreed: [door] } = await doorsToAsk(tx, facts.ticketId);
    if (!ticket || !door || !carriers.has(door.kind)) return null;
    const { name: company } = await org.company(tx);
    const params: Record<string, string | number> = { name: ticket.customerName, id: ticket.id, subject: ticket.subject, company, url: tickets.customerUrl(ticket.id) };
    for (const stars of [1, 2, 3, 4, 5]) params[`url${stars}`] = tickets.customerUrl(ticket.id, `&rate=${stars}`);
    await tickets.writeTo(tx, ticket, { text: say(facts.language, 'surveys.question', params), files: [], sendAt: null, channel: door.kind, author: { kind: 'system', id: null, name: company }, meta: { surveyId, purpose: 'survey' } }, systemActor);
    return door.kind;
  }

  return {
    /**
     * Asks about a solution, once.
     * @param changeId the change that solved the ticket; null when something else asks
     * @param solvedAt its moment; who has answered since is not asked again
     */
    async ask(tx: Tx, facts: TicketFacts, changeId: number | null, solvedAt: Date): Promise<void> {
      const before = await store.lockLatest(tx, facts.ticketId);
      if (before?.answeredAt && before.answeredAt >= solvedAt) return;
      if (facts.tags.includes('automatic') || !(await hasPerson(tx, facts.ticketId))) return;
      const { doors, agreed } = await doorsToAsk(tx, facts.ticketId);
      // Whoever said no on every way is not asked at all, in no window and on no page.
      if (doors.length > 0 && agreed.length === 0) return;
      const survey = await store.insertSurvey(tx, { ticketId: facts.ticketId, changeId, ownerId: facts.ownerId, teamId: facts.teamId, askedAt: clock.now() });
      if (!survey) return;
      const channel = await send(tx, facts, survey.id);
      await bus.publish(tx, SurveyAsked, {
        stream: `ticket:${facts.ticketId}`, actor: systemActor,
        payload: { surveyId: survey.id, ticketId: facts.ticketId, customerId: facts.customerId, ownerId: facts.ownerId, teamId: facts.teamId, channel, language: facts.language, at: survey.askedAt.toISOString() },
      });
    },

    /**
     * Takes the customer's marks.
     * @throws Refusal `already-answered`; `conflict` when nothing was asked and the ticket is not solved
     */
    async answer(tx: Tx, ticketId: number, answer: SurveyAnswer, channel: 'mail' | 'chat' | 'portal'): Promise<void> {
      const [facts] = await tickets.facts(tx, [ticketId]);
      if (!facts) throw new Refusal('not-found');
      const at = clock.now();
      // A quick customer may answer on the page before the question is out.
      const survey = (await store.lockLatest(tx, ticketId)) ?? (isFinished(facts.status) ? await store.insertSurvey(tx, { ticketId, changeId: null, ownerId: facts.ownerId, teamId: facts.teamId, askedAt: at }) : undefined);
      if (!survey) throw new Refusal('conflict', { key: 'surveys.not-asked' });
      if (!(await store.saveAnswer(tx, survey.id, { answer, channel, at }))) throw new Refusal('already-answered');
      const { overall, comment, ...ratings } = answer;
      const actor: Actor = { kind: 'customer', id: facts.customerId, name: (await tickets.get(ticketId, tx))?.customerName ?? '' };
      const told = { stream: `ticket:${ticketId}`, actor, payload: { surveyId: survey.id, ticketId, customerId: facts.customerId, ownerId: survey.ownerId, teamId: survey.teamId, overall, ratings, comment, channel, at: at.toISOString() } };
      await bus.publish(tx, SurveyAnswered, told);
      if (overall > unhappyUpTo) return;
      await bus.publish(tx, CustomerUnhappy, told);
      if (!facts.tags.includes(unhappyTag)) await tickets.change(tx, ticketId, { tags: [...facts.tags, unhappyTag] }, { actor: systemActor, reason: `rated|${overall}` });
    },

    /** Asks on behalf of a process, unless this solution was asked about already or an answer is still awaited. */
    async askOnce(tx: Tx, ticketId: number): Promise<boolean> {
      const before = await store.lockLatest(tx, ticketId);
      const ticket = await tickets.get(ticketId, tx);
      if (!ticket || (before && (before.answeredAt === null || before.askedAt >= (ticket.solvedAt ?? ticket.openedAt)))) return false;
      const [facts] = await tickets.facts(tx, [ticketId]);
      if (facts) await this.ask(tx, facts, null, clock.now());
      return facts !== undefined;
    },

    /** The newest question about a ticket; undefined when it was never asked. */
    latest: (ticketId: number, handle: Handle = db) => store.latest(handle, ticketId),
    /** The newest question as the contract has it; null when there is none. */
    async ofTicket(ticketId: number, handle: Handle = db): Promise<Loose<Survey> | null> {
      const row = await store.latest(handle, ticketId);
      return row ? surveyOf(row) : null;
    },
    /** Every question about a ticket, oldest first, for its timeline. */
    allOf: async (ticketId: number, handle: Handle = db): Promise<Loose<Survey>[]> => (await store.allOf(handle, ticketId)).map(surveyOf),
    /** Mean overall mark of a customer; null before the first. */
    satisfaction: (customerId: number, handle: Handle = db) => store.satisfaction(handle, customerId),
    /** How many were asked and answered, and the marks, of a time; for everybody, a team or a person. */
    marks: (options: { from: Date; to: Date; teamId?: number | null; ownerId?: number | null }, handle: Handle = db) => store.marks(handle, options),
  };
}
export type Surveys = ReturnType<typeof createSurveys>;

function surveyOf(row: store.SurveyRow): Loose<Survey> {
  return { id: row.id, ticketId: row.ticketId, askedAt: row.askedAt, answeredAt: row.answeredAt, answer: row.answer };
}
