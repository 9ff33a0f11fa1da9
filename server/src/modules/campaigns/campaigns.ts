import type { Campaign } from '@aftercare/contract/campaigns';
import { type Principal, askerOf, principalOfAsker } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type CampaignParts, checkJob, sendJob, stopJob } from './parts.ts';
import { createSending } from './sending.ts';
import * as store from './store.ts';
import { isEmpty, unknownIn } from './texts.ts';

const chunk = 500;

/** Service messages to everybody in a segment: tried, sent at a pace, stopped, with a result for each. */
export function createCampaigns(platform: Pick<Platform, 'db' | 'work' | 'clock' | 'jobs'>, parts: CampaignParts) {
  const { db, work, clock, jobs } = platform;
  const { customers, segments } = parts;
  const sending = createSending(platform, parts);

  const view = ({ principal, place: _, segmentId, segmentName, members, ...c }: store.CampaignRow, counts: readonly store.Count[]): Loose<Campaign> =>
    ({ ...c, segmentId, segment: { id: segmentId, name: segmentName, members }, by: principal.name, counts: counts.map(({ state, reason, channel, n }) => ({ state, reason, channel, n })) });
  const find = async (handle: Handle, id: number) => { const row = await store.findCampaign(handle, id); if (!row) throw new Refusal('not-found'); return row; };
  const shown = async (handle: Handle, id: number) => view(await find(handle, id), await store.countsOf(handle, [id]));
  const lock = async (tx: Tx, id: number, ...states: store.CampaignRow['state'][]) => {
    const row = await store.lockCampaign(tx, id);
    if (!row) throw new Refusal('not-found');
    if (!states.includes(row.state)) throw new Refusal('conflict', { key: 'campaigns.not-now' });
    return row;
  };
  /** @throws Refusal `invalid-input` naming the field */
  async function assertWrite(handle: Handle, w: store.CampaignWrite): Promise<void> {
    for (const path of ['subject', 'text'] as const) {
      if (isEmpty(w[path])) throw new Refusal('invalid-input', { fields: [{ path, key: 'field.required' }] });
      const [unknown] = unknownIn(w[path]);
      if (unknown) throw new Refusal('invalid-input', { fields: [{ path, key: 'campaigns.unknown-variable', params: { name: unknown } }] });
    }
    if (!(await segments.ids(handle)).includes(w.segmentId)) throw new Refusal('invalid-input', { fields: [{ path: 'segmentId', key: 'field.unknown', params: { value: w.segmentId } }] });
  }

  /** Who would get it and who not: a chunk of the segment per transaction; whatever kills it, it goes on after the last chunk. */
  const checking: Job<{ id: number; version: number }> = {
    name: checkJob,
    async handle({ id, version }) {
      for (let goesOn = true; goesOn; ) {
        goesOn = await work.tx(async (tx) => {
          const row = await store.lockCampaign(tx, id);
          if (row?.state !== 'checking' || row.version !== version) return false;
          const ids = await segments.memberIdsAfter(tx, row.segmentId, customers.visible(principalOfAsker(row.principal)), row.place, chunk);
          const found = await sending.look(tx, row, ids);
          const items = [...found].map(([customerId, { reach }]): store.NewItem => (typeof reach === 'string' ? { customerId, state: 'excluded', reason: reach, channel: '' } : { customerId, state: 'ready', reason: reach.quiet ? 'quiet-hours' : '', channel: reach.channel }));
          if (items.length > 0) {
            await store.insertItems(tx, id, items, clock.now());
            await store.addCounts(tx, items.map((i) => ({ ...i, campaignId: id, n: 1 })));
          }
          const over = ids.length < chunk;
          await store.moveCheck(tx, id, ids.at(-1) ?? row.place, items.length, over ? clock.now() : null);
          return !over;
        });
      }
    },
  };

  return {
    jobs: [checking, sending.job, sending.stopping] as const,
    subscriptions: sending.subscriptions,
    list: async () => { const rows = await store.listCampaigns(db); const counts = Map.groupBy(await store.countsOf(db, rows.map((r) => r.id)), (c) => c.campaignId); return rows.map((r) => view(r, counts.get(r.id) ?? [])); },
    get: (id: number) => shown(db, id),
    async create(tx: Tx, who: Principal, w: store.CampaignWrite) {
      await assertWrite(tx, w);
      return shown(tx, await store.insertCampaign(tx, w, askerOf(who), clock.now()));
    },
    async update(tx: Tx, id: number, w: store.CampaignWrite) {
      await lock(tx, id, 'draft', 'checked');
      await assertWrite(tx, w);
      await store.saveCampaign(tx, id, w);
      await store.dropItems(tx, id);
      return shown(tx, id);
    },
    async remove(tx: Tx, id: number): Promise<void> {
      await lock(tx, id, 'draft', 'checked');
      await store.deleteCampaign(tx, id);
    },
    async check(tx: Tx, who: Principal, id: number) {
      await lock(tx, id, 'draft', 'checked');
      await store.dropItems(tx, id);
      await store.beginCheck(tx, id, askerOf(who));
      await jobs.enqueue(tx, checkJob, { id, version: (await find(tx, id)).version });
      return shown(tx, id);
    },
    async start(tx: Tx, id: number) {
      await lock(tx, id, 'checked');
      await store.setState(tx, id, 'sending', clock.now());
      await jobs.enqueue(tx, sendJob, { id });
      return shown(tx, id);
    },
    async stop(tx: Tx, id: number) {
      const row = await lock(tx, id, 'checking', 'sending', 'done');
      // A check that is given up is a draft again.
      if (row.state === 'checking') { await store.dropItems(tx, id); await store.saveCampaign(tx, id, row); return shown(tx, id); }
      await store.setState(tx, id, 'stopped', clock.now());
      await jobs.enqueue(tx, stopJob, { id });
      return shown(tx, id);
    },
    async rows(who: Principal, id: number, o: { state: string | null; reason: string | null; after: number; limit: number }) {
      await find(db, id);
      return (await store.listItems(db, { ...o, campaignId: id, visible: customers.visible(who) })).map(({ customerId, customerName, ...row }) => ({ ...row, customer: { id: customerId, name: customerName } }));
    },
  };
}
export type Campaigns = ReturnType<typeof createCampaigns>;
