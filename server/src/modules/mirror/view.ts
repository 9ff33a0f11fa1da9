import { outsideDesks } from '@aftercare/contract/channels';
import type { DeskAdapter } from '../../integrations/desk.ts';
import type { Sql } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Mirror } from './mirror.ts';
import * as store from './store.ts';
import * as conflicts from './store-conflicts.ts';

/** How it stands, for screens. */
export function createMirrorView({ db }: Pick<Platform, 'db'>, mirror: Mirror, conversations: Conversations) {
  const shown = ({ linkId: _, accountId: __, ...c }: conflicts.ConflictRow) => c;
  return {
    isDesk: async (id: number) => { const row = await conversations.accounts.byId(id); return row !== undefined && outsideDesks.includes(row.kind); },
    /** Of tickets that the reader may see. */
    conflicts: async (accountId: number, visible: Sql, after: number | null, limit: number) => (await conflicts.conflictsOf(db, accountId, visible, after, limit)).map(shown),
    async ticketOfConflict(id: number): Promise<number> {
      const found = await conflicts.findConflict(db, id);
      if (!found) throw new Refusal('not-found');
      return found.ticketId;
    },
    async ticketOfLink(id: number): Promise<number> {
      const found = await store.findLink(db, id);
      if (!found) throw new Refusal('not-found');
      return found.ticketId;
    },
    async state(accountId: number, visible: Sql) {
      const rows = await conversations.accounts.rows();
      const row = rows.find((r) => r.id === accountId);
      const [counts, desk, faults] = [await conflicts.countsOf(db, accountId), await store.findDesk(db, accountId), await conflicts.failingOf(db, accountId, visible, 20)];
      return {
        doors: rows.filter((r) => r.mode === 'mirror' && r.mirrorId === accountId && r.enabled).map((r) => ({ id: r.id, name: r.name, kind: r.kind })),
        links: counts?.links ?? 0, messages: counts?.messages ?? 0, failing: counts?.failing ?? 0, conflicts: counts?.conflicts ?? 0, levelAt: counts?.levelAt ?? null,
        lookedAt: desk?.lookedAt ?? null, holdUntil: desk?.holdUntil ?? null, webhookUrl: mirror.hookOf(row?.kind ?? '', row?.address ?? ''), faults,
      };
    },
    async twins(ticketId: number) {
      const [links, rows] = [await store.linksOfTicket(db, ticketId), await conversations.accounts.rows()];
      const open = links.length > 0 ? await conflicts.conflictsOfLinks(db, links.map((l) => l.id)) : [];
      return links.flatMap((l) => {
        const desk = rows.find((r) => r.id === l.accountId);
        return desk ? [{ linkId: l.id, deskId: desk.id, deskName: desk.name, kind: desk.kind as DeskAdapter['kind'], remoteId: l.remoteId, remoteUrl: l.remoteUrl, levelAt: l.levelAt, error: l.error, conflicts: open.filter((c) => c.linkId === l.id).map(shown) }] : [];
      });
    },
  };
}
