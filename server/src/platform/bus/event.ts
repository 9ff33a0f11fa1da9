import type { Schema } from '@aftercare/contract';

/** A kind of fact, past tense, with ids and values only. A change of shape is a new version. */
export interface EventType<P = unknown> {
  readonly name: string;
  readonly version: number;
  readonly schema: Schema<unknown, P>;
}

/** Who caused a fact. */
export interface Actor {
  readonly kind: 'agent' | 'customer' | 'system' | 'api';
  readonly id: number | null;
  readonly name: string;
}
export const systemActor: Actor = { kind: 'system', id: null, name: 'Aftercare' };

/** A fact as it stands in the log. `id` grows in the order facts may be read. */
export interface LoggedEvent<P = unknown> {
  readonly id: number;
  readonly at: Date;
  /** What keeps its order, e.g. `ticket:42`. */
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly payload: P;
  readonly actor: Actor;
  readonly correlation: string | null;
}

export function defineEvent<P>(name: string, version: number, schema: Schema<unknown, P>): EventType<P> {
  return { name, version, schema };
}

/** Narrows a logged event to its type's payload. */
export function isEvent<P>(event: LoggedEvent, type: EventType<P>): event is LoggedEvent<P> {
  return event.type === type.name;
}
