import type { FieldDay, FieldOperation, FieldOutcome } from '@aftercare/contract/field';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Something done here that the server has not taken yet. `file` is a photo or signature still on this device. */
export interface Waiting {
  readonly seq: number;
  readonly operation: FieldOperation;
  readonly file?: Blob | undefined;
}
/** Something the server did not take, kept until it was read. */
export interface Refused {
  readonly id: string;
  readonly operation: FieldOperation;
  readonly title: string;
  readonly outcome: FieldOutcome;
  readonly file?: Blob | undefined;
}

interface Schema extends DBSchema {
  day: { key: 'current'; value: FieldDay };
  waiting: { key: number; value: Omit<Waiting, 'seq'> & { seq?: number } };
  refused: { key: string; value: Refused };
}
export type FieldDatabase = IDBPDatabase<Schema>;

/** Where a day is kept on this device: what came down, what waits to go up, what was refused. One for each person. */
export function openFieldDatabase(person: number): Promise<FieldDatabase> {
  return openDB<Schema>(`aftercare-field-${person}`, 1, {
    upgrade(db) {
      db.createObjectStore('day');
      db.createObjectStore('waiting', { keyPath: 'seq', autoIncrement: true });
      db.createObjectStore('refused', { keyPath: 'id' });
    },
  });
}
