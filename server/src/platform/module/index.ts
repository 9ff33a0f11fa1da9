import type { Bus, EventType, LoggedEvent, Subscription } from '../bus/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import type { Implementation } from '../http/index.ts';
import type { Job, Jobs } from '../jobs/index.ts';
import type { Signals } from '../live/signals.ts';
import type { Log } from '../log/index.ts';
import type { Clock } from '../time/index.ts';
import type { Secrets } from '../auth/secrets.ts';
import type { FileStore, StoredFile } from '../files/index.ts';
import type { Principal } from '../auth/principal.ts';
import type { Action } from './action.ts';

export { behalfAtHand, onBehalfOf } from './behalf.ts';
export { type Action, type ActionContext, ProcessError, defineAction } from './action.ts';

/** What every module stands on; built once in app.ts. */
export interface Platform {
  readonly config: Config;
  /** For requests: short statements. */
  readonly db: Database;
  /** For work in the background: longer statements, connections of its own. */
  readonly work: Database;
  readonly bus: Bus;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly files: FileStore;
  readonly signals: Signals;
}

/** A table whose rows belong to a customer: they follow when two customers turn out to be one, and go back when that was wrong. */
export interface Belonging {
  readonly table: string;
  /** Its numeric key. */
  readonly key: string;
  /** `customer_id` unless told. */
  readonly column?: string;
}

/** Which open screens learn of a fact. `teamId` limits it for people who see only their teams' tickets. */
export interface LiveRule {
  readonly event: EventType;
  readonly topics: (event: LoggedEvent) => readonly string[];
  /** What goes over the wire; ids and short facts only. The payload itself unless told. */
  readonly data?: (event: LoggedEvent) => Record<string, unknown>;
}

/** A room's public parts, listed one by one in app.ts. */
export interface Module {
  readonly name: string;
  /** Tables of ours whose rows belong to a customer. */
  readonly belongings?: readonly Belonging[];
  readonly events?: readonly EventType[];
  readonly routes?: readonly Implementation[];
  readonly subscriptions?: readonly Subscription[];
  // A job handler takes its own payload; the registry does not know which.
  readonly jobs?: readonly Job<never>[];
  /** Rights this module asks for, with what they allow, in both languages. */
  readonly rights?: Readonly<Record<string, { zh: string; en: string }>>;
  readonly live?: readonly LiveRule[];
  /** Whether this module shows a file to somebody who may not see all tickets: the papers and photos of their own jobs, say. */
  readonly files?: (principal: Principal, file: StoredFile) => Promise<boolean>;
  /** Who may follow the topics this module makes, by the topic's first word: `vendor` for `vendor:7`. */
  readonly topics?: Readonly<Record<string, (principal: Principal, topic: string) => boolean | Promise<boolean>>>;
  /** What a drawn process may do here. */
  readonly actions?: readonly Action<never, unknown>[];
  /** Loops of its own beside the bus (worker role): a deadline watch, an intake. */
  readonly services?: readonly Service[];
}

export interface Service {
  readonly name: string;
  readonly role: 'api' | 'worker' | 'channels' | 'voice';
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Checks and returns a module as it is. */
export function defineModule(module: Module): Module {
  for (const s of module.subscriptions ?? []) if (!s.name.startsWith(`${module.name}.`)) throw new Error(`Subscription ${s.name} must be named ${module.name}.…`);
  for (const j of module.jobs ?? []) if (!j.name.startsWith(`${module.name}.`)) throw new Error(`Job ${j.name} must be named ${module.name}.…`);
  return module;
}
