/** Every word of an address but its country. */
const unaddressed = (column: string) => `(select coalesce(jsonb_object_agg(k, case when jsonb_typeof(v) = 'string' and k <> 'country' then '""'::jsonb else v end), '{}') from jsonb_each(${column}) e(k, v))`;
/** Columns that hold people's own words or whereabouts, and what stands there once the person is erased. SQL on the row itself. */
export const blanks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customer: { region: `''`, number: `''`, role: `''`, name: `'#' || id`, note: `''`, tags: `'{}'`, preferred_channel: 'null', company_id: 'null', erased_at: 'now()' },
  customer_contract: { note: `''`, files: `'{}'` },
  conversation: { subject: `''`, thread_key: `'erased:' || id` },
  message: { subject: 'null', body: `''`, html: 'null', quoted: 'null', attachments: `'[]'`, meta: `'{}'`, author_name: `case author_kind when 'customer' then '' else author_name end`, delivery_error: 'null', raw_item_id: 'null', external_id: `'erased:' || id` },
  ticket: { subject: `'#' || id`, preview: `''`, waits_for: `''`, fields: `'{}'`, serial: `''`, tags: `'{}'` },
  ticket_note: { body: `''`, files: `'{}'` },
  ticket_aside: { subject: `''` },
  ticket_task: { title: `''` },
  ticket_change: { fields: `'[]'`, reason: 'null', actor: `case actor ->> 'kind' when 'customer' then actor || '{"name":""}' else actor end` },
  survey: { answer: `answer - 'comment'` },
  product_unit: { customer_id: 'null', note: `''` },
  purchase_proof: { files: `'{}'`, seller: `''`, number: `''`, reason: `''`, submitted_by: `submitted_by || '{"name":""}'` },
  shop_order: { address: `''`, note: `''`, tracking: `''` },
  visit: { region: `''`, title: `''`, fault: `''`, contact_name: `''`, phone: `''`, address: `''`, note: `''`, reason: `''`, signed_by: `''`, signature_file_id: 'null' },
  counter_item: { accessories: `'[]'`, condition: `'[]'`, fault: `''`, serial: `''`, holder_name: `case holder when 'customer' then '' else holder_name end`, photos: `'{}'`, signature: 'null' },
  counter_custody: { files: `'{}'`, from_name: `case from_kind when 'customer' then '' else from_name end`, to_name: `case to_kind when 'customer' then '' else to_name end`, note: `''` },
  shipment: { contents: `''`, fault: 'null', label_file_id: 'null', sender: unaddressed('sender'), receiver: unaddressed('receiver') },
  repair: { hand_back: 'null', report: `report || '{"text":"","guided":[],"photos":[]}'` },
  return_order: { text: `''` },
  quote: { note: `''`, reason: `''`, answered_by: 'null' },
  refund: { reason: `''` },
  hotline_call: { caller: `''`, place: `'{}'`, note: `''`, disposition: `''` },
  follow_up: { reached: 'null', words: `''` },
  repair_step: { note: `''` },
  return_step: { note: `''` },
  credit_note: { reason: `''` },
  forwarding: { error: 'null' },
  mirror_link: { error: 'null' },
  vendor_job: { files: `'{}'`, customer: `'{}'`, summary: `''`, region: `''`, proof: 'null' },
  vendor_progress: { body: `''`, files: `'{}'` },
  vendor_claim: { files: `'{}'`, reason: `''`, answer: `''` },
  process_instance: { data: 'null' },
  process_message: { payload: `'{}'` },
};
/** Rows that are nothing but the person. */
export const gone: readonly string[] = [
  'search_entry', 'draft', 'identity', 'consent', 'contact_hours', 'continuation', 'acknowledgement',
  'visit_photo', 'hotline_recording', 'hotline_recording_part', 'hotline_event', 'hotline_party', 'push_subscription', 'sms_segment',
  'sms_submission', 'short_link', 'hotline_command', 'channel_part', 'notice', 'transfer_file',
];
/** Fields of facts in the log that carry words; the fact itself stays. */
export const spoken: readonly string[] = ['subject', 'preview', 'text', 'name', 'customerName', 'words', 'comment', 'reason', 'waitsFor', 'title', 'summary', 'note', 'address', 'phone', 'email', 'detail'];
/**
 * Columns that hold our own words for things – states, kinds, numbers of papers, codes – whatever table they stand in. Who did something
 * (`actor` and its like) is one of us, or the person, whose name is taken out of every column of their rows.
 */
