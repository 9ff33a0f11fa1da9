import { audit as contract } from '@aftercare/contract/audit';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Audit } from './audit.ts';

const newestChecked = 20_000;

export function auditRoutes(audit: Audit) {
  return [
    implement(contract.list, async ({ query }) => {
      const [before] = readCursor(query.after, 1);
      return toPage(await audit.list({ ...query, before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (e) => [e.id]);
    }),
    implement(contract.verification, () => audit.verify({ newest: newestChecked })),
  ];
}
