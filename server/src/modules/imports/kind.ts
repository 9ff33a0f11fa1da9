import type { ImportChoice, ImportField } from '@aftercare/contract/imports';
import type { Names } from '@aftercare/contract/basics';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Opening } from './read-csv.ts';

/** A field with the other words that headings use for it. */
export interface Field extends ImportField { readonly words: readonly string[] }
/** A line of the file by our fields; what no column fills is an empty text. `cells` is the line as it stands there. */
export interface Row { readonly n: number; readonly line: number; readonly values: Readonly<Record<string, string>>; readonly cells: unknown }
/** Why a line was not taken: the field, what stood there, and a sentence with what to do. */
export interface Fault { readonly n: number; readonly line: number; readonly field: string; readonly value: string; readonly key: string; readonly params?: Readonly<Record<string, unknown>> }
/** A row that came or changed; `was` is null for one that came. */
export interface Made { readonly n: number; readonly what: string; readonly rowId: number; readonly was: unknown }
export interface Came { readonly created: number; readonly changed: number; readonly skipped: number; readonly faults: readonly Fault[]; readonly made: readonly Made[]; /** Where a file holds many kinds of things: how many of each, and how many of them were not taken. */ readonly kinds?: Readonly<Record<string, { readonly read: number; readonly failed: number }>> }
export interface Running {
  readonly id: number;
  readonly choices: Readonly<Record<string, string>>;
  /** Nothing may be written. */
  readonly dry: boolean;
  readonly actor: Actor;
  readonly language: 'zh-CN' | 'en';
  /** For trials: the line where each of these keys stood first in this file. Kept across batches. */
  firstLines(tx: Tx, keys: readonly { readonly key: string; readonly line: number }[]): Promise<ReadonlyMap<string, number>>;
}

/** Something that files can bring in. Registered by the module whose rows they become. */
export interface Kind {
  readonly kind: string;
  readonly name: Names;
  readonly about: Names;
  /** Needed beside the right to import. */
  readonly right: string;
  readonly accept: readonly string[];
  readonly fields: readonly Field[];
  readonly choices: readonly ImportChoice[];
  /** Rights that a choice asks for beside the kind's own. */
  readonly needs?: (choices: Readonly<Record<string, string>>) => readonly string[];
  /** Names of the kinds of things it counts. */
  readonly kindNames?: Readonly<Record<string, Names>>;
  /** Of kinds of things that are never taken in: why. */
  readonly kindsLeft?: Readonly<Record<string, Names>>;
  /** Lines a transaction; 1000 unless told. */
  readonly batch?: number;
  /** Tables that grow by it: measured anew while they do, because what was planned for a young table reads a grown one whole. */
  readonly fills?: readonly string[];
  /** For files that are no tables: the items in their order. Tables (CSV, XLSX) unless told. */
  readonly read?: (open: Opening, name: string) => AsyncIterable<{ readonly line: number; readonly cells: unknown }>;
  /** Takes lines in the given transaction. Must find again what it made before, should it come twice. */
  take(tx: Tx, rows: readonly Row[], run: Running): Promise<Came>;
  /** All is in, or all is out again. */
  over?(tx: Tx, runId: number, actor: Actor): Promise<void>;
  /** Takes back, newest first; returns those that had to stay. */
  undo?(tx: Tx, made: readonly Made[], actor: Actor, runId: number): Promise<{ readonly stayed: number }>;
}
