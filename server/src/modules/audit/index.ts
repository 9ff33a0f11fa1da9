export { createAudit } from './audit.ts';
export type { Audit } from './audit.ts';
export { auditModule } from './module.ts';
