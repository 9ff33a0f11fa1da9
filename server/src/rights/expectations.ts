/**
 * What each route shows to somebody who may not see everything.
 * rows   rows of others are not there for them: `not-found`, and missing from lists
 * house  the company's own knowledge and settings, the same for everybody who has the right
 * own    about the caller alone
 * makes  makes something new of the caller's; what it refers to must be theirs
 * proof  public, shows rows only to who proves that they are theirs
 * open   public, shows no rows
 */
export type Shows = 'rows' | 'house' | 'own' | 'makes' | 'proof' | 'open';
export interface Expectation { readonly path: RegExp; readonly shows: Shows; readonly method?: string; /** Tables by the names of the path's parameters, and of what bodies refer to. */ readonly rows?: Readonly<Record<string, string>> }

/** Fields that name a row, in paths and bodies. */
export const tableOf: Readonly<Record<string, string>> = {
  ticketId: 'ticket', customerId: 'customer', unitId: 'product_unit', siteId: 'site', toSiteId: 'site', vendorId: 'vendor', fromId: 'customer', intoId: 'customer', companyId: 'customer', repairId: 'repair', visitId: 'visit', instanceId: 'process_instance',
  taskId: 'process_task', identityId: 'identity', changeId: 'ticket_change', linkId: 'ticket_link', templateId: 'template', partId: 'part', orderId: 'shop_order', technicianId: 'technician', messageId: 'message', conversationId: 'conversation', jobId: 'vendor_job', callId: 'hotline_call', agentId: 'agent', macroId: 'macro',
};
const at = (path: string, shows: Shows, id?: string, rows: Record<string, string> = {}): Expectation => ({ path: new RegExp(`^${path}`), shows, rows: { ...(id ? { id } : {}), ...rows } });

