import { exportsContract as contract } from '@aftercare/contract/exports';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Exports } from './exports.ts';
import type { Fetching } from './fetching.ts';

export function transferModule({ db, files }: Pick<Platform, 'db' | 'files'>, exported: Exports, fetching: Fetching) {
  return defineModule({
    name: 'transfer',
    jobs: [...exported.jobs, fetching.job as Job<never>],
    routes: [
      implement(contract.list, async ({ query, principal }) => toPage(await exported.list(principal, query.after ? Number(readCursor(query.after, 1)[0]) || 0 : null, query.limit + 1), query.limit, (r) => [r.id])),
      implement(contract.create, ({ body, principal, language, transact }) => transact((tx) => exported.start(tx, principal, body, language))),
      implement(contract.get, ({ params, principal }) => exported.get(principal, params.id)),
      implement(contract.stop, ({ params, principal }) => exported.stop(principal, params.id)),
      implement(contract.link, ({ params, principal }) => db.tx((tx) => exported.link(tx, principal, params.id))),
      implement(contract.remove, async ({ params, principal }) => { const fileId = await db.tx((tx) => exported.remove(tx, principal, params.id)); if (fileId !== null) await files.remove(fileId); return { done: true as const }; }),
    ],
    rights: { 'exports.make': { zh: '导出能看到的工单和客户', en: 'Export the tickets and customers they see' } },
  });
}
