import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Kind, Row } from './kind.ts';
import { readTable } from './read-table.ts';
import * as store from './store.ts';

export const jobName = 'imports.run';
const stageSize = 2000;
const batchSize = 1000;
const keptDays = 30;
/** After so many lines the tables they fill are measured for the first time, and then each time there are so many times as many. */
const [firstMeasured, measuredAgain] = [2000, 6];

/** The background half: reads the file into lines, takes them batch by batch, takes them back. Whatever kills it, it goes on where the last transaction ended. */
export function createWorking({ work: db, clock, files, log }: Pick<Platform, 'work' | 'clock' | 'files' | 'log'>, kindOf: (name: string) => Kind) {
  /** False when somebody stopped it. */
  async function read(run: store.RunRow, kind: Kind): Promise<boolean> {
    const open = async () => (await files.open(run.fileId ?? 0)).stream;
    let n = 0;
    let lines: store.LineRow[] = [];
    const keep = (over: boolean) => db.tx(async (tx) => {
      const now = await store.lockRun(tx, run.id);
      if (!now || (now.state !== 'waiting' && now.state !== 'reading')) return false;
      if (now.state === 'waiting') await store.setState(tx, run.id, 'reading');
      // What an earlier attempt kept is there.
      await store.addLines(tx, run.id, lines.filter((l) => l.n > now.read));
      if (over) await store.readAll(tx, run.id, n);
      return true;
    });
    const source = kind.read ? kind.read(open, run.fileName) : readTable(open);
    let heading = !kind.read;
    for await (const { line, cells } of source) {
      if (heading) { heading = false; continue; }
      n += 1;
      lines.push({ n, line, cells });
      if (lines.length >= stageSize) { if (!(await keep(false))) return false; lines = []; }
    }
    return keep(true);
  }

  const rowOf = (run: store.RunRow, l: store.LineRow): Row => {
    const cells = Array.isArray(l.cells) ? (l.cells as unknown[]) : [];
    return { n: l.n, line: l.line, cells: l.cells, values: Object.fromEntries(Object.entries(run.mapping).map(([key, at]) => [key, String(cells[at] ?? '').trim()])) };
  };
  /** One batch; how many lines it had. None when there is no more, or somebody stopped it. */
  const step = (runId: number, kind: Kind) => db.tx(async (tx) => {
    const run = await store.lockRun(tx, runId);
    if (run?.state !== 'running') return 0;
    const lines = await store.linesAfter(tx, runId, run.done, kind.batch ?? batchSize);
    if (lines.length === 0) {
      await store.setState(tx, runId, 'done', clock.now());
      if (!run.dry) await store.dropGoodLines(tx, runId);
      if (!run.dry) await kind.over?.(tx, runId, run.actor);
      return 0;
    }
    const firstLines = async (t: Tx, keys: readonly { key: string; line: number }[]) => new Map((keys.length === 0 ? [] : await store.firstLines(t, runId, keys)).map((k) => [k.key, k.line]));
    const came = await kind.take(tx, lines.map((l) => rowOf(run, l)), { id: runId, choices: run.choices, dry: run.dry, actor: run.actor, language: run.language, firstLines });
    await store.saveBatch(tx, runId, { ...came, done: lines.length, failed: new Set(came.faults.map((f) => f.n)).size, made: run.dry ? [] : came.made });
    return lines.length;
  });
  async function takeAll(runId: number, kind: Kind, dry: boolean): Promise<void> {
    let [taken, measureAt] = [0, firstMeasured];
    for (let lines; (lines = await step(runId, kind)) > 0;) {
      taken += lines;
      if (dry || !kind.fills || taken < measureAt) continue;
      await store.measure(db, kind.fills);
      measureAt *= measuredAgain;
    }
  }
  const stepBack = (runId: number, kind: Kind) => db.tx(async (tx) => {
    const run = await store.lockRun(tx, runId);
    if (run?.state !== 'undoing' || !kind.undo) return false;
    const made = await store.lastMade(tx, runId, kind.batch ?? batchSize);
    if (made.length === 0) { await store.setState(tx, runId, 'undone', clock.now()); await kind.over?.(tx, runId, run.actor); return false; }
    const { stayed } = await kind.undo(tx, made, run.actor, runId);
    await store.saveUndone(tx, runId, made, stayed);
    return true;
  });

  const job: Job<{ runId: number }> = {
    name: jobName,
    async handle({ runId }) {
      const run = await store.findRun(db, runId);
      if (!run) return;
      const kind = kindOf(run.kind);
      if (run.state === 'undoing') { while (await stepBack(runId, kind)); return; }
      if (run.state !== 'waiting' && run.state !== 'reading' && run.state !== 'running') return;
      try {
        if (run.state !== 'running' && run.total === null && !(await read(run, kind))) return;
        if (run.state !== 'running' && run.total !== null) await db.tx(async (tx) => { if ((await store.lockRun(tx, runId))?.state === 'waiting') await store.setState(tx, runId, 'running'); });
        await takeAll(runId, kind, run.dry);
      } catch (error) {
        // A file that cannot be read will not be readable in an hour; everything else is tried again.
        if (!(error instanceof Refusal)) throw error;
        await store.failRun(db, runId, { key: error.detail.key ?? `problem.${error.code}`, params: error.detail.params ?? {} }, clock.now());
      }
    },
  };
  const sweep: Job<unknown> = {
    name: 'imports.sweep', cron: '41 3 * * *',
    async handle() {
      for (const old of await store.oldRuns(db, new Date(clock.now().getTime() - keptDays * 86_400_000), 500)) {
        await db.tx(async (tx) => { await (old.state === 'draft' ? store.deleteRun(tx, old.id) : store.clearRun(tx, old.id)); });
        if (old.fileId) await files.remove(old.fileId).catch((error: unknown) => log.warn({ err: error, actor: systemActor.name }, 'the file of an old import was not removed'));
      }
    },
  };
  return { jobs: [job, sweep] as const };
}
