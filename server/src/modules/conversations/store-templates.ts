import type { ChannelKind } from '@aftercare/contract/basics';
import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface TemplateRow { id: number; name: { zh: string; en: string }; language: 'zh-CN' | 'en'; body: string; channels: ChannelKind[]; shortcut: string }
type Write = Omit<TemplateRow, 'id'>;
const columns = sql`id, name, language, body, channels, shortcut`;
export const listTemplates = (db: Handle) => db.rows<TemplateRow>(sql`select ${columns} from template order by shortcut, id`);
export const findTemplate = (db: Handle, id: number) => db.one<TemplateRow>(sql`select ${columns} from template where id = ${id}`);
export const insertTemplate = (db: Handle, t: Write) => db.one<TemplateRow>(sql`insert into template (name, language, body, channels, shortcut) values (${JSON.stringify(t.name)}::jsonb, ${t.language}, ${t.body}, ${t.channels}, ${t.shortcut}) returning ${columns}`);
export const saveTemplate = (db: Handle, id: number, t: Write) => db.one<TemplateRow>(sql`update template set name = ${JSON.stringify(t.name)}::jsonb, language = ${t.language}, body = ${t.body}, channels = ${t.channels}, shortcut = ${t.shortcut} where id = ${id} returning ${columns}`);
export const deleteTemplate = (db: Handle, id: number) => db.run(sql`delete from template where id = ${id}`);

export interface DraftRow { text: string; kind: 'reply' | 'note'; files: number[]; savedAt: Date | null }
export const findDraft = (db: Handle, agentId: number, ticketId: number) => db.one<DraftRow>(sql`select body as text, kind, files, saved_at as "savedAt" from draft where agent_id = ${agentId} and ticket_id = ${ticketId}`);
export const saveDraft = (db: Handle, agentId: number, ticketId: number, d: { text: string; kind: string; files: readonly number[] }) => d.text === '' && d.files.length === 0
  ? db.run(sql`delete from draft where agent_id = ${agentId} and ticket_id = ${ticketId}`)
  : db.run(sql`insert into draft (agent_id, ticket_id, kind, body, files) values (${agentId}, ${ticketId}, ${d.kind}, ${d.text}, ${d.files})
    on conflict (agent_id, ticket_id) do update set kind = excluded.kind, body = excluded.body, files = excluded.files, saved_at = now()`);
