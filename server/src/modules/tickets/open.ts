import { type Actor, type NewEvent } from '../../platform/bus/index.ts';
import { type Tx, cut } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { serialKey } from '../products/index.ts';
import { TicketOpened } from './events.ts';
import * as store from './store.ts';

export interface Opening {
  readonly subject: string; readonly type: string; readonly priority: 'low' | 'normal' | 'high' | 'urgent'; readonly channel: store.TicketRow['channel']; readonly language: 'zh-CN' | 'en';
  readonly customerId: number; readonly ownerId?: number | null; readonly teamId?: number | null; readonly product?: string; readonly serial?: string; readonly tags?: readonly string[]; readonly fields?: Record<string, unknown>;
  readonly openedAt: Date; readonly preview: string; readonly unread: boolean; readonly automatic?: boolean; readonly followsTicketId?: number | null;
  readonly actor: Actor;
}
export interface Opened { readonly id: number; readonly tier: store.TicketRow['tier']; readonly status: 'new' | 'open' | 'closed' }

/** Opens any number of tickets with two statements: the rows, and the facts that tell of them. */
export async function openTickets(tx: Tx, platform: Pick<Platform, 'bus'>, openings: readonly Opening[]): Promise<Opened[]> {
  if (openings.length === 0) return [];
  const statusOf = (o: Opening) => (o.automatic ? ('closed' as const) : o.ownerId ? ('open' as const) : ('new' as const));
  const rows = await store.insertTickets(tx, openings.map((o) => ({
    subject: cut(o.subject, 500), type: o.type, status: statusOf(o), priority: o.priority, channel: o.channel, language: o.language, customerId: o.customerId, ownerId: o.ownerId ?? null, teamId: o.teamId ?? null,
    product: o.product ?? '', serial: o.serial ?? '', serialKey: serialKey(o.serial ?? ''), tags: o.tags ?? [], fields: o.fields ?? {}, openedAt: o.openedAt, preview: o.preview, unread: o.unread,
  })));
  const events: NewEvent[] = openings.map((o, i) => {
    const row = rows[i];
    if (!row) throw new Error('a ticket was not written');
    return {
      type: TicketOpened, stream: `ticket:${row.id}`, actor: o.actor,
      payload: {
        ticketId: row.id, type: o.type, status: statusOf(o), priority: o.priority, channel: o.channel, language: o.language, customerId: o.customerId, tier: row.tier, contract: row.contract, region: row.region, ownerId: o.ownerId ?? null, teamId: o.teamId ?? null, tags: [...(o.tags ?? [])],
        openedAt: o.openedAt.toISOString(), subject: cut(o.subject, 500), automatic: o.automatic ?? false, followsTicketId: o.followsTicketId ?? null,
      },
    };
  });
  await platform.bus.publishAll(tx, events);
  return openings.map((o, i) => ({ id: rows[i]?.id ?? 0, tier: rows[i]?.tier ?? 'standard', status: statusOf(o) }));
}
