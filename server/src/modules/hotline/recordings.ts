import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Calls } from './calls.ts';
import { CallRecorded } from './events.ts';
import type { Numbers } from './numbers.ts';
import * as store from './store.ts';

/** Ten minutes of conversation are some 10 MB. */
const largestRecording = 200 * 1024 * 1024;
/** Turns sound into words. */
export type Recogniser = (wav: Buffer, language: string) => Promise<string | null>;
export const transcribeJob = 'hotline.transcribe';

/** What was said, encrypted before it touches the disk, kept as long as its number's rule says. */
export function createRecordings(platform: Platform, calls: Calls, numbers: Numbers, recogniser: Recogniser | null) {
  const { db, work, files, secrets, clock, bus, jobs } = platform;
  const seal = (wav: Buffer) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secrets.key('recording'), nonce);
    const body = Buffer.concat([cipher.update(wav), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const unseal = (box: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', secrets.key('recording'), box.subarray(0, 12));
    decipher.setAuthTag(box.subarray(12, 28));
    return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
  };
  return {
    /** Keeps a recording; what it is about hears of it in the same transaction. */
    async keep(callId: number, kind: 'call' | 'voicemail', wav: Buffer, seconds: number): Promise<number> {
      const written = await files.write(seal(wav), { name: `call-${callId}.sealed`, declaredType: 'application/octet-stream', maxBytes: largestRecording });
      return db.tx(async (tx) => {
        const [file] = await files.record(tx, [written], { claimed: true });
        let call = await calls.lockedIn(tx, callId);
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
    },
    find: (id: number) => store.recordingById(db, id),
    async sound(id: number): Promise<Buffer> {
      const row = await store.recordingById(db, id);
      if (!row) throw new Refusal('not-found');
      return unseal(Buffer.from(await files.read(row.fileId)));
    },
    /** Writes down what was said, once. */
    async transcribe(id: number): Promise<void> {
      const row = await store.recordingById(work, id);
      if (!row || !recogniser) return;
      const words = await recogniser(await this.sound(id), (await calls.get(row.callId, work)).language);
      if (words) await store.setTranscript(work, id, words);
    },
    /** Retention: row and bytes of what is old enough. */
    async sweep(): Promise<number> {
      const due = await store.dueRecordings(work, clock.now());
      for (const { id, fileId } of due) {
        await work.tx((tx) => store.deleteRecording(tx, id));
        await files.remove(fileId);
      }
      await store.sweepCommands(work, new Date(clock.now().getTime() - 3_600_000));
      return due.length;
    },
  };
}
export type Recordings = ReturnType<typeof createRecordings>;
