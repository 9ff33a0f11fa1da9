import type { Item, ItemRow, QueueNumber } from '@aftercare/contract/counter';
import type { Principal } from '../../platform/auth/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { filePath } from '../../platform/files/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { codeTries } from './hand-back.ts';
import type { Items } from './items.ts';
import { codeOf } from './queue.ts';
import * as store from './store-items.ts';
import type { NumberRow } from './store-queue.ts';

export const numberView = (n: NumberRow, principal: Principal | null): Loose<QueueNumber> => ({
  id: n.id, code: codeOf(n), letter: n.letter, service: n.service, state: n.state, takenAt: n.takenAt, calledAt: n.calledAt, calls: n.calls, desk: n.desk, agent: n.agent, mine: principal?.kind === 'agent' && n.agentId === principal.id, ticketId: n.ticketId,
});

/** Items as a clerk sees them. */
export function createItemViews(platform: Platform, o: { sites: Sites; customers: Customers; tickets: Tickets; items: Items }) {
  const { db, clock } = platform;
  const { sites, customers, tickets, items } = o;
  const shower = async (ids: readonly number[]) => {
    const rows = new Map((ids.length > 0 ? await store.filesByIds(db, ids) : []).map((f) => [f.id, f]));
    return (list: readonly number[]) => list.flatMap((id) => { const f = rows.get(id); return f ? [{ id: f.id, name: f.name, type: f.type, size: f.size, url: filePath(f.key) }] : []; });
  };
  const row = (i: store.ItemRow, show: (ids: readonly number[]) => { id: number; name: string; type: string; size: number; url: string }[]): Loose<ItemRow> => ({
    id: i.id, code: i.code, ticketId: i.ticketId, ticketStatus: i.ticketStatus, customer: i.customer, product: i.product, serial: i.serial, fault: i.fault, receivedAt: i.receivedAt, promisedAt: i.promisedAt, returnedAt: i.returnedAt, site: i.site,
    holder: { kind: i.holder, name: i.holderName, site: i.holderSite }, boundFor: i.boundFor, seal: i.seal, photo: show(i.photos.slice(0, 1))[0] ?? null,
  });

  return {
    async rows(list: readonly store.ItemRow[]) {
      const show = await shower(list.flatMap((i) => i.photos.slice(0, 1)));
      return list.map((i) => row(i, show));
    },
    async item(principal: Principal, id: number, language: 'zh-CN' | 'en'): Promise<Loose<Item>> {
      const i = await items.load(db, principal, id);
      const [chain, code, customer, allowed, known] = await Promise.all([items.chain(id), store.findCode(db, id), customers.get(i.customerId), sites.allowed(db, principal), sites.list()]);
      const names = new Map(known.map((s) => [s.id, language === 'zh-CN' ? s.name.zh : s.name.en]));
      const show = await shower([...i.photos, ...(i.signature ? [i.signature] : []), ...chain.flatMap((l) => l.files)]);
      const works = (siteId: number | undefined | null) => siteId !== null && siteId !== undefined && (allowed === null || allowed.includes(siteId));
      const last = chain.at(-1);
      const here = i.holder === 'site' && works(i.holderSite?.id);
      return {
        ...row(i, show), condition: i.condition, accessories: i.accessories, photos: show(i.photos), signature: i.signature ? (show([i.signature])[0] ?? null) : null, receivedBy: i.receivedBy, contact: customer?.identities.filter((x) => x.kind !== 'chat').map((x) => x.value).join(' · ') ?? '',
        customerUrl: tickets.customerUrl(i.ticketId),
        chain: chain.map((l) => ({ link: l.link, act: l.act, from: (l.from.siteId ? names.get(l.from.siteId) : null) ?? l.from.name, to: (l.to.siteId ? names.get(l.to.siteId) : null) ?? l.to.name, seal: l.seal, sealHeld: l.sealHeld, note: l.note, files: show(l.files), at: l.at, by: l.actor.name })),
        code6: code ? { sentAt: code.sentAt, door: code.door, triesLeft: Math.max(0, codeTries - code.tries), expired: code.expiresAt <= clock.now() } : null,
        can: { send: here, handBack: here, arrive: i.boundFor !== null && works(i.boundFor.id), callBack: last?.act === 'sent' && works(last.from.siteId) },
      };
    },
  };
}
export type ItemViews = ReturnType<typeof createItemViews>;
