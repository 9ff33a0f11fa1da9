import { z } from 'zod';
import { Done, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

export const ExportWhat = z.enum(['tickets', 'customers', 'everything']);
export type ExportWhat = z.infer<typeof ExportWhat>;
/** `csv` for spreadsheets, `jsonl` a record a line for programs, `archive` everything with its files, to be kept or brought in elsewhere. */
export const ExportForm = z.enum(['csv', 'jsonl', 'archive']);
export type ExportForm = z.infer<typeof ExportForm>;
export const ExportWrite = z.object({ what: ExportWhat, form: ExportForm, /** Key of a view: only its tickets. */ view: z.string().max(40).nullable().default(null) });
export const ExportRun = z.object({
  id: z.int(), at: Instant, by: z.string(), what: ExportWhat, form: ExportForm, view: z.string().nullable(), state: z.enum(['waiting', 'running', 'done', 'failed', 'stopped']), /** Tickets (or customers) written, and how many there are. */ done: z.int(), total: z.int(),
  /** Records by kind. */
  counts: z.record(z.string(), z.int()), /** The same for people, with how many there are where that can be told beforehand. */ kinds: z.array(z.object({ key: z.string(), name: Names, done: z.int(), total: z.int().nullable() })), size: z.int().nullable(), error: z.string().nullable(), finishedAt: Instant.nullable(), /** Then the file is thrown away. */ expiresAt: Instant.nullable(), ready: z.boolean(),
});
export type ExportRun = z.infer<typeof ExportRun>;
const right = 'exports.make';

export const exportsContract = {
  list: route({ method: 'GET', path: '/exports', summary: "The caller's exports, newest first", right, query: PageQuery, response: page(ExportRun) }),
  create: route({ method: 'POST', path: '/exports', summary: 'Write what the caller sees into a file, in the background', right, status: 202, idempotent: true, body: ExportWrite, response: ExportRun }),
  get: route({ method: 'GET', path: '/exports/:id', summary: 'How far an export is', right, params: IdParam, response: ExportRun }),
  stop: route({ method: 'POST', path: '/exports/:id/stop', summary: 'Stop an export', right, params: IdParam, response: ExportRun }),
  link: route({ method: 'POST', path: '/exports/:id/link', summary: 'An address for the file, good for five minutes; that it was fetched is written down', right, params: IdParam, response: z.object({ url: z.string() }) }),
  remove: route({ method: 'DELETE', path: '/exports/:id', summary: 'Throw an export and its file away', right, params: IdParam, response: Done }),
};
