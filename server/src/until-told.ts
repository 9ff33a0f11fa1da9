import { loadConfig } from './platform/config/index.ts';
import { printFault, printWelcome } from './console.ts';
import type { ServeOptions } from './running.ts';
import { serve } from './serve.ts';

/** Serves until told to leave (Ctrl-C, SIGTERM), and says how to come in. Whoever is told before all stands stops the database too. */
export async function serveUntilTold(options: Pick<ServeOptions, 'roles' | 'demo'>): Promise<void> {
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
    const served = await serve(loadConfig(), { ...options, onPostgres: (starting) => { postgres = starting; } });
    leave = () => served.stop();
    // Asked to leave while the last steps were done: they are left as well.
    if (askedAt === 0) printWelcome(served);
  } catch (error) {
    if (askedAt > 0) return;
    await printFault(error);
    process.exit(1);
  }
}
