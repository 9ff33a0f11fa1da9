import type { Readable } from 'node:stream';
import type { Handle } from '../db/index.ts';

/** What is known of a stored file. */
export interface StoredFile {
  readonly id: number;
  /** Random, 40 hexadecimal digits; the file's name in the store and in URLs. */
  readonly key: string;
  /** Clean for display and for saving; never part of a path of ours. */
  readonly name: string;
  /** What the bytes are. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Pixels as shown; null where it is no picture we can measure. */
  readonly width: number | null;
  readonly height: number | null;
  readonly createdAt: Date;
  readonly owner: string | null;
  readonly claimed: boolean;
}

/** Bytes that are safely on disk and not yet known to the database; `record` makes a file of them. */
export type WrittenFile = Pick<StoredFile, 'key' | 'name' | 'type' | 'size' | 'sha256' | 'width' | 'height'>;

export interface PutOptions {
  /** As the sender gave it: cleaned here. */
  readonly name: string;
  /** Content-Type as the sender gave it; a hint only. */
  readonly declaredType: string;
  readonly maxBytes: number;
  /** Types taken after looking at the bytes, e.g. `['image/*', 'application/pdf']`; everything unless told. */
  readonly acceptedTypes?: readonly string[];
}

export interface RecordOptions {
  /** Who may claim it; whoever knows the key unless told. */
  readonly owner?: string;
  /** True when it belongs to something from the start, so that no sweep takes it. */
  readonly claimed?: boolean;
}

/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface OpenedFile {
  readonly file: StoredFile;
  readonly stream: Readable;
}

export type FileSource = AsyncIterable<Uint8Array> | Uint8Array;

/**
 * Where files lie. A promise of `write` or `put` that resolves means: on disk, also after a power cut.
 * Refusals: `too-large`, `type-not-accepted`, `not-found`.
 */
export interface FileStore {
  /** Streams the bytes to disk without holding them in memory; checks size on the way and type at the end. */
  write(source: FileSource, options: PutOptions): Promise<WrittenFile>;
  /** Makes written bytes known, in the caller's transaction, all in one statement; same order as given. */
  record(handle: Handle, written: readonly WrittenFile[], options?: RecordOptions): Promise<StoredFile[]>;
  /** `write` and `record` in one, in a transaction of its own. */
  put(source: FileSource, options: PutOptions & RecordOptions): Promise<StoredFile>;
  find(keyOrId: string | number): Promise<StoredFile | undefined>;
  /** @throws Refusal `not-found` when the row or the bytes are missing */
  open(keyOrId: string | number, range?: ByteRange): Promise<OpenedFile>;
  /** The whole file in memory: only for what is known to be small. */
  read(keyOrId: string | number): Promise<Uint8Array>;
  /**
   * Marks files as belonging to something, in the caller's transaction. Only files nobody claimed yet and that `owner` may
   * claim; anything else is a refusal `not-found`, so that nobody attaches another person's upload.
   */
  claim(handle: Handle, keys: readonly string[], owner: string): Promise<StoredFile[]>;
  /** Row and bytes; nothing happens when it is gone already. */
  remove(keyOrId: string | number): Promise<void>;
}
