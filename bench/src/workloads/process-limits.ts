import type pg from 'pg';
import { type Cpu, perOperation } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';

interface Timed { readonly rate: number; readonly p50: number; readonly p95: number; readonly count: number; readonly cpu: Cpu | undefined }

/** Processor time so far of this process, which plays the engine, and of the database. */
export function engineCpu(bench: Bench): Cpu | null {
  const cpu = bench.cpu();
  const { user, system } = process.cpuUsage();
  return cpu && { server: (user + system) / 1000, database: cpu.database };
}
/** How fast something goes on so many lanes at once for so long, and what each costs. */
export async function timed(bench: Bench, lanes: number, seconds: number, work: () => Promise<boolean>): Promise<Timed> {
  const before = engineCpu(bench);
  const times: number[] = [];
  const from = performance.now();
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (performance.now() - from < seconds * 1000) {
      const begun = performance.now();
      if (!(await work())) return;
      times.push(performance.now() - begun);
    }
  }));
  return { rate: (times.length / (performance.now() - from)) * 1000, p50: quantile(times, 0.5), p95: quantile(times, 0.95), count: times.length, cpu: perOperation(before, engineCpu(bench), times.length) };
}

/** The same work without an engine: one row as large as an instance inserted; found, locked, written and committed. */
export async function bareSteps(bench: Bench, seconds: number): Promise<{ inserts: Timed; steps: Timed; alone: Timed }> {
  const { db } = bench;
  const data = Buffer.alloc(900, 7);
  await db.query('create table bench_bare (id bigint generated always as identity primary key, state text not null, data bytea not null)');
  const inserts = await timed(bench, 4, seconds / 2, async () => { await db.query({ name: 'bare-insert', text: `insert into bench_bare (state, data) values ('running', $1) returning id`, values: [data] }); return true; });
  let n = 0;
  const step = async () => {
    const id = 1 + (n++ * 7919) % inserts.count;
    const client: pg.PoolClient = await db.connect();
    try {
      await client.query('begin');
      await client.query({ name: 'bare-lock', text: 'select state, data from bench_bare where id = $1 for update', values: [id] });
      await client.query({ name: 'bare-write', text: 'update bench_bare set data = $2 where id = $1', values: [id, data] });
      await client.query('commit');
    } finally { client.release(); }
    return true;
  };
  const alone = await timed(bench, 1, seconds / 2, step);
  const crowd = await timed(bench, 4, seconds / 2, step);
  await db.query('drop table bench_bare');
  return { inserts, steps: crowd, alone };
}
