/**
 * Classes of PostgreSQL's faults after which nothing was applied and the same may succeed in a moment: shut down, crashed or starting
 * (57P0x), connections (08), no memory or connection left, cancelled for its time, and who gave way in a quarrel over rows.
 */
const passing = /^(57P0[1-5]|57014|08...|53[234]00|40001|40P01|55P03|25P03)$/;
/** Of the system, on the way there. */
const broken = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_DESTROYED)$/;
/** The driver's own words, which carry no code. */
const said = /Connection terminated|not queryable|timeout exceeded when trying to connect/;

/** Whether the database was away, starting or too busy: whoever asked may ask again. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', syscall } = error as { code?: string; syscall?: string };
  return passing.test(code) || broken.test(code) || syscall === 'connect' || said.test(error.message);
}
