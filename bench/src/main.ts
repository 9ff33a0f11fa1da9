import { parseArgs } from 'node:util';
import { fillThreads, fillTickets, fillWords } from './fill.ts';
import { type Bench, startBench } from './harness.ts';
import { type Line, printLine, writeReport } from './report.ts';
import { bulk } from './workloads/bulk.ts';
import { channels } from './workloads/channels.ts';
import { clocks } from './workloads/clocks.ts';
import { chat } from './workloads/chat.ts';
import { consoleFeel } from './workloads/console.ts';
import { creation } from './workloads/creation.ts';
import { customerImport } from './workloads/customer-import.ts';
import { customers } from './workloads/customers.ts';
import { dispatch } from './workloads/dispatch.ts';
import { entitlement } from './workloads/entitlement.ts';
import { importing } from './workloads/import.ts';
import { large } from './workloads/large.ts';
import { lists, listsAtMillion } from './workloads/lists.ts';
import { mail } from './workloads/mail.ts';
import { page } from './workloads/page.ts';
import { pages } from './workloads/pages.ts';
import { processes } from './workloads/processes.ts';
import { routing } from './workloads/routing.ts';
import { search } from './workloads/search.ts';
import { start } from './workloads/start.ts';
import { voice } from './workloads/voice.ts';

/** `npm run bench [-- creation lists --seconds 5]`, or `--only creation,lists`: all workloads in turn on one throw-away installation. What `search-large` loads: `--tickets --messages --customers`, and for how many `--minutes` at most; `customer`: `--customers`; `customer-import`: `--rows`. `--data FOLDER` keeps the installation for another run. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, tickets: { type: 'string', default: '1000000' }, messages: { type: 'string', default: '10000000' }, customers: { type: 'string', default: '1000000' }, rows: { type: 'string', default: '300000' }, minutes: { type: 'string', default: '60' }, data: { type: 'string' }, seconds: { type: 'string', default: '8' } } });
const seconds = Number(values.seconds);
const named = [...positionals, ...(values.only?.split(',') ?? [])];
const only = named.length > 0 ? named : undefined;

const workloads: Record<string, (bench: Bench) => Promise<Line[]>> = {
  start,
  pages,
  lists: (bench) => lists(bench, seconds),
  page: (bench) => page(bench, seconds, threads),
  search: (bench) => search(bench, seconds, words),
  creation: (bench) => creation(bench, seconds),
  mail,
  bulk,
  chat: (bench) => chat(bench),
  channels: (bench) => channels(bench, Math.min(seconds, 6)),
  dispatch,
  import: importing,
  entitlement: (bench) => entitlement(bench, seconds),
  processes: (bench) => processes(bench, seconds),
  voice,
  customer: (bench) => customers(bench, Math.min(seconds, 5), Number(values.customers)),
  'customer-import': (bench) => customerImport(bench, Number(values.rows)),
  clocks,
  routing: (bench) => routing(bench, Math.max(seconds, 8)),
  console: consoleFeel,
  'search-large': (bench) => large(bench, seconds, { tickets: Number(values.tickets), messages: Number(values.messages), customers: Number(values.customers), minutes: Number(values.minutes) }),
  million: (bench) => listsAtMillion(bench, seconds),
};
for (const name of only ?? []) if (!workloads[name]) { process.stderr.write(`There is no workload «${name}». Known: ${Object.keys(workloads).join(', ')}\n`); process.exit(2); }

process.stdout.write('starting a throw-away installation …\n');
const bench = await startBench(values.data);
const lines: Line[] = [];
let words = { rare: '', chinese: 0 };
let threads: number[] = [];
try {
  const isKept = values.data !== undefined && (await bench.db.query('select from ticket limit 1 offset 19999')).rowCount === 1;
  if (!isKept) await fillTickets(bench.db, 20_000);
  if (!isKept) words = await fillWords(bench.db, 20_000);
  if (!isKept) threads = await fillThreads(bench.db, 200);
  if (!isKept) await bench.command(['reindex']);
  // Only what was filled: a table analysed while empty is planned for as if it stayed so, which no real installation ever sees.
  if (!isKept) await bench.db.query('vacuum analyze customer, identity, ticket, ticket_conversation, conversation, message, search_entry');
  for (const [name, run] of Object.entries(workloads)) {
    // A million tickets are asked for by name.
    if (only ? !only.includes(name) : name === 'search-large') continue;
    process.stdout.write(`${name} …\n`);
    for (const line of await run(bench)) { lines.push(line); printLine(line); }
  }
} finally { await bench.stop(); }
process.stdout.write(`written to ${writeReport(lines)}\n${lines.filter((l) => l.ok).length} of ${lines.length} targets met\n`);
