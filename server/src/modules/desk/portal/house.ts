import type { Platform } from '../../../platform/module/index.ts';
import { type CompiledCalendar, compileCalendar, isOpen, nextOpening } from '../../../platform/time/index.ts';
import { AgentChanged, CalendarChanged, type Org, PresenceChanged } from '../../org/index.ts';

interface Person { readonly id: number; readonly name: string; readonly online: boolean }
/** How long the company's name and the list of calendars are kept without looking; changes of people are heard at once. */
const keepMs = 5000;

/** What customers see of the house: its name, whether it is open, who is there. Kept in memory: a thousand pages may ask at once. */
export function createHouse(platform: Pick<Platform, 'bus' | 'clock'>, org: Org) {
  const { bus, clock } = platform;
  let people: Promise<ReadonlyMap<number, Person>> | null = null;
  let calendars: Promise<readonly { id: number; compiled: CompiledCalendar }[]> | null = null;
  let company: { until: number; value: ReturnType<Org['company']> } | null = null;
  bus.tail.listen(({ type }) => {
    if (type === PresenceChanged.name || type === AgentChanged.name) people = null;
    if (type === CalendarChanged.name) calendars = null;
  });

  const peopleNow = () => {
    people ??= org.agents().then((rows) => new Map(rows.filter((a) => a.status === 'active').map((a) => [a.id, { id: a.id, name: a.name, online: a.presence === 'online' }])))
      .catch((error: unknown) => { people = null; throw error; });
    return people;
  };
  const calendarOf = async (id: number | null) => {
    // A calendar that is new was not changed, so nobody said anything: look again when it is not there.
    let known = await (calendars ??= load());
    if (!known.some((c) => id === null || c.id === id)) known = await (calendars = load());
    return (known.find((c) => c.id === id) ?? known[0])?.compiled;
  };
  const load = () => org.calendars().then((rows) => rows.map((row) => ({ id: row.id, compiled: compileCalendar(row) }))).catch((error: unknown) => { calendars = null; throw error; });

  return {
    company() {
      const now = clock.now().getTime();
      if (!company || company.until <= now || company.until > now + keepMs) company = { until: now + keepMs, value: org.company() };
      return company.value.catch((error: unknown) => { company = null; throw error; });
    },
    /** Without any calendar it is always open. */
    async opening(calendarId: number | null): Promise<{ open: boolean; opensAt: Date | null }> {
      const calendar = await calendarOf(calendarId);
      const now = clock.now();
      if (!calendar || isOpen(calendar, now)) return { open: true, opensAt: null };
      return { open: false, opensAt: nextOpening(calendar, now) };
    },
    async agent(id: number): Promise<{ name: string; online: boolean } | null> {
      const person = (await peopleNow()).get(id);
      return person ? { name: person.name, online: person.online } : null;
    },
    async anyoneOnline(): Promise<boolean> {
      for (const person of (await peopleNow()).values()) if (person.online) return true;
      return false;
    },
  };
}
export type House = ReturnType<typeof createHouse>;
