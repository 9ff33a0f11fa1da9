import type { Columns } from './store.ts';

/** Columns that history fills; all others keep their defaults. */
export const customer: Columns = { id: 'bigint', kind: 'text', name: 'text', company_id: 'bigint', tier: 'text', language: 'text', preferred_channel: 'text', tags: 'text[]', note: 'text', region: 'text', created_at: 'timestamptz' };
export const identity: Columns = { id: 'bigint', customer_id: 'bigint', kind: 'text', value: 'text', verified: 'boolean', created_at: 'timestamptz' };
export const ticket: Columns = {
  id: 'bigint', subject: 'text', type: 'text', status: 'text', priority: 'text', channel: 'text', language: 'text', customer_id: 'bigint', owner_id: 'bigint', team_id: 'bigint', product: 'text', serial: 'text', tags: 'text[]', fields: 'jsonb',
  opened_at: 'timestamptz', updated_at: 'timestamptz', first_answered_at: 'timestamptz', solved_at: 'timestamptz', closed_at: 'timestamptz', snoozed_until: 'timestamptz', waits_for: 'text', reopened: 'int', due_at: 'timestamptz', due_target: 'text', breached: 'boolean',
  preview: 'text', unread: 'boolean', version: 'int',
};
export const conversation: Columns = { id: 'bigint', channel_account_id: 'bigint', thread_key: 'text', customer_id: 'bigint', subject: 'text', created_at: 'timestamptz', last_message_at: 'timestamptz', customer_read_id: 'bigint', agent_read_id: 'bigint', closed: 'boolean' };
export const message: Columns = {
  id: 'bigint', conversation_id: 'bigint', channel_account_id: 'bigint', direction: 'text', author_kind: 'text', author_id: 'bigint', author_name: 'text', external_id: 'text', subject: 'text', body: 'text', attachments: 'jsonb', delivery: 'text', delivery_error: 'text',
  send_at: 'timestamptz', at: 'timestamptz', meta: 'jsonb',
};
export const ticketConversation: Columns = { conversation_id: 'bigint', ticket_id: 'bigint' };
export const note: Columns = { id: 'bigint', ticket_id: 'bigint', author_id: 'bigint', body: 'text', mentions: 'bigint[]', at: 'timestamptz' };
export const change: Columns = { id: 'bigint', ticket_id: 'bigint', at: 'timestamptz', actor: 'jsonb', fields: 'jsonb', reason: 'text' };
export const survey: Columns = { id: 'bigint', ticket_id: 'bigint', change_id: 'bigint', owner_id: 'bigint', team_id: 'bigint', asked_at: 'timestamptz', answered_at: 'timestamptz', channel: 'text', overall: 'int', answer: 'jsonb' };
export const clock: Columns = {
  id: 'bigint', ticket_id: 'bigint', target: 'text', policy_id: 'bigint', policy_name: 'text', calendar_id: 'bigint', target_seconds: 'int', warn_share: 'float8', state: 'text', started_at: 'timestamptz', due_at: 'timestamptz', warn_at: 'timestamptz',
  warned_at: 'timestamptz', met_at: 'timestamptz', breached_at: 'timestamptz', used_seconds: 'int', counted_at: 'timestamptz', climbed: 'int', told_at: 'timestamptz', escalate_at: 'timestamptz', acknowledged_at: 'timestamptz', acknowledged_by: 'text',
};
export const ledger: Columns = { id: 'bigint', clock_id: 'bigint', at: 'timestamptz', kind: 'text', reason: 'text', target_seconds: 'int', calendar_id: 'bigint' };
export const choice: Columns = { id: 'bigint', ticket_id: 'bigint', at: 'timestamptz', outcome: 'text', queue_id: 'bigint', queue_name: 'text', agent_id: 'bigint', candidates: 'jsonb' };
export const wait: Columns = { ticket_id: 'bigint', queue_id: 'bigint', team_id: 'bigint', language: 'text', priority: 'int', credit_minutes: 'int', pressure_minutes: 'int', kind: 'text', rank_at: 'timestamptz', since: 'timestamptz' };
export const presence: Columns = { agent_id: 'bigint', from_at: 'timestamptz', to_at: 'timestamptz' };
