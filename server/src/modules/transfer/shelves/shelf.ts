import type { Names } from '@aftercare/contract/basics';

/**
 * A table that stands in a whole archive. Its columns and what they point to are read from the database, so that a new column goes out by
 * itself; what never leaves is told here, and bytes and whatever is called a secret never do.
 */
export interface Shelf {
  /** As the record calls itself. */
  readonly kind: string;
  readonly table: string;
  /** Of its files in the archive, and for people. */
  readonly file: string;
  readonly name: Names;
  /** Needed by who exports it, as for its list. */
  readonly right: string;
  /** Before the tickets, or after them because it stands on one. */
  readonly when: 'before' | 'after';
  /** Columns by which the world knows it: one that is here with the same ones is the same. Small letters and capitals differ unless `~` stands before. */
  readonly key?: readonly string[];
  /** Numbers of others that no foreign key tells of; lists of them too. */
  readonly refs?: Readonly<Record<string, string>>;
  /** Numbers of files inside: a column with a list, or a place in its JSON. */
  readonly files?: readonly string[];
  /** Texts that name it once in a house: another house gets its own. */
  readonly unique?: readonly string[];
  readonly leave?: readonly string[];
  /** Secrets that never travel and that it cannot be without: made anew where it comes. */
  readonly fresh?: readonly string[];
  /** What it is like when it has come: nothing acts by itself in another house. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly turn?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** How a house works: comes only when it is asked for. */
  readonly setting?: boolean;
  /** Written down for the record, not taken in: why. */
  readonly told?: Names;
  /** There is one in every house: its values are taken over. */
  readonly sole?: boolean;
  /** Only what came with it may stand on it: an own one of the same name is another. */
  readonly own?: boolean;
  /** Newest first, where a row points to a later one of its kind. */
  readonly newest?: boolean;
}
