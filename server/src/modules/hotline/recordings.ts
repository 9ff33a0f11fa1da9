import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Calls } from './calls.ts';
import { CallRecorded } from './events.ts';
import type { Numbers } from './numbers.ts';
import * as store from './store-recordings.ts';
import { sweepCommands } from './store-commands.ts';

/** An hour of conversation is some 58 MB. */
const largestRecording = 200 * 1024 * 1024;
/** Shorter or quieter is no message. */
const shortestSeconds = 1;
/** Nothing is added to a recording any more after this, so that somebody else may finish it. */
const silentMs = 60_000;
/** Turns sound into words, and many words into few. */
export interface Recogniser {
  readonly words: (wav: Buffer, language: string) => Promise<string | null>;
  readonly summary: ((transcript: string, language: string) => Promise<string | null>) | null;
}
/** How sound is kept while it comes: a byte a sample in, a whole file out. The process with the sound brings it. */
export interface SoundFile {
  /** Whether a file is sound that can be played to callers. */
  readonly readable: (bytes: Buffer) => boolean;
  readonly wavOf: (parts: readonly Buffer[]) => { wav: Buffer; seconds: number; heard: boolean };
}
export type RecordingKind = 'call' | 'voicemail';
export const transcribeJob = 'hotline.transcribe';

/** What was said, encrypted before it touches the disk, kept as long as its number's rule says. */
export function createRecordings(platform: Platform, calls: Calls, numbers: Numbers, o: { recogniser: Recogniser | null; sound: SoundFile }) {
  const { db, work, files, secrets, clock, bus, jobs } = platform;
  const { recogniser } = o;
  const seal = (plain: Buffer) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secrets.key('recording'), nonce);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const unseal = (box: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', secrets.key('recording'), box.subarray(0, 12));
    decipher.setAuthTag(box.subarray(12, 28));
    return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
  };

  async function keep(callId: number, kind: RecordingKind, wav: Buffer, seconds: number, fromParts: boolean): Promise<number | null> {
    const written = await files.write(seal(wav), { name: `call-${callId}.sealed`, declaredType: 'application/octet-stream', maxBytes: largestRecording });
    return db.tx(async (tx) => {
      let call = await calls.lockedIn(tx, callId);
      // Another process may have been faster; what it left is nothing.
      if (fromParts && (await store.deleteParts(tx, callId, kind)) === 0) return null;
      const [file] = await files.record(tx, [written], { claimed: true });
      const number = await numbers.get(call.numberId, tx);
      const at = clock.now();
      const made = file && (await store.insertRecording(tx, { callId, kind, fileId: file.id, seconds, at, deleteAfter: new Date(at.getTime() + (number?.recording.days ?? 30) * 86_400_000) }));
      if (!made) throw new Error('the recording was not written');
      if (kind === 'voicemail') call = await calls.record(tx, call, `voicemail:${made.id}`, say(call.language, 'hotline.voicemail', { seconds: Math.round(seconds) }));
      await calls.move(tx, call, {}, 'recorded', { recordingId: made.id, kind });
      await bus.publish(tx, CallRecorded, { stream: `call:${callId}`, actor: systemActor, payload: { callId, recordingId: made.id, ticketId: call.ticketId, kind } });
      if (recogniser) await jobs.enqueue(tx, transcribeJob, { recordingId: made.id });
      return made.id;
    });
  }

  return {
    /** Keeps a whole recording; what it is about hears of it in the same transaction. */
    keep: (callId: number, kind: RecordingKind, wav: Buffer, seconds: number) => keep(callId, kind, wav, seconds, false),
    /** A piece of a recording under way: on disk, whatever becomes of the process. */
    part: (callId: number, kind: RecordingKind, seq: number, sound: Buffer) => store.insertPart(db, { callId, kind, seq, sealed: seal(sound), at: clock.now() }),
    /** Makes one file of the pieces; null when there is nothing worth keeping, or somebody did it already. */
    async finish(callId: number, kind: RecordingKind): Promise<number | null> {
      const parts = await store.partsOf(db, callId, kind);
      if (parts.length === 0) return null;
      const { wav, seconds, heard } = o.sound.wavOf(parts.map((p) => unseal(p.sealed)));
      if (seconds >= shortestSeconds && (heard || kind === 'call')) return keep(callId, kind, wav, seconds, true);
      await db.tx((tx) => store.deleteParts(tx, callId, kind));
      return null;
    },
    /** Pieces that a process left behind when it died, after its calls were ended. */
    async finishAbandoned(): Promise<number> {
      const left = await store.unfinished(work, new Date(clock.now().getTime() - silentMs));
      for (const { callId, kind } of left) await this.finish(callId, kind);
      return left.length;
    },
    kindsOf: async (callId: number): Promise<RecordingKind[]> => (await store.partKinds(db, callId)).map((p) => p.kind),
    find: (id: number) => store.recordingById(db, id),
    async sound(id: number): Promise<Buffer> {
      const row = await store.recordingById(db, id);
      if (!row) throw new Refusal('not-found');
      return unseal(Buffer.from(await files.read(row.fileId)));
    },
    /** Writes down what was said, once, and in short where that can be had. */
    async transcribe(id: number): Promise<void> {
      const row = await store.recordingById(work, id);
      if (!row || !recogniser) return;
      const { language } = await calls.get(row.callId, work);
      const words = await recogniser.words(await this.sound(id), language);
      if (!words) return;
      const summary = recogniser.summary && row.seconds >= 10 ? await recogniser.summary(words, language) : null;
      await store.setWords(work, id, words, summary);
      await db.tx((tx) => bus.publish(tx, CallRecorded, { stream: `call:${row.callId}`, actor: systemActor, payload: { callId: row.callId, recordingId: id, ticketId: row.ticketId, kind: 'transcript' } }));
    },
    /** Retention: row and bytes of what is old enough. */
    async sweep(): Promise<number> {
      const due = await store.dueRecordings(work, clock.now());
      for (const { id, fileId } of due) {
        await work.tx((tx) => store.deleteRecording(tx, id));
        await files.remove(fileId);
      }
      await sweepCommands(work, new Date(clock.now().getTime() - 3_600_000));
      return due.length;
    },
  };
}
export type Recordings = ReturnType<typeof createRecordings>;
