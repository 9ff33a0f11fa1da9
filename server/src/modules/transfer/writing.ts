import type { Platform } from '../../platform/module/index.ts';
import { principalOf } from './asker.ts';
import { type GatherNeeds, type Gathered, type Place, gather } from './gather.ts';
import * as store from './store-exports.ts';
import { type Entry, writeEnd, writePiece } from './write-archive.ts';
import { writeLines, writeTable } from './write-table.ts';

const keptMs = 7 * 86_400_000;
const largest = 64 * 1024 ** 3;
/** Somebody stopped it. */
export class Stopped extends Error {}
export interface PieceLimits { /** A piece is closed at the first whole page behind so many bytes of records and files, … */ readonly bytes: number; /** … or behind so long. */ readonly ms: number }
const usual: PieceLimits = { bytes: 64 * 1024 ** 2, ms: 20_000 };
const weightOf = (piece: Gathered): number => (piece.kind === 'bytes' ? piece.size : piece.kind === 'records' ? piece.list.length * 400 : 0);

/**
 * Writes what an export asks for, piece by piece. Each piece is on disk and known before the next begins: killed at any moment, the work goes on
 * behind the last of them, and in the end all are put one behind the other.
 */
export function createWriting({ work, clock, files }: Pick<Platform, 'work' | 'clock' | 'files'>, needs: Omit<GatherNeeds, 'db' | 'files'>, version: string, limits: PieceLimits = usual) {
  const sweep = async (runId: number) => { for (const { id } of await store.strayFiles(work, runId)) await files.remove(id); };

  async function write(run: store.ExportRow): Promise<void> {
    const who = principalOf(run.principal);
    const [isLines, isArchive] = [run.form === 'jsonl', run.form !== 'jsonl' && (run.form === 'archive' || run.what === 'everything')];
    const main = run.what === 'customers' ? 'customer' : 'ticket';
    const ending = isLines ? 'jsonl' : isArchive ? 'tar.gz' : 'csv';
    const kept = { declaredType: ending === 'csv' ? 'text/csv' : isLines ? 'application/x-ndjson' : 'application/gzip', maxBytes: largest, owner: `export:${run.id}`, claimed: true };
    await sweep(run.id);
    const parts = await store.partsOf(work, run.id);
    const last = parts.at(-1);
    const counts = { ...last?.counts };
    const told = new Set(parts.flatMap((p) => p.entries.flatMap((e) => (e.name.startsWith('files/') ? [e.name.slice(6, 46)] : []))));
    const numbers = new Map<string, number>();
    for (const e of parts.flatMap((p) => p.entries)) if (e.of) numbers.set(e.of, (numbers.get(e.of) ?? 0) + 1);
    let totals: Record<string, number> = run.totals;
    let toldAt = 0;
    const progress = async () => {
      toldAt = performance.now();
      const total = totals[main] ?? 0;
      if (!(await store.progress(work, run.id, { done: Math.min(counts[main] ?? 0, total), total, counts, totals }))) throw new Stopped();
    };

    const source = gather({ ...needs, db: work, files }, who, { what: run.what, view: run.view, bytes: run.form === 'archive' }, last?.place, told);
    let [over, place] = [false, { stage: 0, after: [] } as Place];
    async function* onePiece(): AsyncGenerator<Gathered> {
      let weight = 0;
      const began = performance.now();
      for (;;) {
        const { value, done } = await source.next();
        if (done) { over = true; return; }
        if (value.kind === 'totals') totals = { ...value.totals };
        if (value.kind === 'records') counts[value.of] = (counts[value.of] ?? 0) + value.list.length;
        if (value.kind === 'bytes') counts['file'] = (counts['file'] ?? 0) + 1;
        if (performance.now() - toldAt > 500) await progress();
        weight += weightOf(value);
        if (value.kind !== 'place') { yield value; continue; }
        place = value.place;
        if (weight >= limits.bytes || performance.now() - began > limits.ms) return;
      }
    }
    for (let n = (last?.n ?? 0) + 1; !over; n++) {
      const entries: Entry[] = [];
      const isFirst = n === 1;
      const bytes = isLines ? writeLines(onePiece()) : isArchive ? writePiece(onePiece(), { form: run.form === 'csv' ? 'csv' : 'jsonl', language: run.language, isFirst }, entries, numbers) : writeTable(onePiece(), main, run.language, isFirst);
      const { id } = await files.put(bytes, { ...kept, name: `${run.id}-${n}.part` });
      // Where the last piece ends there is nothing more: a run killed now has only to put them together.
      await store.addPart(work, run.id, { n, fileId: id, entries, place: over ? { stage: Number.MAX_SAFE_INTEGER, after: [] } : place, counts });
    }
    await progress();

    const all = await store.partsOf(work, run.id);
    async function* joined(): AsyncGenerator<Uint8Array> {
      for (const p of all) if (p.fileId !== null) for await (const chunk of (await files.open(p.fileId)).stream as AsyncIterable<Uint8Array>) yield chunk;
      if (isArchive) yield* writeEnd({ what: run.what, view: run.view, at: clock.now(), version }, all.flatMap((p) => p.entries));
    }
    const stored = await files.put(joined(), { ...kept, name: `aftercare-${run.what}-${clock.now().toISOString().slice(0, 10)}-${run.id}.${ending}` });
    const done = await store.finish(work, run.id, { fileId: stored.id, size: stored.size, at: clock.now(), expiresAt: new Date(clock.now().getTime() + keptMs) });
    if (!done) await files.remove(stored.id);
    await clear(run.id);
  }
  /** Pieces are not needed any more. */
  async function clear(runId: number): Promise<void> {
    await store.dropParts(work, runId);
    await sweep(runId);
  }
  return { write, clear };
}
