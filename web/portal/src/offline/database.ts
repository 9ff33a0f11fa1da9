import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A file that has not left this device yet, or its token once it has. */
export interface WaitingFile { readonly name: string; readonly purpose: 'photo' | 'proof'; readonly token?: string; readonly blob?: Blob }
interface Written {
  /** Made here: the server takes what comes under it once. */
  readonly key: string;
  readonly at: number;
  readonly title: string;
  readonly text: string;
  readonly files: readonly WaitingFile[];
}
export interface WaitingReply extends Written { readonly kind: 'reply'; readonly ticketId: number; readonly token: string | null }
export interface WaitingReport extends Written { readonly kind: 'report'; readonly body: Readonly<Record<string, unknown>> }
export type Waiting = (WaitingReply | WaitingReport) & { readonly seq: number };
/** What the server did not take, kept until it was read; with the sentence why. */
export type Refused = Waiting & { readonly why: string };
/** A report that went out by itself: its number and the way to it. */
export interface Sent { readonly key: string; readonly id: number; readonly token: string; readonly title: string }
/** A photo or paper chosen for something that is still being written, and not with the server yet. */
export interface ChosenFile { readonly id: number; /** What it was chosen for, such as `report-photo`. */ readonly place: string; readonly name: string; readonly blob: Blob; readonly at: number }
export interface Kept { readonly hash: string; readonly key: readonly unknown[]; readonly data: unknown; readonly at: number }

interface Schema extends DBSchema {
  kept: { key: string; value: Kept; indexes: { at: number } };
  waiting: { key: number; value: Omit<WaitingReply, 'seq'> & { seq?: number } | Omit<WaitingReport, 'seq'> & { seq?: number } };
  refused: { key: number; value: Refused };
  sent: { key: string; value: Sent };
  chosen: { key: number; value: Omit<ChosenFile, 'id'> & { id?: number }; indexes: { place: string } };
}
export type PortalDatabase = IDBPDatabase<Schema>;

let opened: Promise<PortalDatabase> | null = null;
/** What this device keeps for the portal: last seen pages, and what waits to be sent. */
export function portalDatabase(): Promise<PortalDatabase> {
  opened ??= new Promise<PortalDatabase>((resolve, reject) => openDB<Schema>('aftercare-portal', 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('kept', { keyPath: 'hash' }).createIndex('at', 'at');
        db.createObjectStore('waiting', { keyPath: 'seq', autoIncrement: true });
        db.createObjectStore('refused', { keyPath: 'seq' });
        db.createObjectStore('sent', { keyPath: 'key' });
      }
      db.createObjectStore('chosen', { keyPath: 'id', autoIncrement: true }).createIndex('place', 'place');
    },
    // A page of before this version lets go, so that the new one need not wait for it.
    blocking(_now, _next, event) { (event.target as IDBDatabase).close(); },
    // One that does not: nothing is kept until it is gone, and nobody waits for it.
    blocked: () => reject(new Error('an older page holds the storage')),
  }).then(resolve, reject)).catch((error: unknown) => { opened = null; throw error; });
  return opened;
}
