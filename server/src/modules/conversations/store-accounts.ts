import type { ChannelKind } from '@aftercare/contract/basics';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface AccountRow {
  id: number; kind: ChannelKind; name: string; address: string; language: 'zh-CN' | 'en'; teamId: number | null; enabled: boolean; settings: Record<string, unknown>;
  secrets: Buffer | null; cursor: Record<string, unknown>; mode: 'here' | 'mirror' | 'forward'; mirrorId: number | null; forward: { to: 'mail' | 'webhook'; address: string } | null; forwardSecret: Buffer | null; healthOkAt: Date | null; healthError: string | null; version: number;
}
const columns = sql`id, kind, name, address, language, team_id as "teamId", enabled, settings, secrets, cursor, mode, mirror_id as "mirrorId", forward, forward_secret as "forwardSecret", health_ok_at as "healthOkAt", health_error as "healthError", version`;
export const listAccounts = (db: Handle) => db.rows<AccountRow>(sql`select ${columns} from channel_account order by kind, id`);
export const findAccount = (db: Handle, id: number) => db.one<AccountRow>(sql`select ${columns} from channel_account where id = ${id}`);
export const insertAccount = (tx: Tx, a: { kind: string; name: string; address: string; language: string; teamId: number | null; enabled: boolean; settings: unknown; secrets: Buffer | null }) =>
  tx.one<{ id: number }>(sql`insert into channel_account (kind, name, address, language, team_id, enabled, settings, secrets) values (${a.kind}, ${a.name}, ${a.address}, ${a.language}, ${a.teamId}, ${a.enabled}, ${JSON.stringify(a.settings)}::jsonb, ${a.secrets})
    on conflict (kind, address) do nothing returning id`);
export const updateAccount = (tx: Tx, id: number, a: { name: string; address: string; language: string; teamId: number | null; enabled: boolean; settings: unknown; secrets: Buffer | null }) =>
  tx.run(sql`update channel_account set name = ${a.name}, address = ${a.address}, language = ${a.language}, team_id = ${a.teamId}, enabled = ${a.enabled}, settings = ${JSON.stringify(a.settings)}::jsonb, secrets = ${a.secrets}, version = version + 1 where id = ${id}`);
export const updateMode = (tx: Tx, id: number, m: { mode: string; mirrorId: number | null; forward: unknown; forwardSecret: Buffer | null }) =>
  tx.run(sql`update channel_account set mode = ${m.mode}, mirror_id = ${m.mirrorId}, forward = ${m.forward === null ? null : JSON.stringify(m.forward)}::jsonb, forward_secret = ${m.forwardSecret}, version = version + 1 where id = ${id}`);
export const moveCursor = (db: Handle, id: number, cursor: Record<string, unknown>) => db.run(hot`update channel_account set cursor = cursor || ${JSON.stringify(cursor)}::jsonb where id = ${id}`);
export const setHealth = (db: Handle, id: number, fault: string | null) => fault === null
  ? db.run(sql`update channel_account set health_ok_at = now(), health_error = null where id = ${id} and (health_error is not null or health_ok_at is null or health_ok_at < now() - interval '10 seconds')`)
  : db.run(sql`update channel_account set health_error = ${fault.slice(0, 500)} where id = ${id}`);
