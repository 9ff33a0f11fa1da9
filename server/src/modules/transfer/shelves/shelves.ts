import type { Shelf } from './shelf.ts';

type Rest = Omit<Shelf, 'kind' | 'table' | 'file' | 'name' | 'right' | 'when'>;
const on = (when: Shelf['when'], right: string) => (kind: string, table: string, file: string, zh: string, en: string, rest: Rest = {}): Shelf => ({ kind, table, file, name: { zh, en }, right, when, ...rest });
const [house, people, goods, shops, stores, makers, visits] = [on('before', 'org.read'), on('before', 'customers.read'), on('before', 'products.read'), on('before', 'orders.read'), on('before', 'parts.read'), on('before', 'vendors.read'), on('before', 'dispatch.read')];
const [said, done, mended, driven, held, outside, owned] = [on('after', 'tickets.read'), on('after', 'tickets.read'), on('after', 'repairs.read'), on('after', 'dispatch.read'), on('after', 'counter.use'), on('after', 'vendors.read'), on('after', 'products.read')];
const setting = true;
/** What only its own house can vouch for; the run that finds it says why it stays out. */
const onlyTold = {
  ledger: { zh: '出入库流水只有当时管账的一方能作证；这里从导入时的库存数起记一笔，之后接着记', en: 'Only who held the stock can vouch for how it came about; the ledger here begins with what lay there' },
  transfer: { zh: '在途的调拨已从对方的架上扣掉，由对方收尾', en: 'What was on its way is off the other house’s shelf, and is ended there' },
  bills: { zh: '开票主体、账号和编号是对税务的承诺，请在“收费”设置里按本处情况填写', en: 'Seller, account and numbers are a promise to a tax office: fill them in under Billing for this house' },
} as const;

