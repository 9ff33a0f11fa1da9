/**
 * Tables that stay at home, and why. A test holds both lists against the database: whoever adds a table says whether it goes out.
 */
export const left: Readonly<Record<string, string>> = Object.fromEntries(Object.entries({
  'written by the rest of the room': ['agent', 'team', 'customer', 'identity', 'ticket', 'conversation', 'ticket_conversation', 'message', 'ticket_note', 'ticket_change', 'file'],
  'secrets, and how people get in': ['session', 'one_time_link', 'api_key', 'agent_factor', 'recovery_code', 'sign_in_failure', 'channel_token', 'counter_code', 'vendor_user', 'push_key', 'push_subscription', 'smpp_link', 'short_link', 'installation', 'migration'],
  'the house’s own trail and log': ['audit_entry', 'audit_seal', 'event', 'subscription', 'parked_event', 'idempotency_key', 'job_pool', 'raw_item', 'shop_delivery', 'privacy_request', 'import_run', 'import_line', 'import_key', 'import_fault', 'import_made', 'import_origin', 'export_run', 'export_part', 'transfer_file'],
  'work under way, which only its house can end': ['process_draft', 'process_instance', 'process_visit', 'process_task', 'process_timer', 'process_wait', 'process_message', 'process_simulation', 'casework_case', 'casework_step', 'casework_progress', 'casework_told', 'casework_binding', 'follow_up', 'part_reservation', 'plan_run', 'dispatch_day', 'field_operation', 'counter_number', 'counter_service', 'routing_wait', 'routing_offer', 'routing_replay', 'sla_clock', 'sla_ledger', 'sla_replay', 'bulk_run', 'bulk_item', 'draft', 'continuation', 'forwarding', 'ticket_aside'],
  'reckoned anew from what came': ['ticket_count', 'search_entry', 'search_rebuild', 'search_word', 'search_sound', 'search_name_due', 'search_beginning', 'search_name_word', 'hour_stat', 'duration_sample', 'segment_member', 'agent_load', 'agent_presence', 'goods_stock', 'routing_choice', 'macro_run', 'rule_run'],
  'joined already in what goes out': ['customer_merge', 'customer_home', 'customer_proposal', 'ticket_merge', 'ticket_distinct'],
  'of people’s screens': ['notice', 'notice_setting', 'notice_push', 'push_told', 'ticket_watcher', 'acknowledgement'],
  'of a door and its far side': ['channel_part', 'channel_part_begun', 'channel_cost', 'sms_sent', 'sms_submission', 'sms_segment', 'smpp_arrived', 'mirror_link', 'mirror_message', 'mirror_note', 'mirror_conflict', 'mirror_desk', 'webhook_delivery'],
  'messages to many: what each of them said stands on its ticket': ['campaign', 'campaign_item', 'campaign_count'],
  'telephone: recordings are sealed with the key of the house': ['hotline_number', 'hotline_call', 'hotline_event', 'hotline_recording', 'hotline_recording_part', 'hotline_command', 'hotline_party', 'hotline_rules', 'hotline_process', 'hotline_telephone'],
}).flatMap(([why, tables]) => tables.map((table) => [table, why])));
