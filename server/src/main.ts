import { loadConfig } from './platform/config/index.ts';
import { printFault, printWelcome } from './console.ts';
import { terminalLanguage } from './platform/postgres/index.ts';
import { allRoles, serve } from './serve.ts';

const known = ['--demo', '--no-demo'];
const foreign = process.argv.slice(2).find((word) => !known.includes(word));
if (foreign !== undefined) {
  process.stderr.write(`${terminalLanguage() === 'zh' ? '没有这个选项：' : 'There is no option '}${foreign}\n  npm start -- [${known.join(' | ')}]\n`);
  process.exit(2);
}
const demo = process.argv.includes('--demo') ? true : process.argv.includes('--no-demo') ? false : null;
let postgres: Promise<{ stop(): Promise<void> } | null> = Promise.resolve(null);
/** Until all stands: the database goes, and what was being written with it. */
let leave = async (): Promise<void> => { await (await postgres)?.stop(); };
let askedAt = 0;
async function stop(): Promise<void> {
  // A second Ctrl-C of an impatient person ends it at once; the same signal sent to process and group does not.
  if (askedAt > 0) { if (performance.now() - askedAt > 1000) process.exit(1); return; }
  askedAt = performance.now();
  await leave().catch(printFault);
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
try {
  const served = await serve(loadConfig(), { roles: allRoles, demo, onPostgres: (starting) => { postgres = starting; } });
  leave = () => served.stop();
  // Asked to leave while the last steps were done: they are left as well.
  if (askedAt === 0) printWelcome(served);
} catch (error) {
  if (askedAt === 0) {
    await printFault(error);
    process.exit(1);
  }
}
