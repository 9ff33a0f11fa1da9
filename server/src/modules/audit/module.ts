import type { Job } from '../../platform/jobs/index.ts';
import { defineModule } from '../../platform/module/index.ts';
import type { Audit } from './audit.ts';
import { auditRoutes } from './routes.ts';

export function auditModule(audit: Audit) {
  return defineModule({
    name: 'audit',
    routes: auditRoutes(audit),
    jobs: [{ name: 'audit.seal', cron: '* * * * *', handle: () => audit.seal() } satisfies Job<unknown> as Job<never>],
    rights: { 'audit.read': { zh: '查看审计记录', en: 'Read the audit trail' } },
  });
}
