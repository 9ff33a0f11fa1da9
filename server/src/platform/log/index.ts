import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & { child(bindings: Record<string, unknown>): Log };

const correlation = new AsyncLocalStorage<string>();

/** Runs `work` so that every line it logs and every event it writes carries this id. */
export function withCorrelation<T>(id: string, work: () => T): T {
  return correlation.run(id, work);
}
export const correlationId = (): string | null => correlation.getStore() ?? null;

/** JSON lines where a machine reads them, coloured sentences on a terminal. Secrets are never passed to a log; these paths are a net. */
export function createLog(options: { level: string; pretty: boolean }): Log {
  return pino({
    level: options.level,
    base: null,
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.secret', '*.token'],
    mixin: () => (correlation.getStore() ? { correlation: correlation.getStore() } : {}),
    ...(options.pretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } } } : {}),
  });
}
export const silentLog: Log = pino({ level: 'silent' });
