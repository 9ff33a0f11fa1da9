import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type GuardedFetch, OutgoingError } from '../../platform/net/index.ts';
import * as store from './store.ts';

export const deliverJob = 'webhooks.deliver';
/** A receiver may be down for so long and still gets everything. */
export const patienceMs = 3 * 86_400_000;
const turnSeconds = 40;
/** No new request after this much of a turn: the longest takes ten seconds more. */
const workMs = 25_000;
const atOnce = 8;
const perLook = 200;

export interface Answer { readonly status: number | null; readonly answer: string; readonly ms: number; readonly retryAfterMs: number | null; readonly outOfReach: boolean }

/** 10 s, 20 s, 40 s … at most a quarter of an hour: for a receiver that is out of order as a whole. */
const receiverPause = (tries: number) => Math.min(900_000, 10_000 * 2 ** Math.min(tries, 10));
/** 30 s, 2 min, 8 min … at most six hours: for one fact that the receiver does not take. */
const factPause = (tries: number) => Math.min(6 * 3_600_000, 30_000 * 4 ** Math.min(tries, 8));

/** Brings what waits, each ticket's facts in their order; whoever answers 2xx has it. */
export function createDelivering(platform: Platform, post: GuardedFetch) {
  const { work: db, clock, secrets, jobs, log } = platform;

  async function send(target: store.TargetRow, body: string, id: string): Promise<Answer> {
    const now = clock.now();
    const keys = [target.secret, ...(target.oldSecret && target.oldUntil && target.oldUntil > now ? [target.oldSecret] : [])].map((box) => secrets.decrypt(box));
    const from = performance.now();
    const ms = () => Math.round(performance.now() - from);
    try {
      const response = await post(target.url, { method: 'POST', body, maxRedirects: 0, maxBytes: 64 * 1024, totalMs: 10_000, headers: { 'content-type': 'application/json', 'aftercare-delivery': id, [SIGNATURE_HEADER]: signWebhook(keys, body, now) } });
      const answer = (await response.text()).slice(0, 2000);
      const wait = Number(response.headers.get('retry-after'));
      return { status: response.status, answer, ms: ms(), retryAfterMs: wait > 0 ? Math.min(wait, 3600) * 1000 : null, outOfReach: response.status >= 500 || response.status === 429 || response.status === 408 };
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      return { status: null, answer: error.message, ms: ms(), retryAfterMs: null, outOfReach: true };
    }
  }

  /** The facts of one ticket one after the other, until one is not taken. */
  async function bring(target: store.TargetRow, line: readonly store.Waiting[], stop: () => boolean): Promise<'all' | 'held' | Answer> {
    for (const one of line) {
      if (stop()) return 'held';
      const answer = await send(target, one.body, String(one.id));
      const { status, ms } = answer;
      if (status !== null && status >= 200 && status < 300) { await store.delivered(db, one.id, { now: clock.now(), status, answer: answer.answer, ms }); continue; }
      const nextAt = answer.outOfReach ? null : new Date(clock.now().getTime() + factPause(one.tries));
      await store.notDelivered(db, one.id, { nextAt, status, answer: answer.answer, ms });
      if (answer.outOfReach || status === 410) return answer;
      return 'held';
    }
    return 'all';
  }

  /** One look at what is due; false when there was nothing, or the receiver is out of order. */
  async function look(target: store.TargetRow, late: () => boolean): Promise<boolean> {
    await store.giveUp(db, target.id, new Date(clock.now().getTime() - patienceMs), clock.now());
    // A receiver that failed is asked with one before all come.
    const rows = await store.due(db, target.id, clock.now(), target.tries > 0 ? 1 : perLook);
    if (rows.length === 0) return false;
    const lines = [...Map.groupBy(rows, (row) => row.stream).values()];
    let broken: Answer | null = null;
    const lane = async () => {
      for (let line = lines.shift(); line && !broken; line = lines.shift()) {
        const outcome = await bring(target, line, () => late() || broken !== null);
        if (typeof outcome === 'object') broken = outcome;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const fault = broken as Answer | null;
    if (!fault) { await store.healthy(db, target.id); return true; }
    const now = clock.now();
    const words = fault.status === null ? fault.answer : `HTTP ${fault.status}`;
    if (fault.status === 410) await store.switchOff(db, target.id, { now, fault: words });
    else await store.failing(db, target.id, { now, nextAt: new Date(now.getTime() + (fault.retryAfterMs ?? receiverPause(target.tries))), fault: words });
    log.warn({ webhook: target.id, fault: words }, 'a webhook could not be delivered, trying again later');
    return false;
  }

  async function later(id: number, delaySeconds: number): Promise<void> {
    await db.tx((tx) => jobs.enqueue(tx, deliverJob, { targetId: id }, { key: `webhooks:${id}`, delaySeconds }));
  }

  const job: Job<{ targetId: number }> = {
    name: deliverJob, attempts: 5,
    async handle({ targetId }) {
      // Somebody brings already; what came after their last look is for us, in a moment.
      const standing = await store.target(db, targetId);
      if (!standing?.enabled) return;
      const wait = (standing.nextAt?.getTime() ?? 0) - clock.now().getTime();
      if (wait > 0) return later(targetId, Math.ceil(wait / 1000));
      if (!(await store.takeTurn(db, targetId, turnSeconds))) return later(targetId, 2);
      const begun = performance.now();
      const late = () => performance.now() - begun > workMs;
      try {
        for (let more = true; more && !late();) {
          const target = await store.target(db, targetId);
          more = target !== undefined && target.enabled && (target.nextAt === null || target.nextAt <= clock.now()) && (await look(target, late));
        }
      } finally { await store.endTurn(db, targetId); }
      const after = await store.target(db, targetId);
      const rest = await store.nextTry(db, targetId);
      if (!after?.enabled || !rest?.any) return;
      const next = Math.max(after.nextAt?.getTime() ?? 0, late() ? 0 : (rest.at?.getTime() ?? 0)) - clock.now().getTime();
      await later(targetId, Math.max(1, Math.ceil(next / 1000)));
    },
  };
  return { job, send };
}
