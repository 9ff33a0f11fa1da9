import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Imports } from './imports.ts';
import { importRoutes } from './routes.ts';

export function importsModule(platform: Platform, imports: Imports) {
  return defineModule({
    name: 'imports',
    routes: importRoutes(platform, imports),
    jobs: imports.jobs as unknown as Job<never>[],
    rights: { 'imports.manage': { zh: '导入数据，并可撤销导入', en: 'Bring data in from files, and take it back' } },
  });
}