/** The first row that fits a route holds. A route that none fits fails the walk: say here what it shows. */
export const expectations: readonly Expectation[] = [
  at('/session/(links|reset-requests|second-factor)', 'open'),
  { path: /^\/session$/, method: 'POST', shows: 'open' },
  at('/session/factors', 'own', 'agent_factor'), at('/session/list', 'own', 'session'), at('/session', 'own'), at('/me\\b', 'own'),
  at('/webhook', 'house'), at('/audit', 'house'), at('/reveals', 'rows', 'customer'), at('/notices', 'own'), at('/offers', 'own'), at('/exports/:id', 'own', 'export_run'), at('/exports', 'own'), at('/(company|country-rules|agents|teams|skills|roles|calendars|api-keys|queues|sla-policies|sla-replays|ticket-types|channels|charge-settings|repair-settings|handbook|casework/bindings)\\b', 'house'),
  { path: /^\/templates/, shows: 'house' },
  at('/imports/:id', 'rows', 'import_run'), at('/imports', 'house'),
  at('/customer-contracts/:id', 'rows', 'customer_contract'),
  { path: /^\/segments\/:id\/customers/, shows: 'rows', rows: { id: 'segment' } }, { path: /^\/segments\/try/, shows: 'rows' }, at('/segments', 'house', 'segment'), { path: /^\/campaigns\/:id\/customers/, shows: 'rows', rows: { id: 'campaign' } }, at('/campaigns', 'house', 'campaign', { segmentId: 'segment' }),
  // Orders of customers
  { path: /^\/customers\/duplicates$/, shows: 'rows' }, at('/customers/likely/:id', 'rows', 'customer_proposal'), at('/customers/merges/:id', 'rows', 'customer_merge'),
  { path: /^\/customers$/, method: 'POST', shows: 'makes' },
  at('/customers', 'rows', 'customer'), at('/orders', 'rows', 'shop_order'), at('/shop-deliveries/:id', 'house', 'shop_delivery'), at('/shops/:shop/webhook', 'open'), at('/shops', 'house'),
  // Tickets and what hangs on them
  { path: /^\/tickets$/, method: 'POST', shows: 'makes' },
  at('/tickets', 'rows', 'ticket', { visitId: 'visit' }), at('/messages/:id', 'rows', 'message'),
  { path: /^\/views$/, method: 'POST', shows: 'makes' },
  at('/channel-review/costs', 'house'), at('/channel-review', 'rows'), at('/wallboard', 'rows'),
  at('/beginning', 'house'), at('/views', 'rows', 'saved_view'), at('/search', 'rows'), at('/search/tags', 'rows'),
  at('/quotes/:id', 'rows', 'quote'), at('/invoices/:id', 'rows', 'invoice'), at('/credit-notes/:id', 'rows', 'credit_note'), at('/payments/events', 'open'),
  at('/shipments/:id', 'rows', 'shipment'), at('/carriers/:key/events', 'open'), at('/carriers', 'house', 'carrier'),
  at('/repairs', 'rows', 'repair'), at('/returns', 'rows', 'return_order'), at('/follow-ups', 'rows'), at('/steps', 'rows', undefined, { taskId: 'process_task' }),
  at('/complaints', 'rows'), at('/asides/:id', 'rows', 'conversation'), at('/ticket-tasks/:id', 'rows', 'ticket_task'), at('/ticket-merges', 'rows', 'ticket_merge'), at('/macro-runs/:id', 'rows', 'macro_run'), at('/bulk', 'rows', 'bulk_run'),
  at('/(macros|rules|rule-actions|rule-runs|ticket-fields|ticket-forms)\\b', 'house', 'macro'), at('/portal/forms', 'open'),
  // Processes: diagrams are the company's, what runs on them is a ticket's
  at('/process-(instances|messages)', 'rows', 'process_instance'), at('/process-tasks', 'rows', 'process_task'), at('/process(es|-actions|-tables|-simulations)\\b', 'house', 'process_simulation'),
  // Places and stock
  at('/sites/:id', 'house', 'site'), at('/sites', 'house'),
  at('/parts/stock', 'rows'), at('/parts/(value|restock|reorder)', 'makes'), at('/parts/reservations', 'rows', 'part_reservation'), at('/parts/transfers', 'rows', 'part_transfer'), at('/parts/orders', 'rows', 'purchase_order'), at('/parts/(old|receipts|counts)', 'rows'), at('/parts', 'house', 'part'),
  at('/goods', 'rows', undefined, { unitId: 'product_unit' }),
  at('/counter/(kiosk|display)/:id', 'proof', 'site'), at('/counter/numbers/:id', 'rows', 'counter_number'), at('/counter/items/:id', 'rows', 'counter_item'), at('/counter/sites/:id', 'rows', 'site'), at('/counter', 'house'),
  // Visits
  at('/dispatch/(settings|territories|technicians)', 'house', 'technician', { absenceId: 'technician_absence' }), at('/dispatch/visits', 'rows', 'visit'), at('/dispatch/board', 'rows'), at('/dispatch/runs/:id', 'rows', 'plan_run'), at('/dispatch/(plans|days)', 'house'), at('/field', 'own'),
  // Vendors
  at('/vendor/', 'proof', 'vendor_job'), at('/vendors', 'rows', 'vendor'), at('/vendor-contracts/:id', 'rows', 'vendor_contract'), at('/vendor-jobs', 'rows', 'vendor_job'), at('/vendor-claims/:id', 'rows', 'vendor_claim'), at('/vendor-settlements', 'rows', 'vendor_settlement'),
  // Catalogue and units
  at('/(brands|models|fault-trees|serial-trials|warranty-plans|warranty-policies|purchase-proof-rule|fault-rates)\\b', 'house', 'product_model'),
  at('/units/import', 'makes'), { path: /^\/units$/, method: 'POST', shows: 'makes' }, at('/units', 'rows', 'product_unit'), at('/serials/:serial', 'rows'), at('/proofs', 'rows', 'purchase_proof'), at('/exclusions/:id', 'rows', 'unit_exclusion'),
  at('/hotline/(rules|announcements|echo)', 'house'), at('/hotline/numbers', 'house', 'hotline_number'), at('/hotline/recordings/:id', 'rows', 'hotline_recording'), at('/hotline', 'rows', 'hotline_call'),
  at('/privacy', 'rows', 'privacy_request'),
  at('/mirror/desks', 'house', 'channel_account'), at('/mirror/conflicts/:id', 'rows', 'mirror_conflict'), at('/mirror/links/:id', 'rows', 'mirror_link'), at('/forwardings/:messageId', 'house'),
  // What customers see
  at('/intake/webhook', 'open'), at('/portal/(company|codes|session|files|manifest|push|guide)\\b', 'open'), { path: /^\/portal\/tickets$/, method: 'POST', shows: 'open' },
  at('/portal/serials', 'house'), at('/portal/units/:id', 'proof', 'product_unit'), at('/portal/visits/:id', 'proof', 'visit'), at('/portal/papers/:kind/:id', 'proof', 'invoice'), at('/portal', 'proof', 'ticket'),
];
