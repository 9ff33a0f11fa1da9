import { say } from '../../../platform/i18n/index.ts';
import type { SmsDesk } from '../settings.ts';
import type { SmppConnection } from './connection.ts';
import { addressKind, partGiven } from './parts.ts';
import { type Pdu, command, status as statusOf, tlv, uint, wordOf } from './pdu.ts';
import { isPassing, isThrottle, nameOf } from './status.ts';
import * as store from './store.ts';

/** A passing «no» is tried so often; being told to go slower does not count. */
const most = 20;
const pause = { first: 500, longest: 30_000 };
const patienceMs = 86_400_000;
const receiptWanted = 1;

/** Tells of texts that have left, or never will. */
export async function settle({ account, context }: SmsDesk, submissionId: number | null): Promise<void> {
  const db = context.platform.work;
  await store.closeSubmissions(db, account.id, submissionId);
  for (const { messageId, failed, error } of await store.untold(db, account.id)) {
    await context.report(messageId, failed ? 'failed' : 'sent', error ?? undefined);
    await store.noteTold(db, messageId);
  }
}
/** What waited a day for a line is given up, as everywhere. */
export async function giveUpOld(desk: SmsDesk): Promise<void> {
  const { account, context: { platform: { work: db } } } = desk;
  const old = await store.overdue(db, account.id, new Date(desk.now().getTime() - patienceMs));
  for (const { id } of old) await db.tx((tx) => store.giveUp(tx, id, say(account.language, 'social.sms-no-line')));
  if (old.length > 0) await settle(desk, null);
}

/** Brings waiting segments to the message centre: as many at once as the window holds, as many a second as agreed, slower when told so. */
export function createLeaving(desk: SmsDesk, o: { holder: string; session: string; connection: () => SmppConnection | null }) {
  const { account, context, settings } = desk;
  const db = context.platform.work;
  let inFlight = 0;
  let stopped = false;
  let throttles = 0;
  let pausedUntil = 0;
  let wake: () => void = () => {};
  let due = performance.now();
  const resting = (ms: number) => new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => { clearTimeout(timer); resolve(); };
  });
  const slower = () => {
    pausedUntil = performance.now() + Math.min(pause.longest, pause.first * 2 ** Math.min(throttles, 10));
    throttles += 1;
  };

  async function submit(connection: SmppConnection, g: store.SegmentRow): Promise<void> {
    const [from, to] = [addressKind(g.source), addressKind(g.phone)];
    const { esmClass, tlvs = [], ...given } = partGiven({ content: g.content, number: g.number, total: g.total, reference: g.submissionId, style: settings.long });
    let answer: Pdu;
    try {
      answer = await connection.ask(command.submitSm, {
        ...given, tlvs: [...tlvs, [tlv.userMessageReference, uint(g.id % 65_536, 2)]],
        fields: { source_addr_ton: from.ton, source_addr_npi: from.npi, source_addr: from.address, dest_addr_ton: to.ton, dest_addr_npi: to.npi, destination_addr: to.address, esm_class: esmClass, registered_delivery: receiptWanted, data_coding: g.coding },
      });
    } catch (error) {
      if (error instanceof RangeError) await refuse(g.submissionId, error.message);
      // Else the line broke: whether it arrived is not known. A receipt may still say so; see `createLink`.
      return;
    }
    if (answer.status === statusOf.ok) {
      throttles = 0;
      await store.noteSubmitted(db, g.id, wordOf(answer, 'message_id'));
      return settle(desk, g.submissionId);
    }
    if (isPassing(answer.status) && (isThrottle(answer.status) || g.tries < most)) {
      slower();
      return void (await store.putBack(db, g.id));
    }
    await refuse(g.submissionId, nameOf(answer.status));
  }
  async function refuse(submissionId: number, reason: string): Promise<void> {
    await db.tx((tx) => store.giveUp(tx, submissionId, reason));
    await settle(desk, submissionId);
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const connection = o.connection();
      const now = performance.now();
      const wait = Math.max(pausedUntil - now, due - now);
      if (!connection?.open) return;
      if (wait > 0 || inFlight >= settings.window) { await resting(Math.min(1000, Math.max(wait, inFlight >= settings.window ? 1000 : 1))); continue; }
      const room = Math.min(settings.window - inFlight, settings.rate > 0 ? Math.max(1, Math.ceil(settings.rate / 4)) : settings.window, 64);
      const segments = await store.claimSegments(db, account.id, o.holder, o.session, room);
      if (settings.rate > 0) due = Math.max(due, now) + (segments.length * 1000) / settings.rate;
      for (const segment of segments) {
        inFlight += 1;
        void submit(connection, segment).catch((error: unknown) => context.platform.log.error({ err: error, segment: segment.id }, 'a segment could not be noted')).finally(() => { inFlight -= 1; wake(); });
      }
      if (segments.length < room) await resting(1000);
    }
  }
  return {
    run,
    hint: () => wake(),
    async stop(): Promise<void> {
      stopped = true;
      wake();
      for (let waited = 0; inFlight > 0 && waited < 5000; waited += 20) await new Promise((resolve) => { setTimeout(resolve, 20); });
    },
  };
}
