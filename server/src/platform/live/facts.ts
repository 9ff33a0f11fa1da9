import type { LoggedEvent } from '../bus/index.ts';
import type { LiveRule } from '../module/index.ts';

/** Whose teams and which people a fact is about; null: everybody who may follow the topic. */
export interface Audience { readonly teams: ReadonlySet<number>; readonly people: ReadonlySet<number> }

/** One event as open screens get it: written once per topic, however many screens there are. */
export interface Fact {
  readonly id: number;
  readonly topics: readonly string[];
  readonly audience: Audience | null;
  /** The frame; `shownAs` is the topic's name on the wire (`me` for `agent:7`). */
  text(topic: string, shownAs?: string): string;
}

/** Makes facts of events by the modules' rules; null for events that no screen shows. */
export function createFacts(rules: readonly LiveRule[]): (event: LoggedEvent) => Fact | null {
  const byType = new Map<string, LiveRule[]>();
  for (const rule of rules) byType.set(rule.event.name, [...(byType.get(rule.event.name) ?? []), rule]);

  return (event) => {
    const found = byType.get(event.type);
    if (!found) return null;
    const ruleOf = new Map<string, LiveRule>();
    for (const rule of found) for (const topic of rule.topics(event)) if (!ruleOf.has(topic)) ruleOf.set(topic, rule);
    if (ruleOf.size === 0) return null;
    const texts = new Map<string, string>();
    const bodies = new Map<LiveRule, string>();
    const bodyOf = (rule: LiveRule) => {
      const known = bodies.get(rule) ?? JSON.stringify(rule.data ? rule.data(event) : event.payload);
      bodies.set(rule, known);
      return known;
    };
    return {
      id: event.id, topics: [...ruleOf.keys()], audience: audienceOf(event.payload),
      text(topic, shownAs = topic) {
        const rule = ruleOf.get(topic);
        if (!rule) throw new Error(`the fact ${event.id} has no topic ${topic}`);
        const known = texts.get(shownAs) ?? `{"kind":"fact","cursor":${event.id},"topic":${JSON.stringify(shownAs)},"type":${JSON.stringify(event.type)},"data":${bodyOf(rule)}}`;
        texts.set(shownAs, known);
        return known;
      },
    };
  };
}

/** Facts about a ticket name its team and owner; those it has left learn of the leaving, too. */
function audienceOf(payload: unknown): Audience | null {
  const now = payload as { teamId?: unknown; ownerId?: unknown; before?: { teamId?: unknown; ownerId?: unknown } };
  if (typeof payload !== 'object' || payload === null || (now.teamId === undefined && now.ownerId === undefined)) return null;
  const numbers = (...values: unknown[]) => new Set(values.filter((v): v is number => typeof v === 'number'));
  return { teams: numbers(now.teamId, now.before?.teamId), people: numbers(now.ownerId, now.before?.ownerId) };
}
