/** Every word of an address but its country. */
const unaddressed = (column: string) => `(select coalesce(jsonb_object_agg(k, case when jsonb_typeof(v) = 'string' and k <> 'country' then '""'::jsonb else v end), '{}') from jsonb_each(${column}) e(k, v))`;
/** Columns that hold people's own words or whereabouts, and what stands there once the person is erased. SQL on the row itself. */
export const blanks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customer: { name: `'#' || id`, note: `''`, tags: `'{}'`, preferred_channel: 'null', company_id: 'null', erased_at: 'now()' },
  conversation: { subject: `''`, thread_key: `'erased:' || id` },
  message: { subject: 'null', body: `''`, html: 'null', quoted: 'null', attachments: `'[]'`, meta: `'{}'`, author_name: `case author_kind when 'customer' then '' else author_name end`, delivery_error: 'null', raw_item_id: 'null' },
  ticket: { subject: `'#' || id`, preview: `''`, fields: `'{}'`, serial: `''`, tags: `'{}'` },
  ticket_note: { body: `''`, files: `'{}'` },
  ticket_aside: { subject: `''` },
  ticket_task: { title: `''` },
  ticket_change: { fields: `'[]'`, reason: 'null', actor: `case actor ->> 'kind' when 'customer' then actor || '{"name":""}' else actor end` },
  survey: { answer: `answer - 'comment'` },
  product_unit: { customer_id: 'null', note: `''` },
  purchase_proof: { files: `'{}'`, seller: `''`, number: `''`, reason: `''`, submitted_by: `submitted_by || '{"name":""}'` },
  shop_order: { address: `''`, note: `''`, tracking: `''` },
  visit: { title: `''`, fault: `''`, contact_name: `''`, phone: `''`, address: `''`, note: `''`, reason: `''`, signed_by: `''`, signature_file_id: 'null' },
  counter_item: { fault: `''`, serial: `''`, holder_name: `case holder when 'customer' then '' else holder_name end`, photos: `'{}'`, signature: 'null' },
  counter_custody: { from_name: `case from_kind when 'customer' then '' else from_name end`, to_name: `case to_kind when 'customer' then '' else to_name end`, note: `''` },
  shipment: { contents: `''`, fault: 'null', label_file_id: 'null', sender: unaddressed('sender'), receiver: unaddressed('receiver') },
  repair: { report: `report || '{"text":"","guided":[],"photos":[]}'` },
  return_order: { text: `''` },
  quote: { note: `''`, reason: `''`, answered_by: 'null' },
  refund: { reason: `''` },
  hotline_call: { caller: `''`, place: `'{}'`, note: `''`, disposition: `''` },
  follow_up: { reached: 'null', words: `''` },
  vendor_job: { customer: `'{}'`, summary: `''` },
  process_instance: { data: 'null' },
  process_message: { payload: `'{}'` },
};
/** Rows that are nothing but the person. */
export const gone: readonly string[] = ['search_entry', 'draft', 'identity', 'consent', 'contact_hours', 'continuation', 'acknowledgement', 'visit_photo', 'hotline_recording', 'hotline_recording_part', 'hotline_event', 'hotline_party', 'push_subscription', 'sms_segment', 'sms_submission', 'short_link', 'notice'];
/** Fields of facts in the log that carry words; the fact itself stays. */
export const spoken: readonly string[] = ['subject', 'preview', 'text', 'name', 'customerName', 'words', 'comment', 'reason', 'title', 'summary', 'note', 'address', 'phone', 'email', 'detail'];
