import type { Handle } from '../../platform/db/index.ts';
import { type CompiledCalendar, compileCalendar } from '../../platform/time/index.ts';
import type { CalendarRow, Org } from './org.ts';

export interface KnownCalendars {
  /** By id as text. */
  readonly compiled: ReadonlyMap<string, CompiledCalendar>;
  readonly names: ReadonlyMap<string, string>;
}

/** Business calendars ready to count with. A compiled one is kept until its row changes: it remembers what it worked out. */
export function createKnownCalendars(org: Pick<Org, 'calendars'>) {
  const kept = new Map<number, { version: number; compiled: CompiledCalendar }>();
  const compile = (row: CalendarRow): CompiledCalendar => {
    const known = kept.get(row.id);
    if (known?.version === row.version) return known.compiled;
    const compiled = compileCalendar(row);
    kept.set(row.id, { version: row.version, compiled });
    return compiled;
  };
  return {
    async load(handle: Handle): Promise<KnownCalendars> {
      const rows = await org.calendars(handle);
      return { compiled: new Map(rows.map((r) => [String(r.id), compile(r)])), names: new Map(rows.map((r) => [String(r.id), r.name])) };
    },
  };
}
export type KnownCalendarSource = ReturnType<typeof createKnownCalendars>;
