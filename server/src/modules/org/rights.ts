/** Roles an installation starts with. Administrators may change them; `*` is everything. */
export const shippedRoles = [
  { key: 'administrator', name: { zh: '管理员', en: 'Administrator' }, rights: ['*'], scope: 'all' },
  { key: 'supervisor', name: { zh: '主管', en: 'Supervisor' }, rights: ['org.read', 'tickets.read', 'tickets.create', 'tickets.write', 'tickets.reply', 'tickets.assign', 'customers.read', 'customers.write', 'templates.manage', 'sla.manage', 'routing.manage', 'analytics.read', 'vendors.read', 'vendors.offer', 'counter.use', 'sites.read', 'parts.read', 'parts.write', 'charges.write', 'charges.manage'], scope: 'all' },
  { key: 'agent', name: { zh: '客服', en: 'Agent' }, rights: ['org.read', 'tickets.read', 'tickets.create', 'tickets.write', 'tickets.reply', 'tickets.assign', 'customers.read', 'customers.write', 'analytics.read', 'vendors.read', 'vendors.offer', 'sites.read', 'parts.read', 'parts.write', 'charges.write'], scope: 'all' },
  { key: 'team-agent', name: { zh: '团队客服', en: 'Team agent' }, rights: ['org.read', 'tickets.read', 'tickets.create', 'tickets.write', 'tickets.reply', 'tickets.assign', 'customers.read', 'customers.write', 'sites.read', 'parts.read', 'charges.write'], scope: 'team' },
  { key: 'viewer', name: { zh: '只读', en: 'Viewer' }, rights: ['org.read', 'tickets.read', 'customers.read', 'analytics.read', 'sites.read', 'parts.read'], scope: 'all' },
  { key: 'service-manager', name: { zh: '售后负责人', en: 'Service manager' }, rights: ['org.read', 'tickets.read', 'tickets.create', 'tickets.write', 'tickets.reply', 'tickets.assign', 'customers.read', 'customers.write', 'analytics.read', 'vendors.read', 'vendors.offer', 'vendors.manage', 'counter.use', 'counter.manage', 'sites.read', 'sites.manage', 'parts.read', 'parts.write', 'parts.manage', 'charges.write', 'charges.manage', 'charges.settings'], scope: 'all' },
  // The three below work for one van, one shop or one company; each module shows them only what is theirs.
  { key: 'technician', name: { zh: '工程师', en: 'Technician' }, rights: ['sites.read', 'parts.read', 'parts.write'], scope: 'team' },
  { key: 'clerk', name: { zh: '网点', en: 'Counter clerk' }, rights: ['counter.use', 'sites.read', 'parts.read', 'parts.write'], scope: 'team' },
  { key: 'vendor', name: { zh: '服务商', en: 'Vendor' }, rights: ['vendors.work'], scope: 'team' },
  { key: 'integration', name: { zh: '集成', en: 'Integration' }, rights: ['org.read', 'tickets.read', 'tickets.create', 'tickets.write', 'tickets.reply', 'customers.read', 'customers.write', 'sites.read', 'parts.read', 'parts.write', 'charges.write'], scope: 'all' },
] as const;