export const harmless: ReadonlySet<string> = new Set([
  'kind', 'state', 'status', 'type', 'priority', 'channel', 'language', 'tier', 'currency', 'country', 'direction', 'delivery', 'flag', 'author_kind',
  'series', 'grade', 'key', 'external_id', 'tracking_number', 'from_state', 'to_state', 'actor', 'decided_by', 'created_by', 'done_by', 'called_by',
  'resolved_by', 'undone_by', 'registered_by', 'raised_by', 'process_key', 'task_key', 'element_id', 'via', 'mac', 'code', 'number', 'origin',
]);
/**
 * What stays although it may hold words: papers and sums that the law wants (names and addresses are taken out of them), what is about a
 * thing and not about its owner, and what we decided ourselves.
 */
export const kept: Readonly<Record<string, readonly string[]>> = {
  bulk_item: ['params'],
  campaign_item: ['reason', 'tried'],
  casework_case: ['moment'],
  casework_step: ['customer', 'outcome', 'role', 'title', 'visit'],
  counter_code: ['door'],
  counter_custody: ['act', 'from_kind', 'seal', 'to_kind'],
  counter_item: ['holder', 'product', 'seal'],
  counter_number: ['desk', 'letter'],
  credit_note: ['buyer', 'electronic', 'lines', 'seller', 'taxes', 'xml'],
  customer: ['lifted_from', 'lifted_to', 'service_level'],
  customer_contract: ['covers', 'service_level'],
  goods_move: ['reason'],
  hotline_call: ['callback', 'outcome', 'process'],
  invoice: ['buyer', 'electronic', 'lines', 'seller', 'taxes', 'xml'],
  mirror_conflict: ['chosen', 'field', 'here', 'reason', 'there'],
  mirror_link: ['cursor', 'door', 'merged_there', 'owner_here', 'owner_there', 'remote_id', 'remote_url', 'status_here', 'status_there'],
  mirror_message: ['remote_id'],
  mirror_note: ['remote_id'],
  part_move: ['for_what', 'reason', 'serials'],
  part_reservation: ['for_what'],
  payment: ['method', 'provider', 'reference', 'url'],
  product_unit: ['seller', 'serial', 'serial_key'],
  push_told: ['step'],
  quote: ['lines', 'taxes'],
  refund: ['fault'],
  repair: ['diagnosis', 'how', 'owed', 'remedy', 'tests'],
  repair_line: ['description', 'old_part', 'serial'],
  return_order: ['disposition', 'inspection', 'owed', 'reason', 'refund_reference', 'why'],
  routing_choice: ['candidates', 'outcome', 'queue_name', 'rule'],
  // What must be asked of who takes it: skills, products, regions; no words of the customer.
  routing_wait: ['demand'],
  rule_run: ['event', 'held', 'outcome', 'steps'],
  shipment: ['purpose'],
  shop_order: ['carrier', 'invoices'],
  shop_order_line: ['serials', 'sku', 'title'],
  sla_clock: ['acknowledged_by', 'policy_name', 'target'],
  sla_ledger: ['reason'],
  ticket: ['due_target', 'product'],
  ticket_aside: ['address', 'name'],
  ticket_merge: ['status_before'],
  ticket_note: ['author_name'],
  unit_plan: ['reference'],
  vendor_job: ['product', 'serial', 'way'],
  vendor_offer: ['reason'],
  visit: ['checked', 'checklist', 'parts', 'skills'],
  visit_part: ['operation', 'serials'],
};
