import type { PushTarget } from '@aftercare/contract/portal-home';
import type { NoticeSettings, NoticeShown } from '@aftercare/contract/notices';
import type { PushService, VapidKeys } from '../../integrations/push.ts';
import { isEvent, type Subscription, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Postman } from '../org/index.ts';
import { SlaAcknowledged } from '../sla/index.ts';
import { NoticeAdded } from './events.ts';
import { heardOf, noticesOf } from './listening.ts';
import * as store from './store.ts';
import { minuteIn, quietFor, waysOf } from './ways.ts';

const sendJob = 'notices.send';
const devices = 10;
const digestLines = 50;
const keptDays = 90;
const minute = 60_000;
interface Waiting { readonly noticeId: number; readonly way: 'mail' | 'push' }
export interface NoticeParts { readonly platform: Platform; readonly postman: () => Postman | null; readonly canMail: () => Promise<boolean>; readonly push: PushService; readonly pushKeys: () => Promise<VapidKeys> }

/** Tells people of ours what concerns them, in the ways they chose. */
export function createNotices({ platform, postman, canMail, push, pushKeys }: NoticeParts) {
  const { db, bus, clock, jobs, secrets, config } = platform;
  const quietLeft = (p: store.Person) => quietFor(minuteIn(clock.now(), p.timeZone), p);
  const chosen = (p: store.Person, kind: NoticeShown) => (kind === 'escalated' ? undefined : waysOf(p.ways)[kind]);
  const linkTo = (ticketId: number | null) => `${config.publicUrl}${ticketId ? `/inbox/all/${ticketId}` : '/inbox'}`;
  /** A notice as a sentence: what happened, then the words that were said. */
  const sentence = (n: Pick<store.NoticeRow, 'kind' | 'who' | 'words'>, language: 'zh-CN' | 'en') => {
    if (n.kind === 'escalated') { const [target = '', percent = ''] = n.words.split('|'); return say(language, 'notice.escalated', { words: say(language, `notice.target.${target}`), percent }); }
    const words = n.kind === 'step' || n.kind === 'certificate' ? (n.words.split(' / ')[language === 'zh-CN' ? 0 : 1] ?? n.words) : n.kind === 'warning' || n.kind === 'breached' ? say(language, `notice.target.${n.words}`) : n.words;
    return say(language, `notice.${n.kind}${n.who ? '' : '-nobody'}`, { who: n.who, words });
  };

  async function tell(tx: Tx, list: readonly store.NewNotice[]): Promise<void> {
    const people = new Map((await store.people(tx, [...new Set(list.map((n) => n.agentId))])).map((p) => [p.id, p]));
    const told = list.flatMap((n) => {
      const person = people.get(n.agentId);
      const ways = person && (n.ways ?? chosen(person, n.kind));
      return person && ways && (ways.app || ways.mail || ways.push) ? [{ ...n, person, ways, shown: ways.app, digest: ways.mail && !n.ways && person.digest !== 'off' }] : [];
    });
    if (told.length === 0) return;
    const fresh = new Map((await store.insertNotices(tx, told.map(({ person: _, ways: __, ...n }) => n))).map((r) => [`${r.agentId} ${r.key}`, r.id]));
    for (const n of told) {
      const id = fresh.get(`${n.agentId} ${n.key}`);
      if (id === undefined) continue;
      if (n.ways.app) await bus.publish(tx, NoticeAdded, { stream: `agent:${n.agentId}`, actor: systemActor, payload: { agentId: n.agentId, kind: n.kind, ticketId: n.ticketId, words: n.words, who: n.who } });
      const after = n.atOnce ? 0 : quietLeft(n.person) * minute;
      const when = after > 0 ? { runAt: new Date(clock.now().getTime() + after) } : {};
      if (n.ways.push) await jobs.enqueue(tx, sendJob, { noticeId: id, way: 'push' } satisfies Waiting, when);
      if (n.ways.mail && !n.digest) await jobs.enqueue(tx, sendJob, { noticeId: id, way: 'mail' } satisfies Waiting, when);
    }
  }

  const send: Job<Waiting> = {
    name: sendJob, attempts: 6,
    async handle({ noticeId, way }) {
      const notice = await store.findNotice(db, noticeId);
      const [person] = notice ? await store.people(db, [notice.agentId]) : [];
      // Read meanwhile: nobody needs a second telling of it.
      if (!notice || !person || (notice.readAt && (notice.kind === 'escalated' ? notice.readAt > notice.at : chosen(person, notice.kind)?.app))) return;
      const { language } = person;
      if (way === 'mail') {
        await postman()?.send({ to: person.email, language, template: 'notice', params: { name: person.name, title: notice.subject, text: sentence(notice, language), url: linkTo(notice.ticketId) } });
        return;
      }
      for (const { id, target } of await store.pushOf(db, person.id)) {
        const { endpoint, keys: browser } = JSON.parse(secrets.decrypt(target)) as PushTarget;
        const payload = JSON.stringify({ title: notice.subject || say(language, `notice.kind.${notice.kind}`), body: sentence(notice, language), path: notice.ticketId ? `/inbox/all/${notice.ticketId}` : '/inbox', ticketId: notice.ticketId ?? 0 });
        if ((await push.send({ payload, topic: `t${notice.ticketId ?? 0}-${notice.kind}`, ttlSeconds: 86_400 }, { endpoint, keys: browser }, await pushKeys(), clock.now())) === 'gone') await store.dropPushRow(db, id);
      }
    },
  };
  /** Is a digest due? Hourly: an hour after the last; daily: once a day from its minute on. Never in quiet hours. */
  const isDue = (p: store.Person) => {
    if (quietLeft(p) > 0) return false;
    const since = p.digestedAt ? clock.now().getTime() - p.digestedAt.getTime() : Number.POSITIVE_INFINITY;
    if (p.digest === 'hourly') return since >= 60 * minute;
    const now = minuteIn(clock.now(), p.timeZone);
    return now >= p.digestAt && since >= (now - p.digestAt + 1) * minute;
  };
  const digests: Job<unknown> = {
    name: 'notices.digest', cron: '*/5 * * * *',
    async handle() {
      const due = (await store.waitingForDigest(db)).filter(isDue);
      if (due.length === 0 || !(await canMail())) return;
      for (const p of due) {
        await db.tx(async (tx) => {
          // What was read in the page meanwhile needs no second telling.
          const lines = (await store.takeDigest(tx, p.id)).filter((n) => !(n.readAt && chosen(p, n.kind)?.app));
          if (lines.length === 0) return;
          await store.digested(tx, p.id, clock.now());
          const told = lines.slice(0, digestLines).map((n) => `· ${sentence(n, p.language)}${n.subject ? `\n  ${n.subject}` : ''}\n  ${linkTo(n.ticketId)}`);
          const more = lines.length > digestLines ? [say(p.language, 'notice.more', { count: lines.length - digestLines })] : [];
          await postman()?.send({ to: p.email, language: p.language, template: 'digest', params: { name: p.name, title: String(lines.length), text: [...told, ...more].join('\n\n'), url: linkTo(null) } }, tx);
        });
      }
    },
  };
  const tidy: Job<unknown> = { name: 'notices.tidy', cron: '17 3 * * *', handle: async () => void (await store.dropOld(platform.work, new Date(clock.now().getTime() - keptDays * 86_400_000))) };
  const subscription: Subscription = { name: 'notices.on-facts', events: [...heardOf, SlaAcknowledged], start: 'now', async handle(events, tx) {
    await tell(tx, await noticesOf(tx, events));
    for (const event of events) if (isEvent(event, SlaAcknowledged)) await store.readEscalated(tx, event.payload.ticketId, clock.now());
  } };
  const settings = async (agentId: number): Promise<NoticeSettings> => {
    const [p] = await store.people(db, [agentId]);
    return { ways: waysOf(p?.ways ?? {}), digest: p?.digest ?? 'off', digestAt: p?.digestAt ?? 540, quietFrom: p?.quietFrom ?? null, quietTo: p?.quietTo ?? null };
  };
  return {
    subscription,
    jobs: [send as Job<never>, digests as Job<never>, tidy as Job<never>],
    list: (o: { agentId: number; unread: boolean; before: number | null; limit: number }) => store.listNotices(db, o),
    unread: (agentId: number) => store.countUnread(db, agentId),
    read: (o: { agentId: number; ids: readonly number[] | null; ticketId: number | null }) => store.markRead(db, { ...o, at: clock.now() }),
    settings,
    more: async () => ({ mail: await canMail(), pushKey: (await pushKeys()).publicKey }),
    saveSettings: (agentId: number, s: NoticeSettings) => store.saveSettings(db, agentId, s),
    subscribe: (agentId: number, target: PushTarget) => db.tx(async (tx) => {
      await store.savePush(tx, { agentId, endpoint: target.endpoint, target: secrets.encrypt(JSON.stringify({ endpoint: target.endpoint, keys: target.keys })), at: clock.now() });
      await store.trimPush(tx, agentId, devices);
    }),
    unsubscribe: (agentId: number, endpoint: string) => store.dropPush(db, agentId, endpoint),
    /** By each way chosen for one's name in a note; whoever tries it wants it now, not after quiet hours or with a digest. */
    test: (agentId: number) => db.tx(async (tx) => {
      const [person] = await store.people(tx, [agentId]);
      if (person) await tell(tx, [{ agentId, kind: 'mentioned', ticketId: null, who: '', words: say(person.language, 'notice.trial'), at: clock.now(), key: `test:${clock.now().getTime()}`, ways: waysOf(person.ways).mentioned, atOnce: true }]);
    }),
  };
}
export type Notices = ReturnType<typeof createNotices>;
