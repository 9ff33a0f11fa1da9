import { imports as contract } from '@aftercare/contract/imports';
import { Download, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { errorFile } from './error-file.ts';
import type { Imports } from './imports.ts';

export function importRoutes({ db, files }: Pick<Platform, 'db' | 'files'>, imports: Imports) {
  return [
    implement(contract.kinds, async ({ principal }) => ({ items: imports.kinds(principal) })),
    implement(contract.list, async ({ query, principal, language }) => toPage(await imports.list(principal, query.after ? Number(readCursor(query.after, 1)[0]) || 0 : null, query.limit + 1, language), query.limit, (r) => [r.id])),
    implement(contract.create, async ({ body, principal, language, transact }) => { const ready = await imports.prepare(principal, body); return transact((tx) => imports.create(tx, principal, body.kind, language, ready)); }),
    implement(contract.get, ({ params, principal, language }) => imports.get(principal, params.id, language)),
    implement(contract.start, ({ params, body, principal, language }) => db.tx((tx) => imports.start(tx, principal, params.id, body, language))),
    implement(contract.stop, ({ params, principal, language }) => db.tx((tx) => imports.stop(tx, principal, params.id, language))),
    implement(contract.resume, ({ params, principal, language }) => db.tx((tx) => imports.resume(tx, principal, params.id, language))),
    implement(contract.undo, ({ params, principal, language }) => db.tx((tx) => imports.undo(tx, principal, params.id, language))),
    implement(contract.remove, async ({ params, principal }) => { const fileId = await db.tx((tx) => imports.remove(tx, principal, params.id)); if (fileId) await files.remove(fileId); return { done: true as const }; }),
    implement(contract.faults, async ({ params, query, principal, language }) => {
      const [n, place] = readCursor(query.after, 2);
      const { items, next } = toPage(await imports.faults(principal, params.id, [Number(n ?? 0) || 0, Number(place ?? -1)], query.limit + 1, language), query.limit, (f) => [f.n, f.place]);
      return { items: items.map(({ n: _, place: __, ...fault }) => fault), next };
    }),
    implement(contract.errorFile, async ({ params, principal, language }) => {
      const lines = await imports.errorLines(principal, params.id);
      return new Download(await errorFile(lines, language), { type: 'text/csv; charset=utf-8', name: `${lines.run.fileName.replace(/\.\w+$/, '')}-${language === 'zh-CN' ? '未导入' : 'not-taken'}.csv` });
    }),
  ];
}
