import type { ImportRun } from '@aftercare/contract/imports';
import { type Principal, actorOf, may, need } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { guessColumns } from './guess.ts';
import type { Kind } from './kind.ts';
import { readTable } from './read-table.ts';
import { createWorking, jobName } from './working.ts';
import * as store from './store.ts';

const samples = 10;

/** Files brought in: columns guessed, tried without writing, taken in the background, taken back. What the lines become is said by the kinds. */
export function createImports(platform: Platform) {
  const { db, clock, jobs, files } = platform;
  const kinds = new Map<string, Kind>();
  const kindOf = (name: string): Kind => { const kind = kinds.get(name); if (!kind) throw new Refusal('not-found'); return kind; };
  // Whoever is there already is found whoever sees them: this is for those who see all.
  const mine = (principal: Principal) => (principal.scope === 'all' && !principal.masked?.size ? [...kinds.values()].filter((k) => may(principal, k.right)) : []);
  const load = async (handle: Handle, principal: Principal, id: number, lock = false): Promise<store.RunRow> => {
    const row = await (lock ? store.lockRun(handle as Tx, id) : store.findRun(handle, id));
    if (!row || !mine(principal).some((k) => k.kind === row.kind)) throw new Refusal('not-found');
    return row;
  };
  const view = async (handle: Handle, r: store.RunRow, language: string): Promise<Loose<ImportRun>> => ({
    id: r.id, kind: r.kind, at: r.at, by: r.actor.name, file: { name: r.fileName, size: r.fileSize }, columns: r.columns, mapping: r.mapping, choices: r.choices, dry: r.dry, state: r.state, read: r.read, total: r.total, done: r.done,
    kinds: Object.entries(r.kinds).map(([key, n]) => ({ key, name: kinds.get(r.kind)?.kindNames?.[key] ?? { zh: key, en: key }, left: kinds.get(r.kind)?.kindsLeft?.[key] ?? null, ...n })), created: r.created, changed: r.changed, skipped: r.skipped, failed: r.failed, startedAt: r.startedAt, finishedAt: r.finishedAt, error: r.error ? say(language, r.error.key, r.error.params) : null, undone: r.undone, stayed: r.stayed,
    mayUndo: !r.dry && ['done', 'stopped', 'failed'].includes(r.state) && kinds.get(r.kind)?.undo !== undefined && (await store.anyMade(handle, r.id)),
  });
  const again = async (tx: Tx, id: number, language: string) => view(tx, (await store.findRun(tx, id)) as store.RunRow, language);
  const busy = () => new Refusal('conflict', { key: 'imports.busy' });

  return {
    /** Called by the composition root, once for each kind. */
    use(kind: Kind): void { if (kinds.has(kind.kind)) throw new Error(`Import ${kind.kind} is defined twice`); kinds.set(kind.kind, kind); },
    kinds: (principal: Principal) => mine(principal).map(({ kind, name, about, accept, fields, choices }) => ({ kind, name, about, accept: [...accept], fields: fields.map(({ key, name: words, required }) => ({ key, name: words, required })), choices: [...choices] })),
    async list(principal: Principal, before: number | null, limit: number, language: string) {
      return Promise.all((await store.listRuns(db, mine(principal).map((k) => k.kind), before, limit)).map((r) => view(db, r, language)));
    },
    get: async (principal: Principal, id: number, language: string) => view(db, await load(db, principal, id), language),

    /** Reads the head of the file and guesses its columns. */
    async prepare(principal: Principal, input: { kind: string; fileId: number }) {
      const kind = mine(principal).find((k) => k.kind === input.kind);
      if (!kind) { need(principal, kindOf(input.kind).right); throw new Refusal('not-allowed', { params: { right: 'imports.manage' } }); }
      const file = await files.find(input.fileId);
      if (!file || file.owner !== `${principal.kind}:${principal.id}`) throw new Refusal('not-found');
      if (kind.read) return { file, columns: [] };
      const lines: (readonly string[])[] = [];
      for await (const { cells } of readTable(async () => (await files.open(file.id)).stream)) { lines.push(cells); if (lines.length > samples) break; }
      const [heading = [], ...rest] = lines;
      if (rest.length === 0) throw new Refusal('invalid-input', { key: 'imports.empty' });
      const guesses = guessColumns(heading, kind.fields);
      return { file, columns: heading.slice(0, 200).map((h, i) => ({ heading: h.slice(0, 200), samples: rest.map((r) => (r[i] ?? '').slice(0, 100)), guess: guesses[i] ?? null })) };
    },
    async create(tx: Tx, principal: Principal, kind: string, language: 'zh-CN' | 'en', { file, columns }: Awaited<ReturnType<typeof this.prepare>>) {
      await files.claim(tx, [file.key], file.owner ?? '');
      const id = await store.insertRun(tx, { kind, at: clock.now(), agentId: principal.kind === 'agent' ? principal.id : null, actor: actorOf(principal), language, fileId: file.id, fileName: file.name, fileSize: file.size, columns });
      return again(tx, id, language);
    },
    async start(tx: Tx, principal: Principal, id: number, input: { mapping: Record<string, number>; choices: Record<string, string>; dry: boolean }, language: string) {
      const run = await load(tx, principal, id, true);
      const kind = kindOf(run.kind);
      if (['waiting', 'reading', 'running', 'undoing'].includes(run.state) || !run.fileId) throw busy();
      // What is in cannot be brought in again by the same file's run; a trial may be repeated.
      if (!run.dry && run.state !== 'undone') throw new Refusal('conflict', { key: 'imports.over' });
      const invalid = (path: string, key: string) => new Refusal('invalid-input', { fields: [{ path, key }] });
      for (const [key, at] of Object.entries(input.mapping)) if (!kind.fields.some((f) => f.key === key) || at >= run.columns.length) throw invalid(`mapping.${key}`, 'field.choice');
      for (const f of kind.fields) if (f.required && input.mapping[f.key] === undefined && !kind.read) throw invalid(`mapping.${f.key}`, 'field.required');
      for (const c of kind.choices) if (input.choices[c.key] !== undefined && !c.values.some((v) => v.value === input.choices[c.key])) throw invalid(`choices.${c.key}`, 'field.choice');
      for (const right of kind.needs?.(input.choices) ?? []) need(principal, right);
      await store.beginRun(tx, id, { mapping: input.mapping, choices: Object.fromEntries(kind.choices.map((c) => [c.key, input.choices[c.key] ?? c.usual])), dry: input.dry, at: clock.now() });
      await jobs.enqueue(tx, jobName, { runId: id }, { key: `${jobName} ${id}`, attempts: 25 });
      return again(tx, id, language);
    },
    async stop(tx: Tx, principal: Principal, id: number, language: string) {
      const run = await load(tx, principal, id, true);
      if (['waiting', 'reading', 'running'].includes(run.state)) await store.setState(tx, id, 'stopped', clock.now());
      return again(tx, id, language);
    },
    async resume(tx: Tx, principal: Principal, id: number, language: string) {
      const run = await load(tx, principal, id, true);
      if (!['stopped', 'failed'].includes(run.state) || !run.fileId) throw busy();
      await store.setState(tx, id, 'waiting');
      await jobs.enqueue(tx, jobName, { runId: id }, { key: `${jobName} ${id}`, attempts: 25 });
      return again(tx, id, language);
    },
    async undo(tx: Tx, principal: Principal, id: number, language: string) {
      const run = await load(tx, principal, id, true);
      if (!(await view(tx, run, language)).mayUndo) throw new Refusal('conflict', { key: 'imports.not-undoable' });
      await store.setState(tx, id, 'undoing');
      await jobs.enqueue(tx, jobName, { runId: id }, { key: `${jobName} ${id}`, attempts: 25 });
      return again(tx, id, language);
    },
    async remove(tx: Tx, principal: Principal, id: number): Promise<number | null> {
      const run = await load(tx, principal, id, true);
      if (!(run.state === 'draft' || (run.dry && ['done', 'stopped', 'failed'].includes(run.state)))) throw busy();
      await store.deleteRun(tx, id);
      return run.fileId;
    },
    async faults(principal: Principal, id: number, after: readonly [number, number], limit: number, language: string) {
      const run = await load(db, principal, id);
      const names = new Map(kindOf(run.kind).fields.map((f) => [f.key, language === 'zh-CN' ? f.name.zh : f.name.en]));
      return (await store.faultsAfter(db, id, after, limit)).map((f) => ({ n: f.n, place: f.place, line: f.line, column: run.columns[run.mapping[f.field] ?? -1]?.heading ?? names.get(f.field) ?? f.field, value: f.value, message: say(language, f.key, f.params) }));
    },
    /** What a run made anew, for whoever looks at it afterwards. */
    newIds: store.newIds,
    async errorLines(principal: Principal, id: number) {
      const run = await load(db, principal, id);
      return { run, fields: kindOf(run.kind).fields, page: (after: number, limit: number) => store.faultyLines(db, id, after, limit) };
    },
    ...createWorking(platform, kindOf),
  };
}
export type Imports = ReturnType<typeof createImports>;
