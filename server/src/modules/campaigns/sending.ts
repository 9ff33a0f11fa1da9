import type { ChannelKind } from '@aftercare/contract/basics';
import { isEvent, type Subscription, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { DeliveryChanged, MessageReceived } from '../conversations/index.ts';
import type { CustomerRow } from '../customers/index.ts';
import { dayIn } from '../tickets/index.ts';
import { type CampaignParts, sendJob, stopJob } from './parts.ts';
import { type Reachable, type Unreached, reachOfCustomer } from './reach.ts';
import * as store from './store.ts';
import { textFor } from './texts.ts';

const most = 100;
const outcomes = new Set(['sent', 'delivered', 'failed']);
type Company = Pick<Awaited<ReturnType<CampaignParts['org']['company']>>, 'name' | 'timeZone'>;
interface Found { readonly customer: CustomerRow; readonly reach: Reachable | Unreached }

/** Brings a message to the customers of its check, at its pace; what became of each is kept. */
export function createSending({ work, clock, jobs }: Pick<Platform, 'work' | 'clock' | 'jobs'>, { org, customers, conversations }: CampaignParts) {
  /** By which door each of these customers gets it; who is gone is left out. */
  async function look(handle: Handle, campaign: Pick<store.CampaignRow, 'channels'>, ids: readonly number[], tried: ReadonlyMap<number, readonly ChannelKind[]> = new Map()): Promise<Map<number, Found>> {
    if (ids.length === 0) return new Map();
    const accounts = await conversations.accounts.rows();
    const judge = await customers.consent.judging(handle, ids);
    const now = clock.now();
    return new Map((await customers.many(handle, ids)).map((customer) => [customer.id, { customer, reach: reachOfCustomer({
      prefers: customer.preferredChannel, identities: customer.identities, accounts, wanted: campaign.channels, tried: tried.get(customer.id) ?? [], judge: (channel) => judge(customer.id, { purpose: 'service', channel, now }),
    }) }]));
  }

  /** Writes to one customer; it leaves by the outbox, which asks for consent and keeps quiet hours once more. */
  async function write(tx: Tx, campaign: store.CampaignRow, { customer, reach }: Found & { readonly reach: Reachable }, company: Company): Promise<{ conversationId: number; messageId: number }> {
    const ours = (await conversations.accounts.rows()).filter((a) => a.kind === reach.channel && a.enabled);
    const account = ours.find((a) => customer.identities.some((i) => i.kind === 'external' && i.value.startsWith(`${a.kind}:${a.address}:`))) ?? ours.find((a) => a.teamId === null) ?? ours[0];
    if (!account) throw new Refusal('conflict', { key: 'messages.no-channel' });
    const values = { 'customer.name': customer.name, 'company.name': company.name, today: dayIn(customer.language, company.timeZone, clock.now()) };
    const subject = textFor(campaign.subject, customer.language, values);
    const conversationId = await conversations.begin(tx, { accountId: account.id, customerId: customer.id, subject });
    const messageId = await conversations.write(tx, { conversationId, ticketId: null, author: { kind: 'system', id: null, name: company.name }, text: textFor(campaign.text, customer.language, values), subject, meta: { purpose: 'service', campaignId: campaign.id } }, systemActor);
    return { conversationId, messageId };
  }

  /** One item by the best door that has not failed yet. */
  async function bring(tx: Tx, campaign: store.CampaignRow, item: store.ItemRow, found: Found | undefined, company: Company): Promise<store.ItemMove> {
    const same = { id: item.id, channel: item.channel, tried: item.tried, conversationId: null, messageId: null };
    if (!found) return { ...same, channel: '', state: 'excluded', reason: 'gone' };
    const { customer, reach } = found;
    if (typeof reach === 'string') return item.tried.length > 0 ? { ...same, state: 'failed', reason: item.reason } : { ...same, channel: '', state: 'excluded', reason: reach };
    try {
      const done = await tx.nested(() => write(tx, campaign, { customer, reach }, company));
      return { ...same, ...done, state: 'queued', reason: reach.quiet ? 'quiet-hours' : '', channel: reach.channel };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...same, state: 'failed', reason: error.code, channel: reach.channel };
    }
  }

  const job: Job<{ id: number }> = {
    name: sendJob,
    handle: ({ id }) => work.tx(async (tx) => {
      const campaign = await store.lockCampaign(tx, id);
      if (campaign?.state !== 'sending') return;
      const size = Math.min(most, campaign.perMinute);
      const items = await store.nextItems(tx, id, 'ready', size);
      const found = await look(tx, campaign, items.map((i) => i.customerId));
      const company = await org.company(tx);
      // Two who were found to be one since the check hear it once.
      const had = new Set(await store.toldAmong(tx, id, items.map((i) => i.customerId)));
      const after: store.ItemMove[] = [];
      for (const item of items) {
        after.push(had.has(item.customerId) ? { ...item, channel: '', state: 'excluded', reason: 'twice', conversationId: null } : await bring(tx, campaign, item, found.get(item.customerId), company));
        had.add(item.customerId);
      }
      await store.moveItems(tx, items, after, clock.now());
      if (items.length < size) await store.setState(tx, id, 'done', clock.now());
      else await jobs.enqueue(tx, sendJob, { id }, { delaySeconds: Math.ceil((size / campaign.perMinute) * 60) });
    }),
  };

  /** What has not left is taken back, and what was not written stays so. */
  const stopping: Job<{ id: number }> = {
    name: stopJob,
    async handle({ id }) {
      for (const state of ['queued', 'ready'] as const) {
        for (let goesOn = true; goesOn; ) {
          goesOn = await work.tx(async (tx) => {
            if ((await store.lockCampaign(tx, id))?.state !== 'stopped') return false;
            const items = await store.nextItems(tx, id, state, most);
            const after: store.ItemMove[] = [];
            for (const item of items) {
              const { messageId } = item;
              const back = messageId === null || (await tx.nested(() => conversations.recall(tx, messageId, systemActor)).then(() => true, (error: unknown) => { if (error instanceof Refusal) return false; throw error; }));
              // On its way already: what becomes of it is told like of any other.
              after.push({ id: item.id, state: back ? 'recalled' : 'sent', reason: '', channel: item.channel, tried: item.tried, conversationId: null, messageId: null });
            }
            await store.moveItems(tx, items, after, clock.now());
            return items.length === most;
          });
        }
      }
    },
  };

  const onDelivery: Subscription = {
    name: 'campaigns.on-delivery', events: [DeliveryChanged], start: 'now', batch: 200, lingerMs: 1000, concerns: (event) => isEvent(event, DeliveryChanged) && outcomes.has(event.payload.state),
    async handle(events, tx) {
      const told = new Map(events.flatMap((e) => (isEvent(e, DeliveryChanged) && outcomes.has(e.payload.state) ? [[e.payload.messageId, e.payload] as const] : [])));
      if (told.size === 0) return;
      const items = await store.itemsOfMessages(tx, [...told.keys()]);
      if (items.length === 0) return;
      const company = await org.company(tx);
      const after: store.ItemMove[] = [];
      for (const item of items) {
        const { state, detail } = told.get(item.messageId ?? 0) ?? { state: 'sent', detail: null };
        const tried = state === 'failed' ? [...item.tried, item.channel as ChannelKind] : item.tried;
        const move: store.ItemMove = { id: item.id, state: state === 'failed' ? 'failed' : state === 'delivered' ? 'delivered' : 'sent', reason: state === 'failed' ? reasonOf(detail) : '', channel: item.channel, tried, conversationId: null, messageId: null };
        const campaign = state === 'failed' ? await store.findCampaign(tx, item.campaignId) : undefined;
        if (!campaign || campaign.state === 'stopped') { if (item.state !== 'delivered' || state !== 'sent') after.push(move); continue; }
        // What did not arrive goes by the next door they allow, once each.
        const found = (await look(tx, campaign, [item.customerId], new Map([[item.customerId, tried]]))).get(item.customerId);
        after.push(await bring(tx, campaign, { ...item, tried, reason: move.reason }, found, company));
      }
      await store.moveItems(tx, items, after, clock.now());
    },
  };
  const onAnswers: Subscription = {
    name: 'campaigns.on-answers', events: [MessageReceived], start: 'now', batch: 500, lingerMs: 2000, concerns: (event) => isEvent(event, MessageReceived) && event.payload.flag === null,
    async handle(events, tx) {
      const ids = events.flatMap((e) => (isEvent(e, MessageReceived) && e.payload.flag === null ? [e.payload.conversationId] : []));
      if (ids.length > 0) await store.markAnswered(tx, [...new Set(ids)], clock.now());
    },
  };
  return { look, job, stopping, subscriptions: [onDelivery, onAnswers] };
}

/** A door's own words of why are long and of many kinds; what everybody knows stays as it is. */
const reasonOf = (detail: string | null): string => (detail === 'no-consent' || detail === 'no-adapter' ? detail : 'not-delivered');