/** Every table that goes out, each behind what it points to. Those that stay at home are told in `left.ts`. */
export const shelves: readonly Shelf[] = [
  house('calendar', 'calendar', 'calendars', '日历', 'Calendars', { key: ['name'], setting }),
  house('role', 'role', 'roles', '角色', 'Roles', { key: ['key'], setting }),
  house('skill', 'skill', 'skills', '技能', 'Skills', { key: ['key'] }),
  house('company', 'company', 'company', '公司', 'Company', { sole: true, setting }),
  house('ticket-type', 'ticket_type', 'ticket-types', '工单类型', 'Ticket types', { key: ['key'] }),
  house('ticket-field', 'ticket_field', 'ticket-fields', '工单字段', 'Ticket fields', { key: ['key'], setting }),
  house('site', 'site', 'sites', '网点', 'Sites', { key: ['~key'] }),
  house('site-staff', 'site_agent', 'site-staff', '网点人员', 'Staff of sites', { setting }),
  house('team-member', 'team_member', 'team-members', '团队成员', 'Members of teams', { setting }),
  house('agent-skill', 'agent_skill', 'agent-skills', '人员技能', 'Skills of people', { setting }),

  house('country-rule', 'country_rule', 'country-rules', '各国联系规则', 'Rules by country', { setting }),
  people('contract', 'customer_contract', 'contracts', '服务合同', 'Contracts', { key: ['number'], files: ['files'], set: { in_force: false } }),
  people('consent', 'consent', 'consents', '联系许可', 'Consents'),
  people('contact-hours', 'contact_hours', 'contact-hours', '免打扰时间', 'Quiet hours'),

  goods('brand', 'brand', 'brands', '品牌', 'Brands', { key: ['key'] }),
  goods('model', 'product_model', 'models', '型号', 'Models', { key: ['~key'] }),
  goods('variant', 'product_variant', 'variants', '规格', 'Variants', { key: ['~sku'] }),
  goods('batch', 'product_batch', 'batches', '批次', 'Batches', { key: ['model_id', 'key'] }),
  goods('manual', 'product_manual', 'manuals', '说明书', 'Manuals', { key: ['model_id', 'title', 'language', 'kind'] }),
  goods('known-fault', 'known_fault', 'known-faults', '已知故障', 'Known faults', { key: ['model_id', 'key'] }),
  goods('repair-plan', 'repair_plan', 'repair-plans', '维修方案', 'Repair plans'),
  goods('fault-tree', 'fault_tree', 'fault-trees', '排查流程', 'Troubleshooting guides'),
  goods('unit', 'product_unit', 'units', '产品', 'Units', { key: ['brand_id', 'serial_key'], newest: true }),
  goods('plan', 'warranty_plan', 'warranty-plans', '延保方案', 'Warranty plans', { key: ['key'] }),
  goods('unit-plan', 'unit_plan', 'unit-plans', '已购延保', 'Plans sold', { key: ['unit_id', 'plan_id', 'sold_on'] }),
  goods('warranty-policy', 'warranty_policy', 'warranty-policies', '质保政策', 'Warranty policies', { key: ['key'], setting }),
  goods('warranty-version', 'warranty_policy_version', 'warranty-versions', '质保政策版本', 'Versions of warranty policies', { key: ['policy_id', 'version'], setting }),
  goods('product-rule', 'product_rule', 'product-rules', '产品规则', 'Product rules', { key: ['key'], setting }),

  shops('shop', 'shop', 'shops', '商店', 'Shops', { key: ['key'], leave: ['secret'], set: { active: false } }),
  shops('order', 'shop_order', 'orders', '订单', 'Orders', { key: ['shop_id', 'external_id'] }),
  shops('order-line', 'shop_order_line', 'order-lines', '订单行', 'Lines of orders', { key: ['order_id', 'position'] }),
  shops('order-unit', 'order_unit', 'order-units', '订单产品', 'Units of orders'),

  stores('part', 'part', 'parts', '配件', 'Parts', { key: ['~number'] }),
  stores('part-fit', 'part_fit', 'part-fits', '适用型号', 'What parts fit'),
  // What is held for a job or on its way stays with the house that promised it.
  stores('stock', 'stock', 'stock', '库存', 'Stock', { set: { reserved: 0, in_transit: 0, waiting: 0 } }),
  stores('part-move', 'part_move', 'part-moves', '出入库', 'Moves of parts', { told: onlyTold.ledger }),
  // Whoever took the house over decides what is still wanted: what was on order waits to be ordered.
  stores('purchase-order', 'purchase_order', 'purchase-orders', '采购单', 'Purchase orders', { set: { by_rule: false }, turn: { state: { ordered: 'draft', partly: 'draft' } } }),
  stores('purchase-line', 'purchase_line', 'purchase-lines', '采购行', 'Lines of purchase orders'),
  stores('part-transfer', 'part_transfer', 'part-transfers', '调拨', 'Transfers', { told: onlyTold.transfer }),
  stores('goods-item', 'goods_item', 'goods', '整机库存', 'Units in stock'),
  stores('goods-move', 'goods_move', 'goods-moves', '整机出入库', 'Moves of units', { told: onlyTold.ledger }),

  makers('vendor', 'vendor', 'vendors', '服务商', 'Vendors', { key: ['~key'], leave: ['api_key'], set: { webhook_url: '' }, turn: { state: { active: 'paused' } } }),
  makers('vendor-contract', 'vendor_contract', 'vendor-contracts', '服务商合同', 'Contracts with vendors'),
  house('carrier', 'carrier', 'carriers', '承运商', 'Carriers', { key: ['key'], set: { enabled: false } }),
  visits('territory', 'territory', 'territories', '服务区域', 'Territories'),
  visits('technician', 'technician', 'technicians', '技师', 'Technicians', { key: ['agent_id'], refs: { territory_ids: 'territory' }, set: { active: false } }),
  visits('absence', 'technician_absence', 'absences', '休假', 'Absences'),

  house('template', 'template', 'templates', '回复模板', 'Templates', { setting }),
  house('macro', 'macro', 'macros', '宏', 'Macros', { setting, set: { active: false } }),
  house('rule', 'rule', 'rules', '自动规则', 'Rules', { setting, set: { active: false } }),
  house('sla-policy', 'sla_policy', 'sla-policies', '时限政策', 'Policies of clocks', { setting, set: { enabled: false } }),
  house('queue', 'queue', 'queues', '队列', 'Queues', { setting, set: { enabled: false } }),
  house('segment', 'segment', 'segments', '客户分群', 'Segments', { setting, set: { members: 0, counted_at: null, counted_to: null, count_until: null, tag: null } }),
  house('view', 'saved_view', 'views', '视图', 'Views', { setting }),
  house('charge-settings', 'charge_settings', 'charge-settings', '收费设置', 'Settings of bills', { sole: true, told: onlyTold.bills }),
  house('repair-settings', 'repair_setting', 'repair-settings', '维修设置', 'Settings of repairs', { sole: true, setting }),
  house('dispatch-settings', 'dispatch_settings', 'dispatch-settings', '派工设置', 'Settings of visits', { sole: true, setting }),
  house('door', 'channel_account', 'doors', '渠道', 'Channels', { setting, key: ['kind', 'address'], leave: ['cursor', 'health_ok_at', 'health_error'], set: { enabled: false, mode: 'here', mirror_id: null, forward: null } }),
  house('webhook', 'webhook_target', 'webhooks', 'Webhook', 'Webhooks', { setting, key: ['url', 'name'], leave: ['old_until', 'failing_since', 'fault', 'tries', 'next_at', 'busy_until'], fresh: ['secret'], set: { enabled: false } }),
  house('process', 'process_definition', 'processes', '流程', 'Processes', { setting, set: { live: null } }),
  house('process-version', 'process_version', 'process-versions', '流程版本', 'Versions of processes', { setting }),

  owned('proof', 'purchase_proof', 'proofs', '购买凭证', 'Proofs of purchase', { files: ['files'] }),
  owned('exclusion', 'unit_exclusion', 'exclusions', '质保除外', 'Exclusions', { files: ['files'], refs: { ticket_id: 'ticket' } }),
  owned('unit-fault', 'unit_fault', 'unit-faults', '故障记录', 'Faults of units', { refs: { ticket_id: 'ticket' }, unique: ['reference'] }),
  said('link', 'ticket_link', 'ticket-links', '关联工单', 'Links of tickets', { key: ['from_id', 'to_id', 'kind'] }),
  said('task', 'ticket_task', 'tasks', '任务', 'Tasks'),
  done('quote', 'quote', 'quotes', '报价', 'Quotes', { turn: { state: { sent: 'expired' } } }),
  done('invoice-series', 'invoice_series', 'invoice-series', '发票号段', 'Series of invoices', { own: true }),
  done('invoice', 'invoice', 'invoices', '发票', 'Invoices', { key: ['number'] }),
  done('payment', 'payment', 'payments', '付款', 'Payments', { leave: ['url'], turn: { state: { pending: 'failed' } } }),
  done('refund', 'refund', 'refunds', '退款', 'Refunds', { unique: ['key'], turn: { state: { requested: 'failed' } } }),
  done('credit-note', 'credit_note', 'credit-notes', '红字发票', 'Credit notes', { key: ['number'], unique: ['key'] }),
  mended('repair', 'repair', 'repairs', '维修', 'Repairs', { refs: { unit_id: 'unit', replacement_id: 'unit', quote_id: 'quote' }, files: ['report.photos', 'diagnosis.photos'] }),
  mended('repair-line', 'repair_line', 'repair-lines', '维修行', 'Lines of repairs', { refs: { part_id: 'part' }, leave: ['reservation_id'], turn: { state: { reserved: 'planned', waiting: 'planned' } } }),
  mended('repair-step', 'repair_step', 'repair-steps', '维修进度', 'Steps of repairs'),
  mended('return', 'return_order', 'returns', '退换货', 'Returns', { refs: { unit_id: 'unit', new_unit_id: 'unit' }, files: ['inspection.photos'] }),
  mended('return-step', 'return_step', 'return-steps', '退换货进度', 'Steps of returns'),
  done('shipment', 'shipment', 'shipments', '寄件', 'Parcels', { unique: ['key'] }),
  done('scan', 'shipment_scan', 'scans', '物流轨迹', 'Scans'),
  driven('visit', 'visit', 'visits', '上门', 'Visits', { refs: { unit_id: 'unit' }, unique: ['origin'] }),
  driven('visit-photo', 'visit_photo', 'visit-photos', '上门照片', 'Photos of visits'),
  driven('visit-part', 'visit_part', 'visit-parts', '上门用件', 'Parts of visits', { refs: { part_id: 'part' }, unique: ['operation'] }),
  held('item', 'counter_item', 'counter-items', '柜台收件', 'Items at counters', { key: ['code'], files: ['photos'] }),
  held('custody', 'counter_custody', 'custody', '交接', 'Custody', { key: ['item_id', 'link'], files: ['files'] }),
  said('survey', 'survey', 'surveys', '满意度', 'Surveys'),
  outside('vendor-job', 'vendor_job', 'vendor-jobs', '外包工单', 'Jobs of vendors', { refs: { queue: 'vendor' }, files: ['files', 'proof.photos', 'proof.signature'], unique: ['key'] }),
  outside('vendor-offer', 'vendor_offer', 'vendor-offers', '外包报价', 'Offers to vendors', { key: ['job_id', 'vendor_id'], turn: { state: { open: 'withdrawn' } } }),
  outside('vendor-progress', 'vendor_progress', 'vendor-progress', '外包进度', 'Progress of vendors', { files: ['files'] }),
  outside('vendor-claim', 'vendor_claim', 'vendor-claims', '外包争议', 'Claims of vendors', { files: ['files'] }),
  outside('settlement', 'vendor_settlement', 'settlements', '服务商结算', 'Settlements', { key: ['vendor_id', 'period', 'currency'] }),
  outside('settlement-line', 'vendor_settlement_line', 'settlement-lines', '结算行', 'Lines of settlements', { key: ['job_id'] }),
];
export const shelfOf: ReadonlyMap<string, Shelf> = new Map(shelves.map((s) => [s.kind, s]));

/** Kinds the rest of the room knows by itself, by their table. */
export const baseKinds: Readonly<Record<string, string>> = { agent: 'agent', team: 'team', customer: 'customer', ticket: 'ticket', ticket_note: 'note', ticket_change: 'change', file: 'file' };
export const baseNames: Readonly<Record<string, { zh: string; en: string }>> = {
  team: { zh: '团队', en: 'Teams' }, agent: { zh: '人员', en: 'People' }, customer: { zh: '客户', en: 'Customers' }, ticket: { zh: '工单', en: 'Tickets' }, message: { zh: '消息', en: 'Messages' }, note: { zh: '备注', en: 'Notes' }, change: { zh: '历史', en: 'History' }, file: { zh: '文件', en: 'Files' },
};
