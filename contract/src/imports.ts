import { z } from 'zod';
import { Done, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

/** What a kind of import takes: a field of ours that a column of the file may fill. */
export const ImportField = z.object({ key: z.string(), name: Names, required: z.boolean() });
export type ImportField = z.infer<typeof ImportField>;
/** A choice beside the columns, such as what to do with somebody who is there already. */
export const ImportChoice = z.object({ key: z.string(), name: Names, values: z.array(z.object({ value: z.string(), name: Names })), usual: z.string() });
export type ImportChoice = z.infer<typeof ImportChoice>;
export const ImportKind = z.object({ kind: z.string(), name: Names, about: Names, /** Endings of files it reads. */ accept: z.array(z.string()), fields: z.array(ImportField), choices: z.array(ImportChoice) });
export type ImportKind = z.infer<typeof ImportKind>;

/** A column of the file; `guess` is the field its heading speaks of. */
export const ImportColumn = z.object({ heading: z.string(), samples: z.array(z.string()), guess: z.string().nullable() });
export type ImportColumn = z.infer<typeof ImportColumn>;
export const ImportState = z.enum(['draft', 'waiting', 'reading', 'running', 'done', 'stopped', 'failed', 'undoing', 'undone']);
export type ImportState = z.infer<typeof ImportState>;
export const ImportRun = z.object({
  id: z.int(), kind: z.string(), at: Instant, by: z.string(), file: z.object({ name: z.string(), size: z.int() }), columns: z.array(ImportColumn),
  /** Field → number of the column that fills it. */
  mapping: z.record(z.string(), z.int()), choices: z.record(z.string(), z.string()), /** Nothing is written: it only says what would become of it. */ dry: z.boolean(),
  state: ImportState, /** Lines of the file as far as it was read; `total` once all was. */ read: z.int(), total: z.int().nullable(), done: z.int(), created: z.int(), changed: z.int(), skipped: z.int(), failed: z.int(),
  /** Where the file holds many kinds of things: how many of each have been gone through, and how many of them were not taken. */
  kinds: z.array(z.object({ key: z.string(), name: Names, read: z.int(), failed: z.int(), /** Why such are never taken in; null: they are. */ left: Names.nullable() })),
  startedAt: Instant.nullable(), finishedAt: Instant.nullable(), /** Why it failed, in the caller's language. */ error: z.string().nullable(), mayUndo: z.boolean(), /** Of an undo: rows taken back, and rows that had to stay. */ undone: z.int(), stayed: z.int(),
});
export type ImportRun = z.infer<typeof ImportRun>;
export const ImportFault = z.object({ line: z.int(), column: z.string(), value: z.string(), message: z.string() });
export type ImportFault = z.infer<typeof ImportFault>;
/** Files of imports may be larger than others; sent as raw bytes to `POST /imports/files?name=`. */
export const maxImportBytes = 4 * 1024 ** 3;

const Start = z.object({ mapping: z.record(z.string().max(60), z.int().min(0).max(500)).default({}), choices: z.record(z.string().max(60), z.string().max(60)).default({}), dry: z.boolean() });
export const imports = {
  kinds: route({ method: 'GET', path: '/imports/kinds', summary: 'What can be brought in, and the fields it takes', right: 'imports.manage', response: z.object({ items: z.array(ImportKind) }) }),
  list: route({ method: 'GET', path: '/imports', summary: 'Imports, newest first', right: 'imports.manage', query: PageQuery, response: page(ImportRun) }),
  create: route({ method: 'POST', path: '/imports', summary: 'Begin with a file that was sent: its columns are read and guessed, nothing is brought in yet', right: 'imports.manage', status: 201, idempotent: true, body: z.object({ kind: z.string().max(40), fileId: z.int().positive() }), response: ImportRun }),
  get: route({ method: 'GET', path: '/imports/:id', summary: 'How far an import is', right: 'imports.manage', params: IdParam, response: ImportRun }),
  start: route({ method: 'POST', path: '/imports/:id/start', summary: 'Try it (`dry`) or bring it in, in the background', right: 'imports.manage', status: 202, params: IdParam, body: Start, response: ImportRun }),
  stop: route({ method: 'POST', path: '/imports/:id/stop', summary: 'Stop; what is in stays, and it can go on later', right: 'imports.manage', params: IdParam, response: ImportRun }),
  resume: route({ method: 'POST', path: '/imports/:id/resume', summary: 'Go on where it stopped', right: 'imports.manage', params: IdParam, response: ImportRun }),
  undo: route({ method: 'POST', path: '/imports/:id/undo', summary: 'Take back what it brought in, as far as nothing was built upon it', right: 'imports.manage', params: IdParam, response: ImportRun }),
  remove: route({ method: 'DELETE', path: '/imports/:id', summary: 'Forget an import that never began', right: 'imports.manage', params: IdParam, response: Done }),
  faults: route({ method: 'GET', path: '/imports/:id/faults', summary: 'Lines that were not taken, and why', right: 'imports.manage', params: IdParam, query: PageQuery, response: page(ImportFault) }),
  errorFile: route({ method: 'GET', path: '/imports/:id/errors', summary: 'The lines that were not taken as a table (CSV) with row, column and what to do, to be mended and sent again', right: 'imports.manage', params: IdParam, response: z.unknown() }),
};
