import { parseArgs } from 'node:util';
import { fillTickets } from './fill.ts';
import { type Bench, startBench } from './harness.ts';
import { type Line, printLine, writeReport } from './report.ts';
import { chat } from './workloads/chat.ts';
import { creation } from './workloads/creation.ts';
import { mail } from './workloads/mail.ts';
import { pages } from './workloads/pages.ts';
import { start } from './workloads/start.ts';

/** `npm run bench [-- --only creation,list --seconds 5]`: all workloads in turn on one throw-away installation. */
const { values } = parseArgs({ options: { only: { type: 'string' }, seconds: { type: 'string', default: '8' } } });
const seconds = Number(values.seconds);
const only = values.only?.split(',');

const workloads: Record<string, (bench: Bench) => Promise<Line[]>> = {
  start,
  pages,
  creation: (bench) => creation(bench, seconds),
  mail,
  chat: (bench) => chat(bench),
};
for (const name of only ?? []) if (!workloads[name]) { process.stderr.write(`There is no workload «${name}». Known: ${Object.keys(workloads).join(', ')}\n`); process.exit(2); }

process.stdout.write('starting a throw-away installation …\n');
const bench = await startBench();
const lines: Line[] = [];
try {
  await fillTickets(bench.db, 20_000);
  for (const [name, run] of Object.entries(workloads)) {
    if (only && !only.includes(name)) continue;
    process.stdout.write(`${name} …\n`);
    for (const line of await run(bench)) { lines.push(line); printLine(line); }
  }
} finally { await bench.stop(); }
process.stdout.write(`written to ${writeReport(lines)}\n${lines.filter((l) => l.ok).length} of ${lines.length} targets met\n`);
