import type { Segment, SegmentTrial } from '@aftercare/contract/segments';
import type { Names } from '@aftercare/contract/basics';
import type { Principal } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { CustomerChanged, type Customers } from '../customers/index.ts';
import { assertSegment, contextOf, fits, namesIn } from './condition.ts';
import { factsOf } from './store-facts.ts';
import * as store from './store.ts';

const countJob = 'segments.count';
const dropJob = 'segments.drop';
const retagJob = 'segments.retag';
const chunk = 2000;
const looked = 5000;
const mostSegments = 100;
interface Place { readonly id: number; readonly after: number }
interface SegmentWrite { readonly name: Names; readonly condition: string; readonly tag: string | null }

/** Customers who meet a condition, kept by what happens; and the tags that come and go with it. */
export function createSegments({ db, work, bus, clock, jobs }: Pick<Platform, 'db' | 'work' | 'bus' | 'clock' | 'jobs'>, customers: Customers) {
  const view = ({ countedTo, countUntil, formerTag: _, ...s }: store.SegmentRow): Loose<Segment> => ({ ...s, counting: countedTo === null ? null : Math.min(1, countUntil ? countedTo / countUntil : 0) });
  const found = async (handle: Handle, id: number) => { const row = await store.findSegment(handle, id); if (!row) throw new Refusal('not-found'); return row; };
  const tell = (tx: Tx, ids: readonly number[], actor: Actor = systemActor) => bus.publishAll(tx, [...new Set(ids)].map((customerId) => ({ type: CustomerChanged, stream: `customer:${customerId}`, payload: { customerId, fields: ['tags'] }, actor })));

  /** Who of these customers is in which of these segments, as things stand now. */
  async function settle(tx: Tx, segmentIds: readonly number[], customerIds: readonly number[]): Promise<void> {
    const rows = await store.lockSegments(tx, segmentIds);
    if (rows.length === 0 || customerIds.length === 0) return;
    const now = clock.now();
    const facts = await factsOf(tx, customerIds, new Set(rows.flatMap((s) => [...namesIn(s.condition)])));
    const inside = facts.flatMap((f) => { const context = contextOf(f, now); return rows.filter((s) => fits(s.condition, context)).map((s) => ({ segmentId: s.id, customerId: f.id })); });
    const left = await store.dropMembers(tx, rows.map((s) => s.id), customerIds, inside);
    const came = inside.length > 0 ? await store.insertMembers(tx, inside) : [];
    const deltas = rows.map((s) => ({ id: s.id, by: came.filter((p) => p.segmentId === s.id).length - left.filter((p) => p.segmentId === s.id).length })).filter((d) => d.by !== 0);
    if (deltas.length > 0) await store.addToCounts(tx, deltas);
    const tagged: number[] = [];
    for (const s of rows) {
      if (s.tag === null && s.formerTag === null) continue;
      const [entering, leaving] = [came.filter((p) => p.segmentId === s.id).map((p) => p.customerId), left.filter((p) => p.segmentId === s.id && p.tagged).map((p) => p.customerId)];
      if (entering.length > 0 && s.tag !== null) tagged.push(...(await store.setTag(tx, s.id, s.tag, entering)));
      for (const tag of leaving.length > 0 ? [s.tag, s.formerTag] : []) if (tag !== null) tagged.push(...(await store.takeTag(tx, tag, leaving)));
    }
    if (tagged.length > 0) await tell(tx, tagged);
  }
  const count = async (tx: Tx, id: number | null) => { await store.beginCount(tx, id); await jobs.enqueue(tx, countJob, {}, { key: countJob }); };

  /** All segments that are being counted, together: the next customers after the one that is furthest behind. */
  const counting: Job<unknown> = {
    name: countJob,
    async handle() {
      for (let goesOn = true; goesOn; ) {
        goesOn = await work.tx(async (tx) => {
          const open = (await store.listSegments(tx)).filter((s) => s.countedTo !== null);
          if (open.length === 0) return false;
          const from = Math.min(...open.map((s) => s.countedTo ?? 0));
          const here = open.filter((s) => s.countedTo === from).map((s) => s.id);
          const next = open.map((s) => s.countedTo ?? 0).filter((at) => at > from);
          const ids = (await store.customersAfter(tx, from, chunk)).filter((id) => next.length === 0 || id <= Math.min(...next));
          const last = ids.at(-1);
          await settle(tx, here, ids);
          if (last === undefined && next.length === 0) await store.endCount(tx, here, clock.now());
          else await store.moveCount(tx, here, last ?? Math.min(...next));
          return true;
        });
      }
    },
  };
  /** Each night: days went by, and conditions may speak of days. */
  const nightly: Job<unknown> = { name: 'segments.nightly', cron: '11 2 * * *', handle: () => work.tx((tx) => count(tx, null)) };
  const dropping: Job<{ id: number; tag: string | null; former?: string | null }> = {
    name: dropJob,
    async handle({ id, tag, former = null }) {
      while (await work.tx(async (tx) => {
        const gone = await store.membersAfter(tx, id, chunk);
        const had = gone.filter((m) => m.tagged).map((m) => m.customerId);
        const tagged: number[] = [];
        for (const one of [tag, former]) if (one !== null) tagged.push(...(await store.takeTag(tx, one, had)));
        if (tagged.length > 0) await tell(tx, tagged);
        return gone.length > 0;
      }));
    },
  };

  /** Whoever had a segment's former tag by it gets the new one instead; what somebody set by hand stays. */
  const retagging: Job<Place> = {
    name: retagJob,
    handle: ({ id, after }) => work.tx(async (tx) => {
      const [segment] = await store.lockSegments(tx, [id]);
      if (!segment || segment.formerTag === null && segment.tag === null) return;
      const some = await store.membersOn(tx, id, after, chunk);
      const had = some.filter((m) => m.tagged).map((m) => m.customerId);
      const tagged: number[] = [];
      if (segment.formerTag !== null && had.length > 0) {
        await store.untag(tx, id, had);
        tagged.push(...(await store.takeTag(tx, segment.formerTag, had)));
      }
      if (segment.tag !== null && some.length > 0) tagged.push(...(await store.setTag(tx, id, segment.tag, some.map((m) => m.customerId))));
      if (tagged.length > 0) await tell(tx, tagged);
      const last = some.at(-1);
      if (some.length === chunk && last) await jobs.enqueue(tx, retagJob, { id, after: last.customerId } satisfies Place);
      else await store.endRetag(tx, id);
    }),
  };

  return {
    settle, count, jobs: [counting, nightly, dropping, retagging] as const,
    list: async () => (await store.listSegments(db)).map(view),
    ids: async (handle: Handle) => (await store.listSegments(handle)).map((s) => s.id),
    /** Names in both languages of the segments somebody is in, as conditions of rules compare them. */
    namesOf: async (handle: Handle, customerId: number) => (await store.segmentsOf(handle, customerId)).flatMap((s) => [s.name.zh, s.name.en]),
    namesOfMany: async (handle: Handle, ids: readonly number[]) => new Map((await store.namesOfMany(handle, ids)).map((r) => [r.id, r.names])),
    async create(tx: Tx, input: SegmentWrite) {
      assertSegment(input.condition, input.tag);
      if ((await store.listSegments(tx)).length >= mostSegments) throw new Refusal('conflict', { key: 'segments.too-many', params: { most: mostSegments } });
      const id = await store.insertSegment(tx, input);
      await count(tx, id);
      return view(await found(tx, id));
    },
    async update(tx: Tx, id: number, input: SegmentWrite, version: number | null) {
      assertSegment(input.condition, input.tag);
      const before = await found(tx, id);
      if (before.tag !== input.tag && before.formerTag !== null) throw new Refusal('invalid-input', { fields: [{ path: 'tag', key: 'segments.tag-moves' }] });
      if ((await store.updateSegment(tx, id, input, version)) === 0) throw new Refusal('stale-version');
      if (before.tag !== input.tag) await jobs.enqueue(tx, retagJob, { id, after: 0 } satisfies Place);
      await count(tx, id);
      return view(await found(tx, id));
    },
    async remove(tx: Tx, id: number) {
      const { tag, formerTag: former } = await found(tx, id);
      await store.hideSegment(tx, id);
      await jobs.enqueue(tx, dropJob, { id, tag, former });
    },
    /** Whom it would find among the newest that the caller sees; writes nothing. */
    async try(principal: Principal, condition: string, tag: string | null): Promise<SegmentTrial> {
      assertSegment(condition, tag);
      const visible: Sql = customers.visible(principal);
      const ids = await store.newest(work, visible, looked + 1);
      const now = clock.now();
      const facts = await factsOf(work, ids.slice(0, looked), namesIn(condition));
      const inside = facts.filter((f) => fits(condition, contextOf(f, now)));
      const has = (f: { tags: readonly string[] }) => tag !== null && f.tags.includes(tag);
      return { looked: facts.length, matched: inside.length, truncated: ids.length > looked, gains: tag === null ? 0 : inside.filter((f) => !has(f)).length, loses: tag === null ? 0 : facts.filter((f) => has(f) && !inside.includes(f)).length, samples: inside.toSorted((a, b) => b.id - a.id).slice(0, 12).map(({ id, name, tags }) => ({ id, name, tags })) };
    },
    /** The next members in the order of their numbers, for work that goes through all of them. */
    memberIdsAfter: (handle: Handle, id: number, visible: Sql, after: number, limit: number) => store.memberIdsAfter(handle, id, visible, after, limit),
    async members(principal: Principal, id: number, q: string | undefined, before: number | null, limit: number) {
      await found(db, id);
      if (q) return customers.list(principal, { q, before, limit, within: store.within(id) });
      return customers.many(db, await store.memberIds(db, id, customers.visible(principal), before, limit));
    },
  };
}
export type Segments = ReturnType<typeof createSegments>;
